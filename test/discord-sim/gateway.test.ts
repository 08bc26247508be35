import { Client, Events, GatewayIntentBits } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { logIn, startForTest } from './connect.ts';
import { type DiscordSim, startDiscordSim } from './sim.ts';

const packetSchema = z.object({
  op: z.int(),
  s: z.int().nullable(),
  t: z.string().nullable(),
  d: z.unknown(),
});
type Packet = z.infer<typeof packetSchema>;

/** A gateway connection without any library: what it receives, and the code it is closed with. */
async function openSocket(sim: DiscordSim) {
  const socket = new WebSocket(`ws://127.0.0.1:${sim.port}/gateway?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  const received: Packet[] = [];
  socket.on('message', (raw) =>
    received.push(packetSchema.parse(JSON.parse(raw instanceof Buffer ? raw.toString() : ''))),
  );
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const until = async (fits: (packet: Packet) => boolean): Promise<Packet> => {
    for (;;) {
      const packet = received.find(fits);
      if (packet) return packet;
      await new Promise((resolve) => socket.once('message', resolve));
    }
  };
  await until(({ op }) => op === 10);
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  const identify = (rest = {}) =>
    send(2, {
      token: sim.token,
      intents: GatewayIntentBits.Guilds,
      properties: { os: 'linux', browser: 'test', device: 'test' },
      ...rest,
    });
  return { received, closed, until, send, identify };
}

const sessionOf = (ready: Packet) => z.object({ session_id: z.string() }).parse(ready.d).session_id;
const next = (client: Client, event: string) => new Promise((resolve) => client.once(event, resolve));

describe('the gateway', () => {
  it('resumes a client whose socket was closed and replays what it missed', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const resumed = next(client, Events.ShardResume);
    const created = next(client, Events.ChannelCreate);

    sim.gateway.drop(4000);
    sim.addChannel({ name: 'late' });
    await Promise.all([resumed, created]);

    expect(sim.gateway.counts).toEqual({ identify: 1, resume: 1 });
    expect(client.channels.cache.some((channel) => 'name' in channel && channel.name === 'late')).toBe(true);
  });

  it('resumes a client whose connection was lost without a word', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const resumed = next(client, Events.ShardResume);
    sim.gateway.drop();
    await resumed;
    expect(sim.gateway.counts).toEqual({ identify: 1, resume: 1 });
  });

  it('resumes a client that it asked to reconnect', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const resumed = next(client, Events.ShardResume);
    sim.gateway.reconnect();
    await resumed;
    expect(sim.gateway.counts).toEqual({ identify: 1, resume: 1 });
  });

  it('is given up by a client whose heartbeats it does not acknowledge', async () => {
    const sim = await startForTest({ heartbeatIntervalMs: 50 });
    const client = await logIn(sim);
    sim.gateway.pauseHeartbeatAck(true);
    await next(client, Events.ShardReconnecting);
    sim.gateway.pauseHeartbeatAck(false);
    await next(client, Events.ShardResume);
    expect(sim.gateway.connected()).toBe(1);
  });

  it('tells discord.js that a token is wrong', async () => {
    const sim = await startForTest();
    const client = new Client({ intents: [], rest: { api: sim.apiUrl } });
    onTestFinished(() => client.destroy());
    await expect(client.login('wrong')).rejects.toThrow('An invalid token was provided.');
  });

  it.each([
    ['a wrong token', { token: 'wrong' }, 4004],
    ['a shard beyond the count', { shard: [1, 1] }, 4010],
    ['privileged intents that are not switched on', { intents: GatewayIntentBits.MessageContent }, 4014],
    ['an identify without intents', { intents: undefined }, 4002],
  ])('closes on %s', async (_what, rest, code) => {
    const sim = await startForTest();
    const socket = await openSocket(sim);
    socket.identify(rest);
    expect(await socket.closed).toBe(code);
  });

  it.each([
    [2, 'twice identified', 4005],
    [99, 'an unknown opcode', 4001],
  ])('closes on opcode %i (%s)', async (op, _what, code) => {
    const sim = await startForTest();
    const socket = await openSocket(sim);
    socket.identify();
    await socket.until(({ t }) => t === 'READY');
    if (op === 2) socket.identify();
    else socket.send(op, {});
    expect(await socket.closed).toBe(code);
  });

  it('ends a session for good, or lets it be resumed', async () => {
    const sim = await startForTest();
    const socket = await openSocket(sim);
    socket.identify();
    const ready = await socket.until(({ t }) => t === 'READY');
    sim.gateway.invalidSession(false);
    expect(await socket.until(({ op }) => op === 9)).toMatchObject({ d: false });

    const second = await openSocket(sim);
    second.send(6, { token: sim.token, session_id: sessionOf(ready), seq: 1 });
    expect(await second.until(({ op }) => op === 9)).toMatchObject({ d: false });
  });

  it('replays only what comes after the sequence that the client has seen', async () => {
    const sim = await startForTest();
    const socket = await openSocket(sim);
    socket.identify();
    const ready = await socket.until(({ t }) => t === 'READY');
    const guild = await socket.until(({ t }) => t === 'GUILD_CREATE');
    sim.gateway.drop(4000);
    sim.addChannel({ name: 'late' });

    const second = await openSocket(sim);
    second.send(6, { token: sim.token, session_id: sessionOf(ready), seq: guild.s });
    await second.until(({ t }) => t === 'RESUMED');
    expect(second.received.map(({ t }) => t)).toEqual([null, 'CHANNEL_CREATE', 'RESUMED']);
    expect(second.received.map(({ s }) => s)).toEqual([null, Number(guild.s) + 1, Number(guild.s) + 2]);
  });

  it('sends messages only to those who have the intent', async () => {
    const sim = await startForTest();
    const without = await openSocket(sim);
    const withIntent = await openSocket(sim);
    without.identify();
    withIntent.identify({ intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages });
    await Promise.all([without, withIntent].map(({ until }) => until(({ t }) => t === 'GUILD_CREATE')));

    sim.say(sim.channel('general').id, 'good morning');
    sim.addChannel({ name: 'afterwards' });
    await without.until(({ t }) => t === 'CHANNEL_CREATE');
    expect(without.received.some(({ t }) => t === 'MESSAGE_CREATE')).toBe(false);
    expect(await withIntent.until(({ t }) => t === 'MESSAGE_CREATE')).toMatchObject({
      d: { guild_id: sim.guild.id, content: '' },
    });
  });

  it('gives each shard its own guilds', async () => {
    const sim = await startForTest();
    for (let index = 0; index < 8; index += 1) sim.addGuild({ name: `Guild ${index}` });
    const sockets = await Promise.all([openSocket(sim), openSocket(sim)]);
    const seen = await Promise.all(
      sockets.map(async (socket, shard) => {
        socket.identify({ shard: [shard, 2] });
        const ready = await socket.until(({ t }) => t === 'READY');
        return z
          .object({ guilds: z.array(z.object({ id: z.string() })) })
          .parse(ready.d)
          .guilds.map(({ id }) => id);
      }),
    );
    expect(seen.flat().toSorted()).toEqual(sim.world.guilds.map(({ id }) => id).toSorted());
    expect(seen[0]?.every((id) => (BigInt(id) >> 22n) % 2n === 0n)).toBe(true);
  });

  it('tells of guilds and channels that go, come back and change', async () => {
    const sim = await startForTest();
    const client = await logIn(sim);
    const guildDelete = next(client, Events.GuildDelete);
    sim.removeGuild(sim.guild.id);
    await guildDelete;
    const guildCreate = next(client, Events.GuildCreate);
    sim.restoreGuild(sim.guild.id);
    await guildCreate;

    const asia = sim.channel('asia').id;
    const channelUpdate = next(client, Events.ChannelUpdate);
    sim.setPermissions(asia, sim.guild.id, { deny: ['SendMessages'] });
    await channelUpdate;
    const channelDelete = next(client, Events.ChannelDelete);
    sim.deleteChannel(asia);
    await channelDelete;
    expect(client.channels.cache.has(asia)).toBe(false);
  });
});

describe('the server', () => {
  it('says in one line that a port is taken', async () => {
    const sim = await startForTest();
    await expect(startDiscordSim({ port: sim.port })).rejects.toThrow(
      `Port ${sim.port} is in use: stop what is running there, or choose another port.`,
    );
  });
});
