import { describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { createReplacements } from '../../src/feeds/replacement.ts';
import { openParts } from './polling.ts';

const url = 'https://news.example/feeds/old.xml';
const other = { url: 'https://news.example/new.xml', title: 'New' };

async function open(found: Readonly<Record<string, { url: string; title: string }[]>>) {
  const { store } = await openParts();
  const asked: string[] = [];
  const replacements = createReplacements({
    store,
    async discover(address) {
      asked.push(address);
      const feeds = found[address];
      if (feeds === undefined) throw new FeedError('not-a-feed', `${address} is no feed.`);
      return feeds;
    },
  });
  return { replacements, asked };
}

describe('another feed for one that fails', () => {
  it('is looked for where it was, then on the first page of its site', async () => {
    const { replacements, asked } = await open({ 'https://news.example/': [other] });
    expect(await replacements.find(url)).toEqual(other);
    expect(asked).toEqual([url, 'https://news.example/']);
    expect(await replacements.found(url)).toEqual(other);
  });

  it('is none where only the feed itself, or nothing, is found', async () => {
    const { replacements } = await open({ [url]: [{ url, title: 'Old' }] });
    expect(await replacements.find(url)).toBeNull();
    expect(await replacements.found(url)).toBeNull();
  });

  it('is forgotten when it is no longer found', async () => {
    const found: Record<string, { url: string; title: string }[]> = { [url]: [other] };
    const { replacements } = await open(found);
    await replacements.find(url);
    delete found[url];
    expect(await replacements.find(url)).toBeNull();
    expect(await replacements.found(url)).toBeNull();
  });
});
