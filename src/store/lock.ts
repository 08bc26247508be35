import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { inTransaction } from './database.ts';

/** How often an owner says that it is alive, and after how long a silence one on another machine is taken for dead. */
export const lockTimes = { beatMs: 5_000, staleMs: 20_000 };

const ownerSchema = z.object({
  /** Of this run of the process. */
  id: z.string(),
  host: z.string(),
  /** One start of one machine, whatever the containers on it are called. */
  boot: z.string(),
  pid: z.number(),
  startedAt: z.number(),
  beatAt: z.number(),
});

/** The process that a store belongs to. Times in milliseconds UTC. */
export type Owner = z.infer<typeof ownerSchema>;

/** The store is this process's. */
export interface Lock {
  /**
   * Says that we are alive; to be called every `beatMs`. Returns the owner who has taken the store, if one has.
   *
   * @throws Error of SQLite where it can't be said.
   */
  beat(): Owner | undefined;
  /**
   * Lets go, if it is still ours.
   *
   * @throws Error of SQLite where it can't be done; the next start takes over all the same.
   */
  release(): void;
}

/** What a claim needs. */
export interface LockParts {
  readonly database: DatabaseSync;
  /** Names the store in errors. */
  readonly path: string;
  readonly clock: Clock;
  /** Is told once where the claim has to wait. */
  readonly onWait?: (message: string) => void;
  readonly self?: Pick<Owner, 'host' | 'boot' | 'pid'>;
  readonly times?: typeof lockTimes;
}

/** This process, as others see it. */
export function thisProcess(): Pick<Owner, 'host' | 'boot' | 'pid'> {
  return { host: hostname(), boot: bootId(), pid: process.pid };
}

/** That another process owns the store, in one line. */
export function inUse(path: string, owner: Owner | undefined): StoreError {
  const since = owner === undefined ? '' : `, since ${new Date(owner.startedAt).toISOString()}`;
  const who = owner === undefined ? '' : ` (process ${owner.pid} on ${owner.host}${since})`;
  return new StoreError(
    `The store ${path} is in use by another Wirewatch${who}: stop that one first, or name another file in STORE_URL.`,
  );
}

/** The owner that the store names, dead or alive. */
export function readOwner(database: DatabaseSync): Owner | undefined {
  const value = database
    .prepare("SELECT value FROM records WHERE namespace = 'lock' AND key = 'owner'")
    .get()?.value;
  if (typeof value !== 'string') return undefined;
  try {
    return z.object({ value: ownerSchema }).parse(JSON.parse(value)).value;
  } catch {
    // An owner that can't be read can't be asked either; it is written over.
    return undefined;
  }
}

/**
 * Makes the store this process's. To be called by the holder of the lock file: an owner on this machine is dead then.
 * Whether one on another machine is, its heartbeat says: the claim waits for it to move or to grow stale.
 *
 * @throws StoreError where another machine's process owns the store; else what SQLite throws.
 */
export async function claimStore({
  database,
  path,
  clock,
  onWait = () => {},
  self: seen = thisProcess(),
  times = lockTimes,
}: LockParts): Promise<Lock> {
  const self = { ...seen, id: randomUUID(), startedAt: clock.now() };

  /** Writes our heartbeat, unless there is an owner whom we may not follow: that one is returned. */
  function take(mayFollow: (owner: Owner) => boolean): Owner | undefined {
    return inTransaction(database, 'write', () => {
      const owner = readOwner(database);
      if (owner !== undefined && !mayFollow(owner)) return owner;
      const value = JSON.stringify({ value: { ...self, beatAt: clock.now() } });
      database
        .prepare(
          "INSERT INTO records (namespace, key, value, expires) VALUES ('lock', 'owner', ?, NULL) ON CONFLICT DO UPDATE SET value = excluded.value",
        )
        .run(value);
      return undefined;
    });
  }

  const isSilent = ({ beatAt }: Owner) => clock.now() - beatAt >= times.staleMs;
  const isDead = (owner: Owner) => owner.host === self.host || owner.boot === self.boot || isSilent(owner);

  /** Counts its own pauses, so that clocks that differ do no harm. */
  async function outwait(owner: Owner): Promise<void> {
    onWait(
      `The store ${path} may be in use by process ${owner.pid} on ${owner.host}: waiting up to ${Math.ceil(times.staleMs / 1_000)} seconds to see whether it is alive.`,
    );
    const isUnmoved = ({ id, beatAt }: Owner) => id === owner.id && beatAt === owner.beatAt;
    const pauseMs = times.beatMs / 5;
    for (let waitedMs = 0; waitedMs < times.staleMs; waitedMs += pauseMs) {
      await pause(pauseMs);
      const now = readOwner(database);
      if (now === undefined || isSilent(now)) break;
      if (!isUnmoved(now)) throw inUse(path, now);
    }
    const other = take(isUnmoved);
    if (other !== undefined) throw inUse(path, other);
  }

  const owner = take(isDead);
  if (owner !== undefined) await outwait(owner);

  return {
    beat: () => take(({ id }) => id === self.id),
    release: () =>
      inTransaction(database, 'write', () => {
        if (readOwner(database)?.id !== self.id) return;
        database.exec("DELETE FROM records WHERE namespace = 'lock' AND key = 'owner'");
      }),
  };
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Only Linux has one; elsewhere the host's name must do.
    return hostname();
  }
}
