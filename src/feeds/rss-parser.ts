import Parser from 'rss-parser';
import { lighten } from './light-document.ts';
import { createIsRead, createTagNames, mayBeTrapped, own, ParserTrap, trapIn } from './rss-parser-names.ts';
import { entryFields, feedFields } from './xml-fields.ts';
import type { XmlNode } from './xml-node.ts';
import type { XmlRoot } from './xml-root.ts';

/**
 * A feed as rss-parser gives it: for the fields that are read, a list of every element as xml2js has it; all else is to
 * be passed over.
 */
export interface XmlFeed {
  readonly feed: XmlNode;
  readonly entries: readonly XmlNode[];
  /** The elements that there are, as canonicalName gives them. */
  readonly names: ReadonlySet<string>;
}

/** What is wrong with a document as XML. */
export class IllFormed extends Error {}

/** For a parse that never comes back, milliseconds. */
const timeLimit = 10_000;

/**
 * xml2js goes on after an error and makes another for every fault that follows, which on a large document takes
 * minutes: the first one is enough. Nor does anybody read in which line it was, which costs a quarter of the time.
 */
function tuneXmlParser(parser: object): void {
  const xmlParser: unknown = Reflect.get(parser, 'xmlParser');
  if (typeof xmlParser !== 'object' || xmlParser === null) return;
  const sax: unknown = Reflect.get(xmlParser, 'saxParser');
  if (typeof sax !== 'object' || sax === null) return;
  Reflect.set(sax, 'onerror', (error: Error) => {
    throw new IllFormed(error.message.split('\n', 1)[0]);
  });
  Reflect.set(sax, 'trackPosition', false);
}

type Keep = [from: string, to: string, options: { keepArray: true }];

/**
 * A list of fields to be kept with all that is in them. It grows while a document is read, because most documents have
 * few. rss-parser copies them after its own fields of the same names, and writes no other over them (`own`).
 */
function createFields(names: ReadonlySet<string>, isAtom: boolean) {
  const keeps: Keep[] = [['$', '$', { keepArray: true }]];
  return {
    keeps,
    add(name: string): void {
      if (!names.has(name) || keeps.some(([, known]) => known === name)) return;
      keeps.push([own(name, isAtom), name, { keepArray: true }]);
    },
  };
}

/**
 * Reads a document with a fresh rss-parser, because an instance keeps state after an error. Rejects with IllFormed;
 * with ParserTrap, for a document that is read to its end all the same unless that takes too long; or with what
 * rss-parser throws.
 */
export async function readWithRssParser(text: string, root: XmlRoot): Promise<XmlFeed> {
  const isAtom = root.format === 'atom';
  const isRead = createIsRead(root);
  const { xml, restore, isWhole } = lighten(text.slice(root.start), root.tag - root.start, isRead);
  const feedKeys = createFields(feedFields, isAtom);
  const entryKeys = createFields(entryFields, isAtom);
  const names = new Set<string>();
  let trap: string | null = null;
  const onTrap = (reason: string) => {
    trap ??= reason;
  };
  const tagNames = createTagNames(
    root,
    (name) => {
      names.add(name);
      feedKeys.add(name);
      entryKeys.add(name);
    },
    onTrap,
  );
  const attributeValue = (value: string, name: string): string => {
    trap ??= trapIn(value, name, root);
    return value;
  };
  const parser = new Parser<Record<string, unknown>, Record<string, unknown>>({
    // A missing or odd version says nothing about the content.
    defaultRSS: 2,
    customFields: {
      // The types know lists only for items; the code treats both alike (rss-parser/lib/utils.js, copyFromXML).
      feed: feedKeys.keeps as unknown as string[],
      item: entryKeys.keeps,
    },
    xml2js: {
      tagNameProcessors: [tagNames],
      attrValueProcessors: mayBeTrapped(xml, root.tag - root.start) ? [attributeValue] : [],
      ...(isWhole ? {} : { valueProcessors: [restore] }),
    },
  });
  tuneXmlParser(parser);

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ParserTrap('no answer')), timeLimit);
  });
  try {
    const output = await Promise.race([parser.parseString(xml), late]);
    if (trap !== null) throw new ParserTrap(trap);
    return { feed: output, entries: output.items, names };
  } finally {
    clearTimeout(timer);
  }
}
