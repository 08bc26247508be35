import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeCorpus, readCorpus } from './corpus.ts';
import { parse } from './parsing.ts';

const samples = await readCorpus();

describe('the corpus', () => {
  it.each(samples)('$name: $shows', async ({ bytes, contentType, format, fault, items, feed }) => {
    const parsed = await parse(bytes, { contentType });
    expect(parsed).toMatchObject({ format, fault, ...feed });
    expect(parsed.items).toHaveLength(items.length);
    expect(parsed.items).toMatchObject(items);
  });
});

describe('docs/feeds.md', () => {
  it('lists the corpus', async () => {
    const path = join(import.meta.dirname, '../../docs/feeds.md');
    const page = await readFile(path, 'utf8');
    const section = /(?<=<!-- corpus -->\n).*(?=\n<!-- end of corpus -->)/s;
    expect(page).toMatch(section);
    // `vitest -u` writes it anew.
    await expect(page.replace(section, () => describeCorpus(samples))).toMatchFileSnapshot(path);
  });
});
