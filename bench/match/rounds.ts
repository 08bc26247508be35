import type { Corpus } from './corpus.ts';

type Item = Corpus['items'][number];

/** Something that is done with each of some items. */
export interface Task {
  readonly items: readonly Item[];
  readonly read: (item: Item) => void;
}

/**
 * Items a second of processor time for each task. The rounds of the tasks take turns, and the best round of each
 * counts: a shared machine makes a round slower, never faster, and so all tasks get a quiet one.
 */
export function bestRates<Tasks extends Readonly<Record<string, Task>>>(
  tasks: Tasks,
  rounds: number,
): Record<keyof Tasks & string, number> {
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { items, read }] of Object.entries(tasks)) {
      const start = process.cpuUsage();
      for (const item of items) read(item);
      const { user, system } = process.cpuUsage(start);
      best[name] = Math.max(best[name] ?? 0, (items.length / (user + system)) * 1e6);
    }
  }
  return best;
}
