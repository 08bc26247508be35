import type { ZodType } from 'zod';

/** One record to write. */
export interface Entry<T> {
  readonly key: string;
  readonly value: T;
  /** Milliseconds after which the record is gone; without it, it stays. */
  readonly ttlMs?: number;
}

/**
 * The typed records of one namespace. Every call throws StoreError where the store can't do it.
 *
 * A record that doesn't fit the schema counts as none: it must not keep a start or a poll from going on. It is reported
 * once and set aside, so that it can be looked at and nothing is written over it.
 */
export interface Records<T> {
  get(key: string): Promise<T | undefined>;
  /** One answer a key, in order. */
  getMany(keys: readonly string[]): Promise<(T | undefined)[]>;
  set(key: string, value: T, options?: { ttlMs?: number }): Promise<void>;
  /** All or none: one transaction. */
  setMany(entries: readonly Entry<T>[]): Promise<void>;
  /** Writes only where the key is free; true for the one caller who got it. Atomic across processes. */
  add(key: string, value: T, options?: { ttlMs?: number }): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  deleteMany(keys: readonly string[]): Promise<void>;
  /** Every live record, in no promised order; records written meanwhile may or may not appear. */
  entries(): AsyncIterable<[key: string, value: T]>;
}

/** Where everything that must survive a restart lives. */
export interface Store {
  /** The records of a namespace; what is read is checked against the schema, so that callers can trust it. */
  records<T>(namespace: string, schema: ZodType<T>): Records<T>;
  close(): Promise<void>;
}
