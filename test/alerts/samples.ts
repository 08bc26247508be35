import type { Alert } from '../../src/alerts/alert.ts';
import type { OutboxEntry } from '../../src/alerts/outbox.ts';

/** An ordinary alert, to be varied. */
export function sampleAlert(change: Partial<Alert> = {}): Alert {
  return {
    id: 'abcdefghijklmnopqrstuv',
    storyId: 'story-1',
    guildId: '100000000000000001',
    channelId: '200000000000000001',
    watchlists: ['main'],
    mentionRoleIds: [],
    title: [
      { text: 'Kim Jong Un', strong: true },
      { text: ' arrives in Beijing', strong: false },
    ],
    url: 'https://news.example/kim',
    summary: [
      { text: 'The train of ', strong: false },
      { text: 'Kim Jong Un', strong: true },
      { text: ' reached the capital.', strong: false },
    ],
    publishedAt: '2025-09-02T08:00:00.000Z',
    image: null,
    keywords: ['Kim Jong Un'],
    reasons: [{ keyword: 'Kim Jong Un', text: 'Kim Jong Un', field: 'title' }],
    sources: [{ title: 'Sample Wire', url: 'https://news.example/kim' }],
    createdAt: 1_756_800_000_000,
    ...change,
  };
}

/** An alert that waits and was never tried, to be varied. */
export function sampleEntry(change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    alert: sampleAlert(),
    sequence: 0,
    state: 'pending',
    attempts: 0,
    lastError: null,
    triedAt: null,
    digest: null,
    holdUntil: null,
    ...change,
  };
}
