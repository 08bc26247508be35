import { z } from 'zod';
import { shortHash } from '../short-hash.ts';
import type { Alert } from './alert.ts';

/**
 * Why alerts come together in one message. `many`: so many waited for the channel; `old`: they waited for long;
 * `burst`: the channel had its share of messages; `scheduled`: its subscription wants them so.
 */
const digestReason = z.enum(['many', 'old', 'burst', 'scheduled']);

export type DigestReason = z.infer<typeof digestReason>;

/** What an alert in the outbox knows of the digest that it was folded into. */
export const digestMark = z.object({ id: z.string(), reason: digestReason });

/** The record of a digest: which alerts it tells. */
export const digestRecord = z.object({
  guildId: z.string(),
  channelId: z.string(),
  reason: digestReason,
  /** In the order in which they were put in the outbox. */
  alertIds: z.array(z.string()),
  /** When they were folded, milliseconds UTC. */
  at: z.number(),
});

export type DigestRecord = z.infer<typeof digestRecord>;

/** Several alerts of one channel told in one message, in neutral terms. */
export interface Digest {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly reason: DigestReason;
  /** At least one; in the order in which they were put in the outbox. */
  readonly alerts: readonly Alert[];
}

/** The id of the digest of these alerts: 22 characters that always come out the same, in whatever order they are. */
export function digestId(channelId: string, alertIds: readonly string[]): string {
  return shortHash(`digest\n${channelId}\n${alertIds.toSorted().join('\n')}`);
}

/** The alerts as people want them in a list: those most outlets tell first, and of these the newest. */
export function byImportance(alerts: readonly Alert[]): Alert[] {
  const time = ({ publishedAt, createdAt }: Alert) =>
    publishedAt === null ? createdAt : Date.parse(publishedAt);
  return alerts.toSorted((a, b) => b.sources.length - a.sources.length || time(b) - time(a));
}
