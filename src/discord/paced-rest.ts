import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import type { Messenger, Place } from '../alerts/messenger.ts';
import { createPace, type Slot } from './pace.ts';

/** Discord's clock and ours may differ by so much while a limit runs, in milliseconds; discord.js adds as much. */
const marginMs = 60;

/** How requests leave for Discord. */
export interface PacedRest {
  /** Options of discord.js' REST client. */
  readonly options: Pick<RESTOptions, 'makeRequest' | 'globalRequestsPerSecond'>;
  readonly turn: Messenger['turn'];
}

/** The channel that a request posts to. */
function postedTo(url: string, method: string | undefined): string | undefined {
  return method?.toUpperCase() === 'POST' ? /\/channels\/(\d+)\/messages$/.exec(url)?.[1] : undefined;
}

/** Answers to interactions carry no token and count to no limit of the bot. */
function isAuthorised(headers: Parameters<RESTOptions['makeRequest']>[1]['headers']): boolean {
  return new Headers(Object.entries(headers ?? {})).has('authorization');
}

/**
 * Paces what discord.js sends. Left alone it keeps to each channel's limit, but it counts the requests of all channels
 * in seconds of its own, of which Discord's second may overlap two, and serves first who asked first, be it 200 times.
 *
 * @param monotonic Milliseconds that no change of the clock moves.
 */
export function createPacedRest({
  makeRequest = DefaultRestOptions.makeRequest,
  monotonic = () => performance.now(),
}: {
  makeRequest?: RESTOptions['makeRequest'];
  monotonic?: () => number;
} = {}): PacedRest {
  const pace = createPace({ monotonic });
  /** When a channel whose limit is used up takes messages again. */
  const fullUntil = new Map<string, number>();
  /** What is reserved for the work of a turn. */
  const reserved = new AsyncLocalStorage<{ slot: Slot | undefined }>();

  function note(channelId: string, headers: { get(name: string): string | null }): void {
    if (headers.get('x-ratelimit-remaining') !== '0') fullUntil.delete(channelId);
    else {
      const leftMs = Number(headers.get('x-ratelimit-reset-after') ?? 0) * 1_000;
      fullUntil.set(channelId, monotonic() + leftMs + marginMs);
    }
  }

  async function takeSlot(): Promise<Slot> {
    const reservation = reserved.getStore();
    const slot = reservation?.slot;
    if (reservation === undefined || slot === undefined) return pace.urgent();
    reservation.slot = undefined;
    return slot;
  }

  /** False where the signal comes first. */
  async function untilChannelTakes({ channelId }: Place, signal: AbortSignal): Promise<boolean> {
    const waitMs = (fullUntil.get(channelId) ?? 0) - monotonic();
    if (waitMs <= 0) return !signal.aborted;
    return sleep(waitMs, true, { signal }).catch(() => false);
  }

  return {
    options: {
      // Discord's answer to too many is still obeyed.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      async makeRequest(url, init) {
        if (!isAuthorised(init.headers)) return makeRequest(url, init);
        const slot = await takeSlot();
        try {
          const response = await makeRequest(url, init);
          const channelId = postedTo(url, init.method);
          if (channelId !== undefined) note(channelId, response.headers);
          return response;
        } finally {
          slot.used();
        }
      },
    },
    async turn(place, signal, work) {
      if (!(await untilChannelTakes(place, signal))) return null;
      const slot = await pace.inTurn(place.guildId, signal);
      if (slot === null) return null;
      const reservation: { slot: Slot | undefined } = { slot };
      try {
        return await reserved.run(reservation, work);
      } finally {
        reservation.slot?.unused();
      }
    },
  };
}
