import {
  ActionRowBuilder,
  type ApplicationCommandDataResolvable,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  ApplicationCommandOptionType as OptionType,
  PermissionFlagsBits,
  RoleSelectMenuBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { answerWith, logIn, request, startForTest } from './connect.ts';
import { INTERACTION_DEADLINE_MS } from './interaction-types.ts';

const WATCH = {
  name: 'watch',
  description: 'Watches keywords',
  defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
  options: [
    {
      type: OptionType.Subcommand,
      name: 'add',
      description: 'Adds a keyword',
      options: [
        {
          type: OptionType.String,
          name: 'query',
          description: 'What to watch',
          required: true,
          autocomplete: true,
          maxLength: 50,
        },
        {
          type: OptionType.Channel,
          name: 'channel',
          description: 'Where',
          channelTypes: [ChannelType.GuildText],
        },
        { type: OptionType.Role, name: 'role', description: 'Whom to mention' },
        { type: OptionType.Integer, name: 'limit', description: 'How many', minValue: 1, maxValue: 9 },
        { type: OptionType.Boolean, name: 'quiet', description: 'Without a sound' },
        {
          type: OptionType.String,
          name: 'mode',
          description: 'How',
          choices: [{ name: 'At once', value: 'now' }],
        },
      ],
    },
  ],
} satisfies ApplicationCommandDataResolvable;
const STATUS = { name: 'status', description: 'How the bot is' } satisfies ApplicationCommandDataResolvable;

/** A local Discord with a bot that has both commands and answers with a function. */
async function botThat(respond: (interaction: Interaction) => Promise<unknown>) {
  const sim = await startForTest();
  const client = await logIn(sim);
  await client.application.commands.set([WATCH, STATUS]);
  answerWith(client, respond);
  return { sim, client };
}

describe('a command', () => {
  it('reaches the bot with its options resolved and is answered at once', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      const channel = options.getChannel('channel', true);
      const role = options.getRole('role', true);
      const said = [
        options.getSubcommand(),
        options.getString('query', true),
        channel.name,
        role.name,
        options.getInteger('limit'),
        options.getBoolean('quiet'),
      ];
      await interaction.reply(said.join(' '));
    });
    const answer = await sim.command('watch add', {
      query: 'SCO',
      channel: 'asia',
      role: 'Desk',
      limit: 3,
      quiet: true,
    });
    expect(answer).toMatchObject({
      type: 4,
      content: 'add SCO asia Desk 3 true',
      ephemeral: false,
      deferred: false,
    });
    expect(sim.messages(sim.channel('general').id)).toMatchObject([
      {
        content: 'add SCO asia Desk 3 true',
        interaction_metadata: { name: 'watch add', user: { id: sim.owner.id } },
      },
    ]);
    expect(sim.unknownRequests).toEqual([]);
  });

  it('is answered later, for the asker alone, and followed up', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('done');
      await interaction.followUp({ content: 'for all' });
    });
    const answer = await sim.command('status');
    expect(answer).toMatchObject({ type: 5, content: 'done', ephemeral: true, deferred: true });
    await sim.waitForMessages(sim.channel('general').id, 1, 1000);
    expect(answer.followups).toMatchObject([{ content: 'for all' }]);
    expect(sim.messages(sim.channel('general').id)).toMatchObject([{ content: 'for all' }]);
  });

  it('whose deferral is only followed up has the followup as its answer', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.followUp('the answer');
    });
    expect(await sim.command('status')).toMatchObject({ content: 'the answer', followups: [] });
    expect(sim.messages(sim.channel('general').id)).toMatchObject([{ content: 'the answer', flags: 0 }]);
  });

  it('gives its answer back, as a message and with the response', async () => {
    const seen: unknown[] = [];
    const { sim } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const response = await interaction.reply({
        content: 'a',
        flags: MessageFlags.Ephemeral,
        withResponse: true,
      });
      seen.push(response.resource?.message?.content, response.interaction.responseMessageEphemeral);
      seen.push((await interaction.fetchReply()).content);
      await interaction.deleteReply();
    });
    const answer = await sim.command('status');
    await vi.waitFor(() => expect(answer.message).toBeNull());
    expect(seen).toEqual(['a', true, 'a']);
  });

  it('that gets no answer in three seconds fails for the asker, and the late answer for the bot', async () => {
    let now = Date.parse('2025-09-03T01:00:00Z');
    const sim = await startForTest({ clock: { now: () => now } });
    const client = await logIn(sim);
    await client.application.commands.set([STATUS]);
    let error: unknown;
    answerWith(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      now += INTERACTION_DEADLINE_MS + 1;
      error = await interaction.reply('late').catch((thrown: unknown) => thrown);
    });
    await expect(sim.command('status')).rejects.toThrow('The application did not respond');
    expect(error).toMatchObject({ status: 404, code: 10062 });
  });

  it('can be acknowledged once', async () => {
    const codes: unknown[] = [];
    const { sim, client } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply('a');
      const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      codes.push(
        await client.rest.post(path, { body: { type: 5 }, auth: false }).catch((thrown: unknown) => thrown),
      );
    });
    await sim.command('status');
    await vi.waitFor(() => expect(codes).toMatchObject([{ status: 400, code: 40060 }]));
  });

  it('can not be answered by changing a message that there is not', async () => {
    const codes: unknown[] = [];
    const { sim, client } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      codes.push(
        await client.rest.post(path, { body: { type: 6 }, auth: false }).catch((thrown: unknown) => thrown),
      );
      await interaction.reply('a');
    });
    await sim.command('status');
    expect(codes).toMatchObject([{ status: 400, code: 50035 }]);
  });

  it.each([
    ['nothing', {}, 'The command /nothing is not registered.'],
    ['watch', {}, '/watch needs a subcommand, one of: add.'],
    ['watch remove', {}, '/watch has no subcommand "remove".'],
    ['watch add', {}, 'The option "query" is required.'],
    ['watch add', { query: 'a', nothing: 1 }, 'There is no option "nothing".'],
    ['watch add', { query: 1 }, 'The option "query" takes text, not 1.'],
    ['watch add', { query: 'x'.repeat(51) }, 'The option "query" takes between'],
    ['watch add', { query: 'a', limit: 10 }, 'The option "limit" takes between 1 and 9, not 10.'],
    ['watch add', { query: 'a', limit: 1.5 }, 'The option "limit" takes a number, not 1.5.'],
    ['watch add', { query: 'a', quiet: 'yes' }, 'The option "quiet" takes true or false, not "yes".'],
    ['watch add', { query: 'a', mode: 'later' }, 'The option "mode" takes one of its choices, not "later".'],
    [
      'watch add',
      { query: 'a', channel: 'stories' },
      'The option "channel" takes a channel of the allowed kinds, not "stories".',
    ],
  ])('is not sent as /%s %j', async (path, values, message) => {
    const { sim } = await botThat(() => Promise.resolve());
    await expect(sim.command(path, { ...values })).rejects.toThrow(message);
  });

  it('is not sent by those who may not use it', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('a');
    });
    const reader = { userId: sim.member.id };
    await expect(sim.command('watch add', { query: 'a' }, reader)).rejects.toThrow(
      'reader may not use /watch',
    );
    await expect(sim.command('status', {}, reader)).resolves.toMatchObject({ content: 'a' });
    sim.removeGuild(sim.guild.id);
    await expect(sim.command('status')).rejects.toThrow('The bot is not in "World News Desk".');
  });
});

