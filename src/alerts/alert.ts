/** A stretch of text; `strong` marks a place where the keyword was found. */
export interface Span {
  readonly text: string;
  readonly strong: boolean;
}

/** Where a story was read. */
export interface Source {
  readonly title: string;
  readonly url: string | null;
}

/** Why an alert exists: shown to people who ask, kept with the alert. */
export interface Reason {
  readonly keyword: string;
  readonly alias?: string;
  /** The words as they stand in the item. */
  readonly text: string;
  readonly field: 'title' | 'text';
}

/** One story told to one channel, in neutral terms: nothing here knows Discord. */
export interface Alert {
  /** Deterministic: the same subscription and story always give the same id. At most 25 characters. */
  readonly id: string;
  readonly storyId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly watchlist: string;
  /** The role to mention with the message, or null. */
  readonly mentionRoleId: string | null;
  readonly title: readonly Span[];
  readonly url: string | null;
  readonly summary: readonly Span[];
  /** ISO 8601 UTC, or null. */
  readonly publishedAt: string | null;
  readonly image: string | null;
  readonly keywords: readonly string[];
  readonly reasons: readonly Reason[];
  readonly sources: readonly Source[];
  /** When it was put in the outbox, milliseconds UTC. */
  readonly createdAt: number;
}
