import { z } from 'zod';

const span = z.object({ text: z.string(), strong: z.boolean() });
/** The record of a place where a story was read. */
export const sourceSchema = z.object({ title: z.string(), url: z.string().nullable() });
const reason = z.object({
  keyword: z.string(),
  alias: z.string().optional(),
  text: z.string(),
  field: z.enum(['title', 'text']),
});

/** The record of an alert as the outbox keeps it. */
export const alertSchema = z.object({
  /** Deterministic: the same channel and story always give the same id. At most 25 characters. */
  id: z.string(),
  storyId: z.string(),
  guildId: z.string(),
  channelId: z.string(),
  /** The watchlists of the channel's subscriptions that the story satisfied. */
  watchlists: z.array(z.string()),
  /** The roles that those subscriptions want mentioned. */
  mentionRoleIds: z.array(z.string()),
  title: z.array(span),
  url: z.string().nullable(),
  summary: z.array(span),
  /** ISO 8601 UTC, or null. */
  publishedAt: z.string().nullable(),
  /** When the latest report of a story that grew came out, ISO 8601 UTC. */
  latestAt: z.string().optional(),
  image: z.string().nullable(),
  keywords: z.array(z.string()),
  reasons: z.array(reason),
  sources: z.array(sourceSchema),
  /** When it was put in the outbox, milliseconds UTC. */
  createdAt: z.number(),
});

/** One story told to one channel, in neutral terms: nothing here knows Discord. */
export type Alert = z.infer<typeof alertSchema>;

/** A stretch of text; `strong` marks a place where a keyword was found. */
export type Span = z.infer<typeof span>;

/** Where a story was read. */
export type Source = z.infer<typeof sourceSchema>;

/** Why an alert exists: shown to people who ask, kept with the alert. */
export type Reason = z.infer<typeof reason>;
