import type { Clock } from '../clock.ts';
import type { FoundFeed } from '../feeds/discover.ts';
import { offersKeptMs } from './offer.ts';
import { listsKeptMs } from './pages.ts';
import { createShortMemory } from './short-memory.ts';
import { type Undo, undoableMs } from './undo.ts';
import { type Wish, wishesKeptMs } from './watching.ts';

/** What buttons and menus need to know beyond their ids, each for as long as it makes sense to press them. */
export function createMemories(clock: Clock) {
  return {
    /** Long answers that people leaf through. */
    lists: createShortMemory<readonly string[]>({ clock, ttlMs: listsKeptMs }),
    /** Changes that can still be taken back. */
    undos: createShortMemory<Undo>({ clock, ttlMs: undoableMs }),
    /** Keywords that were asked about before they are watched. */
    wishes: createShortMemory<Wish>({ clock, ttlMs: wishesKeptMs }),
    /** Feeds that were found and can be chosen from. */
    offers: createShortMemory<readonly FoundFeed[]>({ clock, ttlMs: offersKeptMs }),
  };
}

/** Those memories. */
export type Memories = ReturnType<typeof createMemories>;
