import type { Messenger } from '../../src/alerts/messenger.ts';
import type { Records, Store } from '../../src/store/store.ts';

/**
 * A process that dies right after its n-th write: from then on nothing it does reaches the store or the channels.
 * What it wrote before stays, as after kill -9. (test/e2e kills the real process.)
 */
export function createMortal({
  store,
  messenger,
  writes,
}: {
  store: Store;
  messenger: Messenger;
  writes: number;
}) {
  let left = writes;
  const isDead = () => left <= 0;

  async function living<T>(work: () => Promise<T>): Promise<T> {
    if (isDead()) throw new Error('this process is dead');
    return work();
  }

  function writing<T>(work: () => Promise<T>): Promise<T> {
    return living(async () => {
      const result = await work();
      left -= 1;
      return result;
    });
  }

  function mortalRecords<T>(records: Records<T>): Records<T> {
    return {
      get: (key) => living(() => records.get(key)),
      getMany: (keys) => living(() => records.getMany(keys)),
      set: (...args) => writing(() => records.set(...args)),
      setMany: (...args) => writing(() => records.setMany(...args)),
      add: (...args) => writing(() => records.add(...args)),
      delete: (key) => writing(() => records.delete(key)),
      deleteMany: (keys) => writing(() => records.deleteMany(keys)),
      entries: () => records.entries(),
    };
  }

  return {
    isDead,
    store: {
      records: (namespace, schema) => mortalRecords(store.records(namespace, schema)),
      close: async () => {},
    } satisfies Store,
    messenger: {
      turn: (place, signal, work) => messenger.turn(place, signal, work),
      post: (posting) => living(() => messenger.post(posting)),
      edit: (alert, messageId) => living(() => messenger.edit(alert, messageId)),
      find: (posting, sinceMs) => living(() => messenger.find(posting, sinceMs)),
    } satisfies Messenger,
  };
}
