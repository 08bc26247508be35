import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loadAliases } from '../../config/aliases.ts';
import type { Settings } from '../../config/settings.ts';
import { messageOf, UserError } from '../errors.ts';
import { explanationLine } from '../match/explain.ts';
import { createMatching } from '../match/matching.ts';
import { createMemoryStoryBook } from '../stories/story-book.ts';
import { createRenaming } from '../stories/terms/names.ts';
import { summarise } from '../summary/summarise.ts';
import { printAll, printWhenReady, readInput } from './output.ts';

const matchingOf = (settings: Settings) =>
  createMatching(loadAliases(settings.aliasesFile), { inflected: settings.inflectedLanguages });

function matchesIn(text: string, watch: readonly string[], settings: Settings) {
  const matching = matchingOf(settings);
  for (const keyword of watch) matching.index.add({ keyword, aliases: [], owner: '' });
  return matching.index.search({ title: '', text }).flatMap(({ matches }) => matches);
}

/** `match`: where the keywords are found in the text on standard input, or with `explain` why they are or are not. */
export async function matchCommand(
  { watch, json = false, explain = false }: { watch: string[]; json?: boolean; explain?: boolean },
  settings: Settings,
): Promise<void> {
  const input = await readInput();
  if (explain) {
    const { explain: ask } = matchingOf(settings);
    const explained = watch.map((keyword) => ({ keyword, ...ask(keyword, { title: '', text: input }, []) }));
    printAll(
      explained,
      json,
      (one) => `${one.keyword} ${one.hit ? 'matches' : 'does not match'}: ${explanationLine(one)}`,
    );
    return;
  }
  const matches = matchesIn(input, watch, settings);
  printAll(
    matches.map(({ field: _field, ...match }) => match),
    json,
    ({ keyword, alias, text, start, end }) =>
      `${keyword}${alias === undefined ? '' : ` (as ${alias})`}: "${text}" at ${start}–${end}`,
  );
}

/** `summarize`: a summary of the text on standard input. */
export async function summarizeCommand(
  { watch = [], sentences, json = false }: { watch?: string[]; sentences?: number; json?: boolean },
  settings: Settings,
): Promise<void> {
  const text = await readInput();
  const focus = watch.length === 0 ? [] : matchesIn(text, watch, settings);
  const summary = summarise({ title: '', text, focus }, sentences === undefined ? {} : { sentences });
  printAll(
    [{ summary: summary.text, sentences: summary.sentences.map(({ index }) => index) }],
    json,
    (one) => one.summary,
  );
}

const storyLine = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string().default(''),
  publishedAt: z.iso.datetime({ offset: true }).nullable().default(null),
});

function parseLine(line: string, number: number): z.infer<typeof storyLine> {
  try {
    return storyLine.parse(JSON.parse(line));
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : messageOf(error);
    throw new UserError(`Line ${number} is no item {"id","title","text","publishedAt"}: ${reason}`, {
      cause: error,
    });
  }
}

/** `stories`: the story of each item on standard input, one JSON object a line, as they come. */
export async function storiesCommand(
  { json = false }: { json?: boolean },
  settings: Settings,
): Promise<void> {
  /** The time of the news itself, which may be years ago; what has no date is of the time of what came before it. */
  let latest = 0;
  const stories = createMemoryStoryBook({
    clock: { now: () => latest },
    rename: createRenaming(loadAliases(settings.aliasesFile)),
    windowMs: settings.storyWindowHours * 3_600_000,
  });
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const { id, ...item } = parseLine(line, number);
    const feed = { url: `stdin:${id}`, title: '' };
    latest = Math.max(latest, Date.parse(item.publishedAt ?? '') || 0);
    const { storyId } = await stories.assign({
      ...item,
      id,
      url: null,
      author: null,
      lang: null,
      image: null,
      feed,
    });
    await printWhenReady(json ? JSON.stringify({ id, storyId }) : `${storyId}  ${id}`);
  }
}
