import { Events } from 'discord.js';
import { createBudgets, type Share } from '../../src/alerts/budgets.ts';
import { createDelivery } from '../../src/alerts/deliver.ts';
import type { Folding } from '../../src/alerts/fold.ts';
import { createOutbox } from '../../src/alerts/outbox.ts';
import { systemClock } from '../../src/clock.ts';
import { createClient } from '../../src/discord/client.ts';
import { createMessenger } from '../../src/discord/messenger.ts';
import { createPacedRest } from '../../src/discord/paced-rest.ts';
import { openStore } from '../../src/store/open.ts';
import { sampleAlert } from '../alerts/samples.ts';
import { startDiscordSim } from '../discord-sim/sim.ts';
import { snowflakeTime } from '../discord-sim/snowflake.ts';

/** A burst of news: how much for whom, and how it is delivered. */
export interface BurstOptions {
  readonly guilds: number;
  readonly channelsPerGuild: number;
  readonly alertsPerChannel: number;
  /** `paced` as the bot does; `discord.js` with its own pacing alone. */
  readonly pacing: 'paced' | 'discord.js';
  readonly folding?: Folding;
  readonly share?: Share;
  /** Where the outbox lives. */
  readonly storeUrl?: string;
}

/** What came of it. */
export interface BurstFigures {
  readonly alerts: number;
  readonly messages: number;
  readonly lost: number;
  readonly doubled: number;
  /** Alerts that stand behind a later one in their channel. */
  readonly outOfOrder: number;
  /** Requests that the local Discord refused with 429. */
  readonly refused: number;
  /** The most messages that it created in any second. */
  readonly mostInASecond: number;
  /** From the first message to the last. */
  readonly drainMs: number;
  /** The least that the limits allow for as many messages in as many channels. */
  readonly allowedMs: number;
  /** How long the one alert of another guild waited, which came in the middle of the burst. */
  readonly latecomerMs: number;
}

const unfolded: Folding = { order: 'oldest-first', count: 0, ageMs: 0 };
const unlimited: Share = { messages: 0, perMs: 1 };
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** The most of the times that lie in one second; the times rise. */
function mostWithin(times: readonly number[], windowMs: number): number {
  let from = 0;
  return times.reduce((most, time, at) => {
    while (time - (times[from] ?? time) >= windowMs) from += 1;
    return Math.max(most, at - from + 1);
  }, 0);
}

/** 50 requests a second, 5 messages in 5 seconds a channel; a window's first requests come at its beginning. */
function leastMs(perChannel: readonly number[]): number {
  const total = perChannel.reduce((sum, n) => sum + n, 0);
  const windows = (n: number, limit: number) => Math.max(0, Math.ceil(n / limit) - 1);
  return Math.max(windows(total, 50) * 1_000, windows(Math.max(...perChannel), 5) * 5_000);
}

/** Fills an outbox and has it delivered by the real parts to a local Discord that keeps to Discord's limits. */
export async function runBurst({
  guilds,
  channelsPerGuild,
  alertsPerChannel,
  pacing,
  folding = unfolded,
  share = unlimited,
  storeUrl = 'memory:',
}: BurstOptions): Promise<BurstFigures> {
  const channels = Array.from({ length: channelsPerGuild }, (_, n) => ({ name: `c${n}` }));
  const sim = await startDiscordSim({
    guilds: Array.from({ length: guilds + 1 }, (_, n) => ({ name: `Guild ${n}`, channels })),
  });
  const paced = createPacedRest();
  const client = createClient({
    apiUrl: sim.apiUrl,
    rest: pacing === 'paced' ? paced.options : {},
  });
  const store = await openStore(storeUrl, { clock: systemClock });
  const outbox = createOutbox({ store, clock: systemClock });
  const delivery = createDelivery({
    outbox,
    messenger: createMessenger({
      client,
      turn: pacing === 'paced' ? paced.turn : (_place, _signal, work) => work(),
    }),
    budgets: createBudgets({ store, clock: systemClock, log: quiet, share }),
    folding,
    clock: systemClock,
    log: quiet,
  });

  const places = sim.world.guilds.flatMap((guild, g) =>
    guild.channels
      .slice(0, channelsPerGuild)
      .map(({ id }) => ({ guildId: guild.id, channelId: id, isLate: g === guilds })),
  );
  const hurried = places.filter(({ isLate }) => !isLate);
  const late = places.find(({ isLate }) => isLate);
  if (late === undefined) throw new Error('A burst needs a channel for whoever comes late.');
  const add = ({ guildId, channelId }: { guildId: string; channelId: string }, n: number) =>
    outbox.add(
      sampleAlert({
        id: `${channelId}-${n}`,
        guildId,
        channelId,
        title: [{ text: `Report ${n}.`, strong: false }],
        image: null,
        createdAt: Date.now(),
      }),
    );

  try {
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(sim.token);
    await ready;
    for (let n = 0; n < alertsPerChannel; n += 1) for (const place of hurried) await add(place, n);
    const alerts = delivery.waiting;
    delivery.start();
    while (delivery.waiting > alerts / 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const cameAt = Date.now();
    await add(late, 0);
    while (delivery.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 10));

    /** The alerts that a message tells: its own, or those that its button lists. */
    async function toldIn(components: unknown): Promise<readonly string[]> {
      const [, kind, id = ''] = /"(why|digest):([^"]+)"/.exec(JSON.stringify(components)) ?? [];
      return kind === 'digest' ? ((await outbox.digest(id)) ?? []).map((alert) => alert.id) : [id];
    }
    const numbers = await Promise.all(
      hurried.map(async ({ channelId }) => {
        const told = await Promise.all(sim.messages(channelId).map(({ components }) => toldIn(components)));
        return told.flat().map((id) => Number(id.split('-')[1]));
      }),
    );
    const messages = hurried.map(({ channelId }) => sim.messages(channelId));
    const times = messages.flat().map(({ id }) => snowflakeTime(id));
    const sorted = times.toSorted((a, b) => a - b);
    const lateMessage = sim.messages(late.channelId)[0];
    return {
      alerts,
      messages: times.length,
      lost: alerts - numbers.reduce((sum, list) => sum + new Set(list).size, 0),
      doubled: numbers.reduce((sum, list) => sum + list.length - new Set(list).size, 0),
      outOfOrder: numbers.flatMap((list) => list.filter((n, at) => n < (list[at - 1] ?? 0))).length,
      refused: sim.exceededLimits.length,
      mostInASecond: mostWithin(sorted, 1_000),
      drainMs: (sorted.at(-1) ?? 0) - (sorted[0] ?? 0),
      allowedMs: leastMs(messages.map(({ length }) => length)),
      latecomerMs: lateMessage === undefined ? Number.NaN : snowflakeTime(lateMessage.id) - cameAt,
    };
  } finally {
    await delivery.stop();
    await client.destroy();
    await store.close();
    await sim.close();
  }
}
