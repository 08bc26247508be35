import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../store/store.ts';

/** Says things to people, outside of alerts. */
export interface Speaker {
  /** By direct message; false where the person takes none. */
  toPerson(userId: string, text: string): Promise<boolean>;
  /** In a channel of the guild where it is seen and the bot may post; false where there is none. */
  toGuild(guildId: string, text: string): Promise<boolean>;
}

/** Who is responsible: these people, and failing them their guild. */
export interface Owner {
  readonly guildId: string;
  readonly userIds: readonly string[];
}

/** Tells the owner of a failure once. */
export interface Notices {
  /** Tells it, unless this was told and not cleared since. Never throws: what can't be told is logged. */
  tell(key: string, owner: Owner, text: string): Promise<void>;
  /** The failure is over: the next one is told again. */
  clear(key: string): Promise<void>;
}

const toldRecord = z.object({ at: z.number(), reached: z.enum(['person', 'guild', 'nobody']) });

/** A failure that comes back after this long is told again: 30 days. */
const rememberedMs = 30 * 24 * 3_600_000;

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

  async function reach({ guildId, userIds }: Owner, text: string): Promise<'person' | 'guild' | 'nobody'> {
    for (const userId of new Set(userIds)) {
      if (await speaker.toPerson(userId, text)) return 'person';
    }
    return (await speaker.toGuild(guildId, text)) ? 'guild' : 'nobody';
  }

  return {
    async tell(key, owner, text) {
      try {
        // Claimed before it is said: a notice is better lost than repeated.
        const claim = { at: clock.now(), reached: 'nobody' } as const;
        if (!(await told.add(key, claim, { ttlMs: rememberedMs }))) return;
        const reached = await reach(owner, text);
        await told.set(key, { ...claim, reached }, { ttlMs: rememberedMs });
        log.info('notice-told', { key, guild: owner.guildId, reached });
      } catch (error) {
        log.error('notice-not-told', { key, guild: owner.guildId, error: messageOf(error) });
      }
    },
    async clear(key) {
      try {
        if (await told.delete(key)) log.info('notice-cleared', { key });
      } catch (error) {
        log.error('notice-not-cleared', { key, error: messageOf(error) });
      }
    },
  };
}
