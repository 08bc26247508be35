import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { messageOf, SettingsError } from '../src/errors.ts';
import type { FeedRef } from '../src/feeds/item.ts';

/** A feed that every new guild reads. */
export interface StarterFeed extends FeedRef {
  /** BCP 47 tag. */
  readonly lang: string;
  readonly tags: readonly string[];
}

const line = (must: string) => z.string({ error: must }).trim().min(1, { error: must });

const starterFeed = z.strictObject(
  {
    title: line('a title: how the feed is called in alerts'),
    url: line('a url: the address that is polled').refine(
      (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
      { error: 'a url that starts with http:// or https://' },
    ),
    lang: line('a lang: its language, such as en').refine(isLanguage, {
      error: 'a lang that is a language tag, such as en or pt-BR',
    }),
    tags: z
      .array(line('tags that are words'), { error: 'tags that are a list, such as [world, asia]' })
      .default([]),
  },
  {
    error: ({ code, ...issue }) =>
      code === 'unrecognized_keys' && Array.isArray(issue.keys)
        ? `only title, url, lang and tags, and not ${issue.keys.join(', ')}`
        : 'a title, a url and a lang',
  },
);

/**
 * Reads the starter feeds.
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
  const list: unknown = document.toJS() ?? [];
  if (!Array.isArray(list)) {
    throw new SettingsError([`${path} must be a list of feeds, each with title, url and lang.`]);
  }
  const lineOf = (index: number) => {
    const node = document.getIn([index], true);
    const offset = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    return Array.isArray(offset) ? lines.linePos(Number(offset[0])).line : 1;
  };

  const problems: string[] = [];
  const feeds = new Map<string, StarterFeed>();
  for (const [index, entry] of list.entries()) {
    const parsed = starterFeed.safeParse(entry);
    const place = `${path}:${lineOf(index)}`;
    if (!parsed.success) problems.push(`${place}: the feed must have ${parsed.error.issues[0]?.message}.`);
    else if (feeds.has(parsed.data.url))
      problems.push(`${place}: ${parsed.data.url} is listed twice: keep one.`);
    else feeds.set(parsed.data.url, parsed.data);
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
