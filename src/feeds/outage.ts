import type { FeedErrorKind } from '../errors.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import { hostOf } from './url.ts';

/** So many hosts in a row that can't be reached, and none that answers in between, are our own network. */
const hostsToBelieve = 5;

/** Failures that a network which is down brings about. */
const ofNetwork: ReadonlySet<FeedErrorKind | null> = new Set(['unreachable', 'timeout']);

/** Tells whether it is our own network that is down. */
export interface Outage {
  /**
   * The record to keep of a poll: where our network is down, the feed has not failed for any longer, nor once more, so
   * that nobody is told of it and it is asked again soon after.
   */
  judge(record: FeedRecord, before: FeedRecord | undefined): FeedRecord;
}

/** Judges by the polls since the last answer; `onChange` is told when an outage begins and ends. */
export function createOutage({ onChange }: { onChange: (isDown: boolean) => void }): Outage {
  const unreachable = new Set<string>();
  let isDown = false;

  function note({ url, failures, errorKind }: FeedRecord): void {
    if (failures > 0 && ofNetwork.has(errorKind)) unreachable.add(hostOf(url));
    else unreachable.clear();
    const wasDown = isDown;
    isDown = unreachable.size >= hostsToBelieve;
    if (isDown !== wasDown) onChange(isDown);
  }

  return {
    judge(record, before) {
      note(record);
      if (!isDown) return record;
      const { failedForMs = 0, failures = 0 } = before ?? {};
      return { ...record, failedForMs, failures: Math.max(1, failures) };
    },
  };
}
