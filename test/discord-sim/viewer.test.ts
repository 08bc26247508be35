import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageFlags } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerWith, logIn, request, startForTest } from './connect.ts';
import type { DiscordSim } from './sim.ts';

interface PageEvent {
  type: string;
  data: Record<string, unknown>;
}

/** What a page that is open hears. */
async function listen(sim: DiscordSim) {
  const response = await fetch(`${sim.url}/sim/events`);
  if (!response.body) throw new TypeError('There is no stream.');
  const lines = response.body.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => lines.cancel());
  let text = '';
  const events: PageEvent[] = [];
  return async (type: string): Promise<PageEvent> => {
    for (;;) {
      const found = events.find((event) => event.type === type);
      if (found) {
        events.splice(0, events.indexOf(found) + 1);
        return found;
      }
      text += (await lines.read()).value ?? '';
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)));
    }
  };
}

const act = async (sim: DiscordSim, body: object) => {
  const response = await fetch(`${sim.url}/sim/interactions`, { method: 'POST', body: JSON.stringify(body) });
  const answer: Record<string, unknown> = Object(await response.json());
  return { status: response.status, body: answer };
};

const COMMANDS = [
  { name: 'status', description: 'How the bot is' },
  {
    name: 'watch',
    description: 'Watches',
    options: [
      {
        type: 1,
        name: 'add',
        description: 'Adds',
        options: [{ type: 3, name: 'query', description: 'q', required: true, autocomplete: true }],
      },
    ],
  },
];

describe('the page', () => {
  it('sees the guilds, the commands and the messages', async () => {
    const sim = await startForTest();
    await request(sim, 'PUT', `/applications/${sim.me.id}/commands`, COMMANDS);
    await request(sim, 'POST', `/channels/${sim.channel('alerts').id}/messages`, { content: 'a' });
    const state: unknown = await (await fetch(`${sim.url}/sim/state`)).json();
    expect(state).toMatchObject({
      me: { id: sim.me.id },
      guilds: [
        {
          name: 'World News Desk',
          channels: [{ name: 'general' }, { name: 'alerts' }, {}, {}, { name: 'stories' }],
        },
      ],
      commands: [{ name: 'status' }, { name: 'watch' }],
      messages: { [sim.channel('alerts').id]: [{ content: 'a' }] },
      registered: true,
    });
  });

  it('hears of messages, commands and answers for one user alone', async () => {
    const sim = await startForTest();
    const next = await listen(sim);
    const client = await logIn(sim);
    answerWith(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('fine');
    });
    await request(sim, 'PUT', `/applications/${sim.me.id}/commands`, COMMANDS);
    expect(await next('COMMANDS')).toMatchObject({ data: [{ name: 'status' }, { name: 'watch' }] });

    const place = { guildId: sim.guild.id, channelId: sim.channel('general').id };
    const { status, body } = await act(sim, { kind: 'command', ...place, data: { name: 'status' } });
    expect(status).toBe(200);
    expect(await next('INTERACTION_ANSWER')).toMatchObject({
      data: {
        ...body,
        userId: sim.owner.id,
        channelId: place.channelId,
        type: 5,
        message: { flags: 64 | 128 },
      },
    });
    expect(await next('INTERACTION_ANSWER')).toMatchObject({
      data: { ...body, message: { content: 'fine', flags: 64 } },
    });

    const path = `/channels/${place.channelId}/messages`;
    const { body: message } = await request(sim, 'POST', path, { content: 'a' });
    expect(await next('MESSAGE_CREATE')).toMatchObject({ data: { id: message.id, content: 'a' } });
    await request(sim, 'PATCH', `${path}/${String(message.id)}`, { content: 'b' });
    expect(await next('MESSAGE_UPDATE')).toMatchObject({ data: { id: message.id, content: 'b' } });
    await request(sim, 'DELETE', `${path}/${String(message.id)}`);
    expect(await next('MESSAGE_DELETE')).toMatchObject({
      data: { id: message.id, channel_id: place.channelId },
    });
  });

  it('types, presses and fills in as a user does', async () => {
    const sim = await startForTest();
    const next = await listen(sim);
    const client = await logIn(sim);
    answerWith(client, async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: interaction.options.getFocused(), value: 'v' }]);
      else if (interaction.isChatInputCommand()) {
        const components = [
          { type: 1, components: [{ type: 2, style: 1, label: 'Edit', custom_id: 'edit' }] },
        ];
        await interaction.reply({ content: interaction.options.getString('query', true), components });
      } else if (interaction.isButton()) {
        const input = { type: 4, custom_id: 'text', style: 1 } as const;
        await interaction.showModal({
          custom_id: 'form',
          title: 'Edit',
          components: [{ type: 18, label: 'Text', component: input }],
        });
      } else if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update(interaction.fields.getTextInputValue('text'));
    });
    await request(sim, 'PUT', `/applications/${sim.me.id}/commands`, COMMANDS);
    const place = { guildId: sim.guild.id, channelId: sim.channel('general').id };
    const add = (query: object) => ({
      name: 'watch',
      options: [{ type: 1, name: 'add', options: [{ type: 3, name: 'query', ...query }] }],
    });

    const typed = await act(sim, {
      kind: 'autocomplete',
      ...place,
      data: add({ value: 'S', focused: true }),
    });
    expect(typed.body).toMatchObject({ choices: [{ name: 'S', value: 'v' }] });
    await act(sim, { kind: 'command', ...place, data: add({ value: 'SCO' }) });
    const { data: message } = await next('MESSAGE_CREATE');
    expect(message).toMatchObject({ content: 'SCO', interaction_metadata: { name: 'watch add' } });
    await act(sim, {
      kind: 'component',
      ...place,
      data: { custom_id: 'edit', component_type: 2, message_id: message.id },
    });
    expect(await next('INTERACTION_ANSWER')).toMatchObject({ data: { type: 4 } });
    expect(await next('INTERACTION_ANSWER')).toMatchObject({
      data: { type: 9, modal: { custom_id: 'form' } },
    });
    const components = [{ type: 18, component: { type: 4, custom_id: 'text', value: 'NATO' } }];
    await act(sim, { kind: 'modal', ...place, data: { custom_id: 'form', components } });
    expect(await next('MESSAGE_UPDATE')).toMatchObject({ data: { id: message.id, content: 'NATO' } });
  });

  it.each([
    [{ kind: 'command', data: { name: 'nothing' } }, 'The command /nothing is not registered.'],
    [
      { kind: 'command', data: { name: 'watch', options: [{ type: 1, name: 'add' }] } },
      'The option "query" is required.',
    ],
    [
      { kind: 'component', data: { custom_id: 'a', component_type: 2, message_id: '1' } },
      'The message is gone.',
    ],
    [{ kind: 'modal', data: { custom_id: 'a', components: [] } }, 'No such modal is open.'],
    [{ kind: 'wave' }, 'kind'],
  ])('is told why it can not do %j', async (body, message) => {
    const sim = await startForTest();
    await request(sim, 'PUT', `/applications/${sim.me.id}/commands`, COMMANDS);
    const reply = await act(sim, { channelId: sim.channel('general').id, ...body });
    expect(reply).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  it('is served from its folder, and nothing from outside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'index.html'), '<h1>Desk</h1>');
    const sim = await startForTest({ pageDir: folder });
    const page = await fetch(sim.url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toBe('<h1>Desk</h1>');
    expect((await fetch(`${sim.url}/..%2f..%2f..%2f..%2fetc%2fpasswd`)).status).toBe(404);
    expect((await fetch(`${sim.url}/none.js`)).status).toBe(404);
  });
});
