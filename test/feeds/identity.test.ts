import { describe, expect, it } from 'vitest';
import { type Identifiable, identify } from '../../src/feeds/identity.ts';

const entry = (change: Partial<Identifiable> = {}): Identifiable => ({
  guid: null,
  url: 'https://example.org/a',
  title: 'Title',
  text: 'Text.',
  ...change,
});

const idOf = (
  change: Partial<Identifiable>,
  site: string | null = 'https://example.org/',
): string | undefined => identify([entry(change)], site)[0];

describe('the id of an entry', () => {
  it('is its guid’s, whatever else changes', () => {
    const id = idOf({ guid: 'tag:1' });
    expect(idOf({ guid: ' tag:1 ', url: 'https://example.org/b', title: 'Edited', text: 'Edited.' })).toBe(
      id,
    );
    expect(idOf({ guid: 'tag:2' })).not.toBe(id);
    expect(id).toMatch(/^[\w-]{22}$/);
  });

  it('is its canonical address’s where it has no guid', () => {
    const id = idOf({});
    expect(idOf({ url: 'http://www.example.org/a/?utm_source=rss#x', title: 'Edited' })).toBe(id);
    expect(idOf({ guid: '  ' })).toBe(id);
    expect(idOf({ url: 'https://example.org/b' })).not.toBe(id);
  });

  it('is that of its title and text where it has neither', () => {
    const id = idOf({ url: null });
    expect(idOf({ url: null })).toBe(id);
    expect(idOf({ url: null, title: 'Other' })).not.toBe(id);
    expect(idOf({ url: null, text: 'Other.' })).not.toBe(id);
  });

  it('keeps different entries under one address apart', () => {
    const ids = identify([entry({ title: 'One' }), entry({ title: 'Two' })], null);
    expect(new Set(ids).size).toBe(2);
  });

  it('keeps different entries with one guid apart', () => {
    const ids = identify(
      [
        entry({ guid: 'same', title: 'One' }),
        entry({ guid: 'same', title: 'Two' }),
        entry({ guid: 'same', title: 'Two', url: 'https://example.org/b' }),
      ],
      null,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('is the same for an entry that is listed twice', () => {
    const twice = [entry({ guid: 'a' }), entry({ guid: 'a', url: 'http://www.example.org/a?utm_source=x' })];
    expect(new Set(identify(twice, null)).size).toBe(1);
    expect(new Set(identify([entry(), entry({ title: 'TITLE' })], null)).size).toBe(1);
  });

  it('does not change when an entry that shares the front page’s address leaves the feed', () => {
    const home = 'https://example.org/';
    const both = identify([entry({ url: home, title: 'One' }), entry({ url: home, title: 'Two' })], home);
    expect(idOf({ url: home, title: 'Two' })).toBe(both[1]);
    const page = 'https://example.org/news';
    const alone = idOf({ url: page, title: 'One' }, page);
    expect(idOf({ url: page, title: 'Two' }, page)).not.toBe(alone);
  });

  it('takes a query for an address of its own', () => {
    const id = idOf({ url: 'https://example.org/?p=1' });
    expect(idOf({ url: 'https://example.org/?p=1', title: 'Edited' })).toBe(id);
  });
});