describe('autocomplete', () => {
  it('shows what the bot suggests for what is typed', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([
        { name: `${name} ${value} ${interaction.options.getString('mode')}`, value: 'SCO' },
      ]);
    });
    const choices = await sim.autocomplete('watch add', { name: 'query', value: 'S' }, { mode: 'now' });
    expect(choices).toEqual([{ name: 'query S now', value: 'SCO' }]);
    await expect(sim.autocomplete('watch add', { name: 'mode', value: 'n' })).rejects.toThrow(
      'The option "mode" has no autocomplete.',
    );
  });

  it.each([
    ['25 choices', 25, 26, (index: number) => ({ name: `n${index}`, value: `${index}` })],
    ['names of 100', 100, 101, undefined],
  ])('takes %s and no more', async (_limit, allowed, refused, make) => {
    const build = (size: number) =>
      make
        ? Array.from({ length: size }, (_, index) => make(index))
        : [{ name: 'x'.repeat(size), value: 'v' }];
    const errors: unknown[] = [];
    const { sim } = await botThat(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      errors.push(await interaction.respond(build(refused)).catch((thrown: unknown) => thrown));
      await interaction.respond(build(allowed));
    });
    expect(await sim.autocomplete('watch add', { name: 'query', value: '' })).toHaveLength(
      build(allowed).length,
    );
    expect(errors).toMatchObject([{ code: 50035 }]);
  });
});

