import Parser from 'rss-parser';
import { entryFields, feedFields, htmlTags } from './xml-fields.ts';
import { canonicalName } from './xml-names.ts';
import type { XmlNode } from './xml-node.ts';
import type { XmlRoot } from './xml-root.ts';

/** A feed as rss-parser gives it: for the fields that are read, every element as xml2js has it. */
export interface XmlFeed {
  readonly feed: XmlNode;
  readonly entries: readonly XmlNode[];
}

/** Something in a document that rss-parser would lose without saying so, or read without end. */
export class ParserTrap extends Error {}

/** More elements than 5,000 entries need; each costs memory. */
const mostElements = 250_000;
/** For a parse that never comes back, milliseconds. */
const timeLimit = 10_000;

/**
 * Elements that rss-parser reads in a way that fails the whole feed (a date or link it does not like) or takes
 * quadratic time (its snippets of bodies); under another name it leaves them to us.
 */
const ours: ReadonlySet<string> = new Set([
  'content',
  'content:encoded',
  'description',
  'published',
  'summary',
  'updated',
]);

const own = (name: string, isAtom: boolean): string =>
  ours.has(name) || (isAtom && name === 'link') ? `own:${name}` : name;

/** Says what rss-parser calls each element of a document, and stops where it would go astray. */
function createTagNames(root: XmlRoot): (name: string) => string {
  const isAtom = root.format === 'atom';
  const names = new Map<string, string>();
  let elements = 0;
  let channels = 0;
  return (name) => {
    elements += 1;
    if (elements > mostElements) throw new ParserTrap('too many elements');
    let known = names.get(name);
    if (known === undefined) {
      const canonical = canonicalName(name, root.scope, isAtom);
      if (htmlTags.has(canonical) || canonical.startsWith('xhtml:')) throw new ParserTrap('mixed content');
      known = own(canonical, isAtom);
      names.set(name, known);
    }
    if (known === 'channel' && ++channels > 1) throw new ParserTrap('more than one channel');
    return known;
  };
}

/** Refuses content that is markup (Atom, `type`) or encoded a second time (Atom 0.3, `mode`). */
function checkAttribute(value: string, name: string): string {
  if (name === 'type' && value === 'xhtml') throw new ParserTrap('mixed content');
  if (name === 'mode' && value === 'base64') throw new ParserTrap('base64 content');
  return value;
}

/**
 * xml2js goes on after an error and makes another for every fault that follows, which on a large document takes
 * minutes. The first one is enough.
 */
function stopAtFirstError(parser: object): void {
  const xmlParser: unknown = Reflect.get(parser, 'xmlParser');
  if (typeof xmlParser !== 'object' || xmlParser === null) return;
  const sax: unknown = Reflect.get(xmlParser, 'saxParser');
  if (typeof sax !== 'object' || sax === null) return;
  Reflect.set(sax, 'onerror', (error: Error) => {
    throw error;
  });
}

/**
 * Reads a document with a fresh rss-parser, because an instance keeps state after an error. Rejects with what
 * rss-parser throws, or with ParserTrap.
 */
export async function readWithRssParser(text: string, root: XmlRoot): Promise<XmlFeed> {
  const isAtom = root.format === 'atom';
  const keep = (name: string): [string, string, { keepArray: boolean }] => [
    own(name, isAtom),
    `kept:${name}`,
    { keepArray: true },
  ];
  const feedKeys = [...feedFields, '$'];
  const entryKeys = [...entryFields, '$'];
  const parser = new Parser<Record<string, unknown>, Record<string, unknown>>({
    // A missing or odd version says nothing about the content.
    defaultRSS: 2,
    customFields: {
      // The types know lists only for items; the code treats both alike (rss-parser/lib/utils.js, copyFromXML).
      feed: feedKeys.map(keep) as unknown as string[],
      item: entryKeys.map(keep),
    },
    xml2js: {
      tagNameProcessors: [createTagNames(root)],
      attrValueProcessors: [checkAttribute],
    },
  });
  stopAtFirstError(parser);

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ParserTrap('no answer')), timeLimit);
  });
  try {
    const output = await Promise.race([parser.parseString(text), late]);
    return {
      feed: restore(output, feedKeys),
      entries: output.items.map((item) => restore(item, entryKeys)),
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Gives the kept elements their names back, and an entry its attributes. */
function restore(kept: Readonly<Record<string, unknown>>, keys: readonly string[]): XmlNode {
  const node: Record<string, unknown> = {};
  for (const key of keys) {
    const value = kept[`kept:${key}`];
    if (value !== undefined) node[key] = value;
  }
  return node;
}
