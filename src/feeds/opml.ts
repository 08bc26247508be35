import { UserError } from '../errors.ts';
import { decodeText } from './decode.ts';
import type { FeedRef } from './item.ts';
import { plainLine } from './plain.ts';
import { readTags, type TagReader } from './read-tags.ts';
import { parseHttpUrl, placeOf, redactUrl } from './url.ts';

/** A feed with the folders it stands in. */
export interface TaggedFeed extends FeedRef {
  readonly tags: readonly string[];
}

/** One feed of an OPML file. */
export interface OpmlEntry extends TaggedFeed {
  /** 1-based line of the file. */
  readonly line: number;
}

/** A line of a file that could not be used, and why, in one sentence. */
export interface LineFault {
  readonly line: number;
  readonly says: string;
}

/** What an OPML file says, in its order. */
export interface OpmlFile {
  readonly entries: readonly OpmlEntry[];
  readonly faults: readonly LineFault[];
}

/** More entries than any reader exports; what follows is not read. */
const mostEntries = 50_000;
const mostTags = 10;
const longestTag = 60;
const longestTitle = 300;
/** Deeper nesting is no list of feeds, and takes the parser long; what follows is not read. */
const deepest = 1_000;

const cut = (text: string, length: number): string => plainLine(text).slice(0, length).trim();

function* tagsIn(category: string): Iterable<string> {
  // "/Boston/Weather,/Harvard" (OPML 2.0, "The category attribute").
  for (const path of category.split(',')) yield* path.split('/');
}

const withoutFeedScheme = (address: string): string =>
  address
    .replace(/^feed:(?=https?:)/i, '')
    .replace(/^feed:\/\/(?:(https?:))?/i, (_, scheme) => scheme ?? 'http://');

const lowerCased = (attributes: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value]));

/** Counts lines as far as it is asked for, going forward only. */
function createLineCounter(text: string) {
  let line = 1;
  let at = 0;
  return (offset: number): number => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}

/**
 * Reads an OPML file (1.0, 1.1, 2.0; http://opml.org/spec2.opml), ill-formed ones as far as they go. The names of
 * folders and the categories of a feed are its tags. Throws UserError where it is no OPML.
 */
export function parseOpml(bytes: Uint8Array): OpmlFile {
  const text = decodeText(bytes, null);
  const lineAt = createLineCounter(text);
  const entries: OpmlEntry[] = [];
  const faults: LineFault[] = [];
  /** One a level: the folder's name, or null for a feed. */
  const open: (string | null)[] = [];
  let isOpml = false;

  const reader: TagReader = {
    open(name, raw, at) {
      const element = name.toLowerCase();
      if (element === 'opml') isOpml = true;
      if (element !== 'outline') return;
      const attributes = lowerCased(raw);
      const label = attributes.get('title')?.trim() || attributes.get('text')?.trim() || '';
      const address = attributes.get('xmlurl') ?? attributes.get('url') ?? '';
      const isFeed = attributes.has('xmlurl') || /^(?:rss|atom|feed)$/i.test(attributes.get('type') ?? '');
      open.push(isFeed ? null : label);
      if (!isFeed || entries.length >= mostEntries) return;
      const line = lineAt(at);
      const url = parseHttpUrl(withoutFeedScheme(address.trim()));
      if (url === null) {
        const says =
          address.trim() === ''
            ? `"${cut(label, 60) || 'A feed without a title'}" has no xmlUrl.`
            : `${placeOf(cut(address, longestTitle))} is no web address.`;
        faults.push({ line, says });
        return;
      }
      const tags = [...open.filter((folder) => folder !== null), ...tagsIn(attributes.get('category') ?? '')]
        .map((tag) => cut(tag, longestTag))
        .filter((tag) => tag !== '');
      const title = cut(label, longestTitle) || url.host;
      entries.push({ line, url: url.href, title, tags: [...new Set(tags)].slice(0, mostTags) });
    },
    close(name) {
      if (name.toLowerCase() === 'outline') open.pop();
    },
  };
  const endedAt = readTags(text, reader, { deepest, isXml: true });
  if (endedAt !== null) {
    faults.push({
      line: lineAt(endedAt),
      says: 'Folders stand too deep in each other; the rest is not read.',
    });
  }
  if (!isOpml && entries.length === 0 && faults.length === 0) {
    throw new UserError(
      'This is no OPML file: export one from your feed reader, where it is often called "subscriptions".',
    );
  }
  return { entries, faults };
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The feeds that stand in no further folder, then each folder with what is in it. */
function* outlines(feeds: readonly TaggedFeed[], depth: number): Iterable<string> {
  const indent = '  '.repeat(depth + 2);
  const folders = Map.groupBy(feeds, ({ tags }) => tags[depth] ?? '');
  for (const { title, url } of folders.get('') ?? []) {
    const name = escapeAttribute(title);
    const address = escapeAttribute(redactUrl(url));
    yield `${indent}<outline type="rss" text="${name}" title="${name}" xmlUrl="${address}"/>`;
  }
  for (const [folder, members] of folders) {
    if (folder === '') continue;
    const name = escapeAttribute(folder);
    yield `${indent}<outline text="${name}" title="${name}">`;
    yield* outlines(members, depth + 1);
    yield `${indent}</outline>`;
  }
}

/**
 * Writes an OPML 2.0 file; the tags of a feed become folders, one in the other. Names and passwords in addresses are
 * left out. `createdAt` is in milliseconds UTC.
 */
export function writeOpml(title: string, feeds: readonly TaggedFeed[], createdAt: number): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escapeAttribute(title)}</title><dateCreated>${new Date(createdAt).toUTCString()}</dateCreated></head>`,
    '  <body>',
    ...outlines(feeds, 0),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}
