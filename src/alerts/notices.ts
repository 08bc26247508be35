import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../store/store.ts';

/** What somebody can do about a notice, at the press of a button. */
export interface NoticeAction {
  /** What the button does, by the name under which its handler is known, and to what; at most 100 characters. */
  readonly id: string;
  readonly label: string;
  readonly isDangerous?: boolean;
}

/** Something to be said to those who are responsible. */
export interface Notice {
  /** Markdown of ours; what came from outside in it is escaped already. */
  readonly text: string;
  readonly actions?: readonly NoticeAction[];
}

/** Says things to people, outside of alerts. False where it can't be said there. */
export interface Speaker {
  /** In a channel that was chosen for it. */
  toChannel(channelId: string, notice: Notice): Promise<boolean>;
  /** By direct message. */
  toPerson(userId: string, notice: Notice): Promise<boolean>;
  /** In a channel of the guild where it is seen and the bot may post. */
  toGuild(guildId: string, notice: Notice): Promise<boolean>;
  /** To whoever runs the bot. */
  toOperator(notice: Notice): Promise<boolean>;
}

/** Who is responsible: the channel that their guild chose, failing that these people, and failing them the guild. */
export interface Owner {
  readonly guildId: string;
  readonly channelId: string | null;
  readonly userIds: readonly string[];
}

/** Tells the owner of a failure once. Nothing here throws: what can't be told is logged. */
export interface Notices {
  /**
   * Tells it, unless this was told and is not over. `notice` is only made when it is to be told. A guild that was told
   * much in the last hour gets `many` instead, once a day, and nothing when what it stands for is over.
   */
  tell(key: string, owner: Owner, notice: () => Notice | Promise<Notice>, many?: Notice): Promise<void>;
  /** The failure is over, which is said where it had been told; the next one is told again. */
  over(key: string, owner: Owner, notice: Notice): Promise<void>;
  /** The failure is over, and nobody needs to know; the next one is told again. */
  clear(key: string): Promise<void>;
  /** Tells whoever runs the bot, once in 30 days. */
  tellOperator(key: string, notice: Notice): Promise<void>;
}

const places = ['channel', 'person', 'guild', 'operator', 'nobody', 'folded'] as const;
type Place = (typeof places)[number];

const toldRecord = z.object({ at: z.number(), reached: z.enum(places) });

/** A failure that is still there after this long is told again: 30 days. */
const rememberedMs = 30 * 24 * 3_600_000;
/** A guild is told so much in an hour; what comes beyond it (a whole site that refuses us) is told as one. */
const mostAnHour = 20;
const hourMs = 3_600_000;
const manyRememberedMs = 24 * hourMs;

/** Notices over the store, so that a restart tells nothing twice. */
export function createNotices({
  store,
  speaker,
  clock,
  log,
}: {
  store: Store;
  speaker: Speaker;
  clock: Clock;
  log: Log;
}): Notices {
  const told = store.records('notices', toldRecord);
  /** When each guild was told something lately, milliseconds UTC. */
  const lately = new Map<string, number[]>();

  function isMuch(guildId: string): boolean {
    const now = clock.now();
    const times = (lately.get(guildId) ?? []).filter((at) => at <= now && now - at < hourMs);
    const isFull = times.length >= mostAnHour;
    lately.set(guildId, isFull ? times : [...times, now]);
    return isFull;
  }

  async function reach({ guildId, channelId, userIds }: Owner, notice: Notice): Promise<Place> {
    if (channelId !== null && (await speaker.toChannel(channelId, notice))) return 'channel';
    for (const userId of new Set(userIds)) {
      if (await speaker.toPerson(userId, notice)) return 'person';
    }
    return (await speaker.toGuild(guildId, notice)) ? 'guild' : 'nobody';
  }

  async function once(key: string, say: () => Promise<Place>, ttlMs = rememberedMs): Promise<void> {
    try {
      // Claimed before it is said: a notice is better lost than repeated.
      const claim = { at: clock.now(), reached: 'nobody' } as const;
      if (!(await told.add(key, claim, { ttlMs }))) return;
      const reached = await say();
      await told.set(key, { ...claim, reached }, { ttlMs });
      log.info('notice-told', { key, reached });
    } catch (error) {
      log.error('notice-not-told', { key, error: messageOf(error) });
    }
  }

  async function end(key: string, say: () => Promise<Place>): Promise<void> {
    try {
      const record = await told.get(key);
      if (record === undefined || !(await told.delete(key))) return;
      log.info('notice-over', { key, reached: record.reached === 'folded' ? 'folded' : await say() });
    } catch (error) {
      log.error('notice-not-over', { key, error: messageOf(error) });
    }
  }

  return {
    tell: (key, owner, notice, many) =>
      once(key, async () => {
        if (many === undefined || !isMuch(owner.guildId)) return reach(owner, await notice());
        await once(`many:${owner.guildId}`, () => reach(owner, many), manyRememberedMs);
        return 'folded';
      }),
    over: (key, owner, notice) => end(key, () => reach(owner, notice)),
    clear: (key) => end(key, async () => 'nobody'),
    tellOperator: (key, notice) =>
      once(key, async () => ((await speaker.toOperator(notice)) ? 'operator' : 'nobody')),
  };
}
