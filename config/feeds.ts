import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { messageOf, SettingsError } from '../src/errors.ts';
import type { FeedRef } from '../src/feeds/item.ts';

const line = (must: string) => z.string({ error: must }).trim().min(1, { error: must });

const starterFeed = z.strictObject(
  {
    title: line('a title that is a text, or none').optional(),
    url: line('a url: the address that is polled').refine(
      (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
      { error: 'a url that starts with http:// or https://' },
    ),
    lang: line('a lang that is a language tag, such as en or pt-BR')
      .refine(isLanguage, { error: 'a lang that is a language tag, such as en or pt-BR' })
      .optional(),
    article: z.boolean({ error: 'article: true or false' }).optional(),
    tags: z
      .array(line('tags that are words'), { error: 'tags that are a list, such as [world, asia]' })
      .optional(),
  },
  {
    error: ({ code, ...issue }) =>
      code === 'unrecognized_keys' && Array.isArray(issue.keys)
        ? `only title, url, lang, tags and article, and not ${issue.keys.join(', ')}`
        : 'a url: the address that is polled',
  },
);

/** A feed of the file. */
export interface StarterFeed extends FeedRef {
  /** False where the articles behind its teasers are not to be fetched. */
  readonly article?: false;
}

/** A bare address is a feed that says its title itself. */
const listed = z.preprocess((entry) => (typeof entry === 'string' ? { url: entry } : entry), starterFeed);

/**
 * Reads the starter feeds: a list, be it the whole file or what stands under `feeds`. What a feed has beside its title
 * and address is a note for those who edit the file.
 *
 * @throws SettingsError with one line a fault, each with the file, the line and the mend.
 */
export function loadStarterFeeds(path: string): StarterFeed[] {
  const lines = new LineCounter();
  const document = parseDocument(read(path), { lineCounter: lines, prettyErrors: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new SettingsError([
      `${path}:${fault.linePos?.[0].line ?? 1} is no YAML: ${fault.message.split('\n')[0]?.replace(/ at line .*$/, '')}.`,
    ]);
  }
  const content: unknown = document.toJS() ?? [];
  const isWrapped = typeof content === 'object' && content !== null && 'feeds' in content;
  const list = isWrapped ? (content.feeds ?? []) : content;
  if (!Array.isArray(list)) {
    throw new SettingsError([`${path} must be a list of feeds, each with a url and, if you like, a title.`]);
  }
  const lineOf = (index: number) => {
    const node = document.getIn(isWrapped ? ['feeds', index] : [index], true);
    const offset = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    return Array.isArray(offset) ? lines.linePos(Number(offset[0])).line : 1;
  };

  const problems: string[] = [];
  const feeds = new Map<string, StarterFeed>();
  for (const [index, entry] of list.entries()) {
    const parsed = listed.safeParse(entry);
    const place = `${path}:${lineOf(index)}`;
    if (!parsed.success) problems.push(`${place}: the feed must have ${parsed.error.issues[0]?.message}.`);
    else if (feeds.has(parsed.data.url))
      problems.push(`${place}: ${parsed.data.url} is listed twice: keep one.`);
    else
      feeds.set(parsed.data.url, {
        url: parsed.data.url,
        title: parsed.data.title ?? new URL(parsed.data.url).host,
        ...(parsed.data.article === false ? { article: false } : {}),
      });
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return [...feeds.values()];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError([
      `The starter feeds ${path} can't be read (${messageOf(error)}): check FEEDS_FILE, or leave it out for the ones that come with Wirewatch.`,
    ]);
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
