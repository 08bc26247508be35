import { setTimeout as sleep } from 'node:timers/promises';
import { alertSteps } from '../../src/alerts/steps.ts';
import { openDesk, until } from '../e2e/desk.ts';
import type { Entry } from '../support/feed-server.ts';

/** What a run of kills came to. */
export interface CrashFigures {
  readonly seed: number;
  readonly kills: number;
  readonly alerts: number;
  readonly lost: number;
  readonly doubled: number;
  /** Alerts that stand behind a later one in their channel. */
  readonly outOfOrder: number;
}

const channels = 10;
const feeds = 3;
/** A feed shows this many entries. News stops coming while nearly as many wait, so that none rolls off unread. */
const standing = 400;
const mostWaiting = 300;
/** How long a life goes on once the bot is connected, at most. */
const longestWorkMs = 3_000;

/** Numbers that look random and come out the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Runs the real bot against the local Discord and local feeds and kills it again and again: a third of the times right
 * after a durable step, else at a random instant of its start or its work, while news keeps coming. Then lets it finish
 * and counts.
 */
export async function runCrashes({
  kills,
  itemsAtATime,
  seed,
  untilMs = Number.POSITIVE_INFINITY,
  report = () => {},
}: {
  kills: number;
  itemsAtATime: number;
  seed: number;
  /** No kill after this moment, so that a run has an end on a machine under load; milliseconds UTC. */
  untilMs?: number;
  report?: (line: string) => void;
}): Promise<CrashFigures> {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const desk = await openDesk({
    // Discord's pace would leave most of each short life to waiting; the burst test is about that.
    rateLimits: { limits: { 'POST /channels/{channel_id}/messages': { limit: 1_000, windowMs: 1_000 } } },
    guilds: [
      { name: 'Crash Desk', channels: Array.from({ length: channels }, (_, n) => ({ name: `c${n}` })) },
    ],
  });
  const entries = Array.from({ length: feeds }, (): Entry[] => []);
  const publish = () =>
    entries.forEach((list, n) => {
      desk.news.feed(`/feed-${n}`, `Sample Wire ${n}`, list.slice(0, standing));
    });
  const idOf = (n: number) => desk.sim.channel(`c${n}`).id;
  let items = 0;

  function addNews(): void {
    for (let n = 0; n < itemsAtATime; n += 1) {
      items += 1;
      const topic = items % channels;
      entries[below(feeds)]?.unshift({
        // No number comes in two headlines: those that share one may be one story, which is told once.
        title: `Topic${topic}x report ${items} on what happened in place ${900_000 + items}`,
        guid: `g${items}`,
        link: `https://news.example/${items}`,
      });
    }
    publish();
  }

  const shown = () =>
    Array.from({ length: channels }, (_, n) =>
      desk.sim
        .messages(idOf(n))
        .flatMap((message) => /report (\d+) on/.exec(JSON.stringify(message.components))?.[1] ?? [])
        .map(Number),
    );
  try {
    publish();
    const startedAt = Date.now();
    const first = await desk.startBot();
    const startMs = Date.now() - startedAt;
    for (let n = 0; n < feeds; n += 1) {
      await desk.sim.command('feed add', { url: `${desk.news.url}/feed-${n}` }, { channelId: idOf(0) });
    }
    for (let n = 0; n < channels; n += 1) {
      const watched = { keyword: `Topic${n}x`, watchlist: `list-${n}` };
      await desk.sim.command('watch add', watched, { channelId: idOf(n) });
    }
    await first.stop();

    let killed = 0;
    while (killed < kills && Date.now() < untilMs) {
      if (items - shown().flat().length < mostWaiting) addNews();
      const step = below(3) === 0 ? alertSteps[below(alertSteps.length)] : undefined;
      const bot =
        step === undefined
          ? desk.run(['src/cli.ts', 'start'])
          : desk.run(['test/e2e/mortal-bot.ts'], { DIES_AFTER: step });
      // Half of them while it starts, half while it is at work.
      if (below(2) === 0) await Promise.race([bot.exited, sleep(below(startMs))]);
      else {
        const isUp = () => bot.output().includes('"event":"ready"');
        const waited = until('the bot is up', isUp).then(() => sleep(below(longestWorkMs)));
        // Where it never came up, that kill is one of its start.
        await Promise.race([bot.exited, waited.catch(() => {})]);
      }
      await bot.kill();
      killed += 1;
      if (killed % 50 === 0) report(`${killed} kills, ${items} items, ${shown().flat().length} alerts`);
    }

    await desk.startBot();
    const total = () => shown().flat().length;
    for (let before = -1; total() < items && total() > before; ) {
      before = total();
      await until('more alerts', () => total() >= items || total() >= before + 100, 90_000).catch(() => {});
    }
    const polls = desk.news.hits('/feed-0');
    await until('two more polls', () => desk.news.hits('/feed-0') >= polls + 2, 90_000);

    const numbers = shown();
    const distinct = new Set(numbers.flat());
    // Between feeds the order is that of the polls; within a feed it is that of the entries.
    const feedOf = new Map(
      entries.flatMap((list, n) => list.map(({ guid }) => [Number(guid?.slice(1)), n] as const)),
    );
    const outOfOrder = numbers
      .flatMap((list) => entries.map((_, feed) => list.filter((number) => feedOf.get(number) === feed)))
      .map((list) => list.filter((number, at) => number < (list[at - 1] ?? 0)).length)
      .reduce((sum, n) => sum + n, 0);
    return {
      seed,
      kills: killed,
      alerts: items,
      lost: items - distinct.size,
      doubled: numbers.flat().length - distinct.size,
      outOfOrder,
    };
  } finally {
    await desk.close();
  }
}