describe('components', () => {
  const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('yes').setLabel('Yes').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId('no').setLabel('No').setStyle(ButtonStyle.Secondary).setDisabled(true),
  );
  const kinds = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('kind')
      .addOptions({ label: 'A', value: 'a' }, { label: 'B', value: 'b' }),
  );
  const roles = new ActionRowBuilder<RoleSelectMenuBuilder>().addComponents(
    new RoleSelectMenuBuilder().setCustomId('role'),
  );

  it.each([MessageFlags.SuppressNotifications, MessageFlags.Ephemeral] as const)(
    'change the message that carries them (flags %i)',
    async (flags) => {
      const { sim } = await botThat(async (interaction) => {
        if (interaction.isChatInputCommand())
          await interaction.reply({ content: 'Sure?', components: [buttons], flags });
        else if (interaction.isButton())
          await interaction.update({
            content: `${interaction.customId} of ${interaction.message.content}`,
            components: [],
          });
      });
      const { message } = await sim.command('status');
      if (!message) throw new TypeError('There is no message.');
      const answer = await sim.click(message, 'yes');
      expect(answer).toMatchObject({ type: 7, content: 'yes of Sure?', components: [] });
      expect(answer.message?.id).toBe(message.id);
      await expect(sim.click(message, 'yes')).rejects.toThrow('The message has no component "yes".');
    },
  );

  it('are acknowledged without a word, and may change the message later', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'Sure?', components: [buttons] });
      else if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: 'Done', components: [] });
        await interaction.followUp({ content: 'psst', flags: MessageFlags.Ephemeral });
      }
    });
    const { message } = await sim.command('status');
    if (!message) throw new TypeError('There is no message.');
    await expect(sim.click(message, 'no')).rejects.toThrow('The component "no" is disabled.');
    const answer = await sim.click(message, 'yes');
    expect(answer).toMatchObject({ type: 6, deferred: true, content: 'Done' });
    await vi.waitFor(() =>
      expect(answer.followups).toMatchObject([{ content: 'psst', flags: MessageFlags.Ephemeral }]),
    );
    expect(sim.messages(sim.channel('general').id)).toHaveLength(1);
  });

  it('send the values that were chosen, with what they mean', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'Which?', components: [kinds, roles] });
      else if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join());
      else if (interaction.isRoleSelectMenu())
        await interaction.reply(interaction.roles.map(({ name }) => name).join());
    });
    const { message } = await sim.command('status');
    if (!message) throw new TypeError('There is no message.');
    expect(await sim.select(message, 'kind', ['b'])).toMatchObject({ content: 'b' });
    const desk = sim.guild.roles.find(({ name }) => name === 'Desk')?.id ?? '';
    expect(await sim.select(message, 'role', [desk])).toMatchObject({ content: 'Desk' });
    await expect(sim.select(message, 'kind', ['c'])).rejects.toThrow('The menu "kind" has no option "c".');
  });
});

describe('a modal', () => {
  const modal = new ModalBuilder()
    .setCustomId('edit')
    .setTitle('Edit a keyword')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Query')
        .setTextInputComponent(new TextInputBuilder().setCustomId('query').setStyle(TextInputStyle.Short)),
      new LabelBuilder()
        .setLabel('Kind')
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder().setCustomId('kind').addOptions({ label: 'A', value: 'a' }),
        ),
    );

  it('is shown, filled in and answered', async () => {
    const { sim } = await botThat(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal);
      else if (interaction.isModalSubmit()) {
        const { fields } = interaction;
        await interaction.reply(
          `${fields.getTextInputValue('query')} ${fields.getStringSelectValues('kind').join()}`,
        );
      }
    });
    const shown = await sim.command('status');
    expect(shown).toMatchObject({
      type: 9,
      message: null,
      modal: { custom_id: 'edit', title: 'Edit a keyword' },
    });
    await expect(sim.submitModal(shown, { kind: ['a'] })).rejects.toThrow('The field "query" is required.');
    expect(await sim.submitModal(shown, { query: 'SCO', kind: ['a'] })).toMatchObject({ content: 'SCO a' });
  });

  it.each([
    ['a title of 45', { title: 'x'.repeat(46) }],
    ['5 components', { components: Array.from({ length: 6 }, () => ({ type: 10, content: 'a' })) }],
    [
      'labels of 45',
      { components: [{ type: 18, label: 'x'.repeat(46), component: { type: 4, custom_id: 'a', style: 1 } }] },
    ],
    [
      'values of 4,000',
      {
        components: [
          { type: 18, label: 'l', component: { type: 4, custom_id: 'a', style: 1, value: 'x'.repeat(4001) } },
        ],
      },
    ],
  ])('has %s and no more', async (_limit, rest) => {
    const errors: unknown[] = [];
    const { sim, client } = await botThat(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      const body = { type: 9, data: { ...modal.toJSON(), ...rest } };
      errors.push(await client.rest.post(path, { body, auth: false }).catch((thrown: unknown) => thrown));
      await interaction.reply('a');
    });
    await sim.command('status');
    expect(errors).toMatchObject([{ status: 400, code: 50035 }]);
  });
});

describe('registration', () => {
  it('keeps the id of a command that is registered again, and drops those that are not', async () => {
    const { sim, client } = await botThat(() => Promise.resolve());
    const before = await client.application.commands.fetch();
    const after = await client.application.commands.set([{ ...STATUS, description: 'Other' }]);
    const ids = (name: string) =>
      [before, after].map((list) => list.find((command) => command.name === name)?.id);
    expect(new Set(ids('status')).size).toBe(1);
    expect(ids('watch')[1]).toBeUndefined();
    const reply = await request(sim, 'GET', `/applications/${sim.me.id}/commands`);
    expect(reply.body).toMatchObject([{ name: 'status', description: 'Other' }]);
  });

  it('is possible for one guild alone, one command at a time', async () => {
    const { sim, client } = await botThat(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(`guild ${interaction.commandGuildId}`);
    });
    const command = await client.application.commands.create(
      { name: 'local', description: 'd' },
      sim.guild.id,
    );
    expect(await sim.command('local')).toMatchObject({ content: `guild ${sim.guild.id}` });
    await client.application.commands.delete(command, sim.guild.id);
    await expect(sim.command('local')).rejects.toThrow('The command /local is not registered.');
    expect(sim.unknownRequests).toEqual([]);
  });
});
