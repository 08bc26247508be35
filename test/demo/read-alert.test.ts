import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { toMessage } from '../../src/discord/message.ts';
import type { Message } from '../discord-sim/world-types.ts';
import { readAlert } from './read-alert.ts';
import { wrap } from './terminal.ts';

const alert: Alert = {
  id: 'a1',
  storyId: 's1',
  guildId: 'g1',
  channelId: 'c1',
  watchlists: ['main'],
  mentionRoleIds: ['12'],
  title: [{ text: 'SCO [live] **summit**', strong: false }],
  url: 'https://news.example/a',
  summary: [
    { text: 'The ', strong: false },
    { text: 'SCO', strong: true },
    { text: ' met. 2 * 3 = 6.', strong: false },
  ],
  publishedAt: null,
  image: 'https://news.example/a.svg',
  keywords: ['SCO', 'a`b'],
  reasons: [],
  sources: [{ title: 'Sample_Wire', url: 'https://news.example/feed' }],
  createdAt: 0,
};

/** The message as the local Discord keeps it. */
function posted(components: unknown): Message {
  return JSON.parse(JSON.stringify({ components }));
}

describe('reading an alert out of its message', () => {
  it('gives what the alert says, without markup', () => {
    expect(readAlert(posted(toMessage(alert).components))).toEqual({
      title: 'SCO [live] **summit**',
      url: 'https://news.example/a',
      summary: 'The SCO met. 2 * 3 = 6.',
      byline: 'Sample_Wire',
      keywords: ['SCO', 'a`b'],
    });
  });

  it('takes no other message for one', () => {
    expect(readAlert(posted([]))).toBeNull();
    expect(readAlert(posted([{ type: 17, components: [{ type: 10, content: 'Hello' }] }]))).toBeNull();
  });
});

describe('wrapping', () => {
  it('breaks at spaces and indents every line', () => {
    expect(wrap('one two three four', 11, '  ')).toBe('  one two\n  three\n  four');
  });
});
