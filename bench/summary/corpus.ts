import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';
import type { SummaryInput } from '../../src/summary/summary.ts';

const folder = join(import.meta.dirname, '../../test/data/summaries');

const article = z.strictObject({
  id: z.string(),
  style: z.enum(['wire', 'feature', 'explainer', 'live', 'list']),
  lang: z.string(),
  split: z.enum(['train', 'test']),
  watch: z.array(z.string()).min(1).max(2),
  title: z.string(),
  text: z.string(),
  reference: z.string(),
});

/** An article of test/data/summaries, with the places of the watched words in it. */
export interface Article extends z.infer<typeof article> {
  readonly input: SummaryInput;
}

/** The places in a text where each of the keywords is found, by keyword. */
export function placesOf(
  text: string,
  watch: readonly string[],
): Map<string, { start: number; end: number }[]> {
  const index = createKeywordIndex({ aliases: createAliasTable([]), inflected: ['ru'] });
  for (const keyword of watch) index.add({ keyword, aliases: [], owner: '' });
  return new Map(index.search({ title: '', text }).map(({ keyword, matches }) => [keyword, [...matches]]));
}

/** All articles, in the order of the files. */
export function loadArticles(): Article[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .flatMap((name) => z.array(article).parse(parse(readFileSync(join(folder, name), 'utf8'))))
    .map((one) => {
      const text = one.text.trim();
      const focus = [...placesOf(text, one.watch).values()].flat();
      return {
        ...one,
        text,
        reference: one.reference.trim(),
        input: { title: one.title, text, lang: one.lang, focus },
      };
    });
}
