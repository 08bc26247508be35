import {
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  SlashCommandBuilder,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordSim, type DiscordSimOptions, startDiscordSim } from './sim.ts';

let sim: DiscordSim | undefined;
let client: Client | undefined;

afterEach(async () => {
  await client?.destroy();
  await sim?.close();
});

async function connect(options: DiscordSimOptions = {}) {
  sim = await startDiscordSim(options);
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sim.apiUrl } });
  const ready = new Promise((resolve) => client?.once(Events.ClientReady, resolve));
  await client.login(sim.token);
  await ready;
  return { sim, client };
}

const WATCH = new SlashCommandBuilder()
  .setName('watch')
  .setDescription('Watches keywords')
  .addSubcommand((add) =>
    add
      .setName('add')
      .setDescription('Adds a keyword')
      .addStringOption((query) =>
        query.setName('query').setDescription('What to watch').setRequired(true).setAutocomplete(true),
      )
      .addChannelOption((channel) => channel.setName('channel').setDescription('Where')),
  );

describe('the local Discord', () => {
  it('lets an unmodified discord.js client log in and see the guild', async () => {
    const { sim, client } = await connect();
    expect(client.user?.id).toBe(sim.me.id);
    const guild = client.guilds.cache.get(sim.guild.id);
    expect(guild?.name).toBe('World News Desk');
    expect(guild?.channels.cache.map(({ name }) => name)).toContain('alerts');
    expect(sim.unknownRequests).toEqual([]);
  });

  it('takes a command, its autocomplete and its deferred answer', async () => {
    const { sim, client } = await connect();
    await client.application?.commands.set([WATCH]);
    const respond = async (interaction: Interaction) => {
      if (interaction.isAutocomplete()) {
        await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: 'SCO' }]);
      } else if (interaction.isChatInputCommand()) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply(
          `${interaction.options.getString('query')} in ${interaction.options.getChannel('channel')?.name}`,
        );
        await interaction.followUp('done');
      }
    };
    client.on(Events.InteractionCreate, (interaction) => void respond(interaction));

    expect(await sim.autocomplete('watch add', { name: 'query', value: 'S' })).toMatchObject([
      { name: 'S!', value: 'SCO' },
    ]);
    const answer = await sim.command('watch add', { query: 'SCO', channel: 'asia' });
    expect(answer).toMatchObject({ type: 5, ephemeral: true, deferred: true, content: 'SCO in asia' });
    await expect(sim.command('watch add')).rejects.toThrow('The option "query" is required.');
    await expect(sim.command('nothing')).rejects.toThrow('The command /nothing is not registered.');
    const channel = client.channels.cache.get(sim.channel('alerts').id);
    if (channel?.isSendable()) {
      const message = await channel.send({ content: 'x', embeds: [{ title: 'hello' }] });
      await message.edit('y');
    }
    expect(sim.messages(sim.channel('alerts').id)[0]).toMatchObject({
      content: 'y',
      embeds: [{ title: 'hello' }],
    });
    expect(sim.unknownRequests).toEqual([]);
  });
});
