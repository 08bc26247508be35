import { z } from 'zod';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';
import type { KeywordIndex } from '../../src/match/match.ts';
import { createTokenBuffer } from '../../src/match/token-buffer.ts';
import { tokenizeInto } from '../../src/match/tokenize.ts';
import { type Corpus, createCorpus } from './corpus.ts';

const corpusSchema = z.object({
  items: z.array(z.object({ title: z.string(), text: z.string() })),
  queries: z.array(z.string()),
  phrases: z.array(z.string()),
});

type Item = Corpus['items'][number];

/** The same for every process of a run, and for every run; its strings are in one piece, as those read from a store. */
export function makeCorpus(): Corpus {
  const corpus = createCorpus({ items: 2_000, queries: 100_000, seed: 20_251_124 });
  return corpusSchema.parse(JSON.parse(JSON.stringify(corpus)));
}

/** An index that one owner watches all queries in, without aliases. */
export function indexOf(queries: readonly string[]): KeywordIndex {
  const index = createKeywordIndex({ aliases: createAliasTable([]) });
  for (const keyword of queries) index.add({ keyword, aliases: [], owner: 'o' });
  return index;
}

/** Title and text in one, for what knows no parts. */
export const both = ({ title, text }: Item): string => `${title}\n\n${text}`;

const buffer = createTokenBuffer();

/** Cuts an item into words and does no more: the floor. */
export function cut({ title, text }: Item): void {
  tokenizeInto(title, buffer);
  tokenizeInto(text, buffer);
}
