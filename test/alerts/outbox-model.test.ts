import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { createOutboxDesk, isBad, type Life, type Mode, modes, type OutboxDesk } from './outbox-desk.ts';
import { sampleAlert } from './samples.ts';

// Thousands of writes, each to a real file; where there is one, on a disk in memory.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'wirewatch-outbox-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const day = 86_400_000;
/** How long what was delivered is remembered, and how long what can't be is kept: docs/reliability.md. */
const rememberedMs = 60 * day;
const keptMs = 7 * day;
const channelIds = ['a', 'b'];

/** An alert that the outbox took: it must be told once, for this taking. */
interface Taken {
  readonly alert: Alert;
  readonly at: number;
}

/** What must be so, without a look into the outbox. */
interface Model {
  readonly taken: Taken[];
  /** Every alert that there ever was. */
  readonly alerts: Alert[];
  /** Alerts whose taking a crash cut off: the next poll offers them again. */
  unsure: Alert[];
}

interface Real {
  readonly desk: OutboxDesk;
  life: Life;
}

type Step = fc.AsyncCommand<Model, Real>;

/** Offers an alert as a poll does, and checks the answer. `mayBeTaken` is null where either is right. */
async function offer(model: Model, real: Real, alert: Alert, mayBeTaken: boolean | null): Promise<void> {
  let isTaken: boolean;
  try {
    isTaken = await real.life.outbox.add(alert);
  } catch {
    expect(real.life.isDead()).toBe(true);
    if (mayBeTaken !== false) model.unsure.push(alert);
    return;
  }
  if (mayBeTaken !== null) expect(isTaken).toBe(mayBeTaken);
  if (isTaken || mayBeTaken === null) model.taken.push({ alert, at: real.desk.now() });
}

const always = () => true;

/** A new alert; `bad` where its message is refused for its form. */
const add = (channelId: string, bad: boolean): Step => ({
  check: always,
  async run(model, real) {
    const id = `${channelId}${model.alerts.length}${bad ? '-bad' : ''}`;
    const alert = sampleAlert({ id, channelId, createdAt: real.desk.now() });
    model.alerts.push(alert);
    await offer(model, real, alert, true);
  },
  toString: () => `add to ${channelId}${bad ? ', in a form that is refused' : ''}`,
});

/** The same alert again, as where its story comes in another feed: it waits, or was told, and is not taken. */
const addAgain = (pick: number): Step => ({
  check: ({ taken }) => taken.length > 0,
  async run(model, real) {
    const old = model.taken[pick % model.taken.length];
    if (old === undefined || model.unsure.includes(old.alert)) return;
    // Only what is younger than a week is certainly waiting or remembered.
    if (real.desk.now() - old.at < keptMs) await offer(model, real, old.alert, false);
  },
  toString: () => `add number ${pick} again`,
});

const turnTo = (channelId: string, mode: Mode): Step => ({
  check: always,
  async run(_, { desk, life }) {
    desk.setMode(channelId, mode);
    if (mode === 'takes it') life.delivery.retry(channelId);
  },
  toString: () => `${channelId} ${mode}`,
});

const pass = (minutes: number): Step => ({
  check: always,
  run: (_, { desk }) => desk.pass(minutes * 60_000),
  toString: () => `${minutes} minutes`,
});

/** The end of one process, in order or by the crash that was due, and the start of the next. */
const restart = (writes = Number.POSITIVE_INFINITY): Step => ({
  check: always,
  async run(model, real) {
    await real.life.end();
    real.life = await real.desk.begin(writes);
    const again = model.unsure;
    model.unsure = [];
    for (const alert of again) await offer(model, real, alert, null);
  },
  toString: () => (Number.isFinite(writes) ? `restart, to crash after write ${writes}` : 'restart'),
});

/** Longer than anything is remembered: what was told counts as new again. */
const forget: Step = {
  check: always,
  async run(model, real) {
    await settle(model, real);
    await real.desk.pass(rememberedMs + day);
    await real.life.purge();
    const old = model.taken.find(({ alert }) => !isBad(alert) && !real.desk.givenUp.includes(alert.id));
    if (old !== undefined) await offer(model, real, { ...old.alert, createdAt: real.desk.now() }, true);
  },
  toString: () => 'two months',
};

/** All is well again: whatever waits is told. */
async function settle(model: Model, real: Real): Promise<void> {
  real.desk.mendAll();
  await restart().run(model, real);
  for (const channelId of channelIds) real.life.delivery.retry(channelId);
  await real.desk.pass(20 * 60_000);
  expect(real.life.delivery.waiting).toBe(0);
}

/** Each alert was told once for each time it was taken, in that order; one that was given up at most so often. */
function checkTold({ taken }: Model, desk: OutboxDesk): void {
  for (const channelId of channelIds) {
    const due = taken.filter(({ alert }) => alert.channelId === channelId && !isBad(alert));
    const told = desk.toldTo(channelId).map(({ id }) => id);
    const missing: string[] = [];
    let at = 0;
    for (const { alert } of due) {
      if (told[at] === alert.id) at += 1;
      else missing.push(alert.id);
    }
    expect(missing.filter((id) => !desk.givenUp.includes(id))).toEqual([]);
    expect(told.slice(at)).toEqual([]);
  }
}

const channel = fc.constantFrom(...channelIds);
const minutes = fc.constantFrom(1, 5, 30, 600, 3_000);
const writes = fc.constantFrom(1, 2, 3, 4, 6, 9);
const steps = fc.commands(
  [
    channel.map((id) => add(id, false)),
    channel.map((id) => add(id, false)),
    channel.map((id) => add(id, true)),
    fc.nat(20).map(addAgain),
    fc.tuple(channel, fc.constantFrom(...modes)).map(([id, mode]) => turnTo(id, mode)),
    minutes.map(pass),
    writes.map(restart),
    fc.constant(restart()),
    fc.constant(forget),
  ],
  { maxCommands: 30, size: 'max' },
);

it.each([
  ['one by one', { order: 'oldest-first', count: 0, ageMs: 0 }],
  ['folded into digests', { order: 'oldest-first', count: 3, ageMs: 3_600_000 }],
] as const)(
  'alerts told %s: each once for each time it was taken, in order, whatever happens',
  async (_, folding) => {
    await fc.assert(
      fc.asyncProperty(steps, async (chosen) => {
        const path = join(folder, `${files++}.db`);
        const desk = createOutboxDesk({ path, folding, start: Date.UTC(2026, 0, 1) });
        const real: Real = { desk, life: await desk.begin(Number.POSITIVE_INFINITY) };
        const model: Model = { taken: [], alerts: [], unsure: [] };
        try {
          await fc.asyncModelRun(() => ({ model, real }), chosen);
          await settle(model, real);
          checkTold(model, desk);
          for (const id of desk.givenUp) {
            const last = model.taken.findLast(({ alert }) => alert.id === id);
            expect(desk.now() - (last?.at ?? 0)).toBeGreaterThan(keptMs);
          }
        } finally {
          await real.life.end();
        }
      }),
      { numRuns: 20 },
    );
  },
  180_000,
);
