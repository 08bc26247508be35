import { Parser } from 'htmlparser2';
import { createMixedContent, type MixedContent } from './mixed-content.ts';
import { mostEntries } from './raw.ts';
import {
  containers,
  entryFields,
  entryNames,
  feedFields,
  feedNames,
  innerFields,
  keptAttributes,
  shortFields,
} from './xml-fields.ts';
import { canonicalName, declareNamespaces, type Scope } from './xml-names.ts';
import type { XmlRoot } from './xml-root.ts';
import { type Attributes, createDecoder, escapeXml, writeElement } from './xml-text.ts';

/** A document that was made well-formed. */
export interface RepairedFeed {
  /** RSS 2.0 under the usual prefixes: everything that the adapter reads, nothing else. */
  readonly text: string;
  readonly root: XmlRoot;
  readonly entries: number;
  /** Whether the feed says anything about itself. */
  readonly hasHead: boolean;
  /** Whether the document ends as it should; if not, its last entry was cut off and is left out. */
  readonly isComplete: boolean;
}

/** Thrown when enough entries were read: the document is no worse for it. */
class Enough extends Error {}

/** Deeper than any feed; from there on nothing is read. */
const deepest = 200;

class TooDeep extends Error {}

/** An element whose content is one value. */
interface Capture {
  readonly depth: number;
  readonly name: string;
  readonly attributes: Attributes;
  readonly content: MixedContent;
}

/** An element that is written out with some of its children. */
interface Container {
  readonly depth: number;
  readonly name: string;
  readonly attributes: Attributes;
  readonly inner: string[];
}

interface Entry {
  readonly depth: number;
  /** Where its fields stand: right inside it, or deeper behind fields that were never closed. */
  readonly fieldDepth: number;
  readonly attributes: Attributes;
  readonly inner: string[];
}

interface Frame {
  readonly name: string;
  readonly scope: Scope;
  /** What relative addresses are read against here. */
  readonly base: string;
}

function resolveAddress(address: string, base: string): string {
  const trimmed = address.trim();
  return trimmed === '' ? '' : (URL.parse(trimmed, base)?.href ?? trimmed);
}

/**
 * Reads a feed as leniently as a browser reads HTML and writes down what it found as clean RSS 2.0. This mends
 * undeclared entities, bare ampersands, unclosed and crossed elements, XHTML and other mixed content, base64,
 * relative addresses and unusual prefixes. A document of any size and shape is read in linear time.
 */
export function repairFeed(text: string, root: XmlRoot, documentUrl: string): RepairedFeed {
  const outermost: Frame = { name: '', scope: new Map(), base: documentUrl };
  const decode = createDecoder(text.slice(root.start, root.tag));
  const frames: Frame[] = [];
  const head: string[] = [];
  const entries: string[] = [];
  let entry: Entry | null = null;
  let container: Container | null = null;
  let capture: Capture | null = null;
  let isCdata = false;
  let isAtEnd = false;
  let isComplete = false;

  const decodeAll = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decode(value)]));

  function emit(line: string): void {
    (container?.inner ?? entry?.inner ?? head).push(line);
  }

  function finishEntry(): void {
    if (entry !== null) entries.push(writeElement('item', entry.attributes, entry.inner.join('')));
    entry = null;
    container = null;
    capture = null;
    if (entries.length >= mostEntries) throw new Enough();
  }

  function startEntry(attributes: Readonly<Record<string, string>>, { scope, base }: Frame): void {
    finishEntry();
    const kept = Object.entries(attributes)
      .map(
        ([key, value]) =>
          [key === 'xml:lang' ? key : canonicalName(key, scope, false), decode(value)] as const,
      )
      .filter(([key]) => key === 'rdf:about' || key === 'xml:lang');
    entry = {
      depth: frames.length,
      fieldDepth: frames.length + 1,
      attributes: base === '' ? kept : [...kept, ['xml:base', base]],
      inner: [],
    };
  }

  function startField(name: string, raw: Readonly<Record<string, string>>, { base }: Frame): void {
    const attributes = Object.entries(raw)
      .filter(([key, value]) => keptAttributes.has(key) || (key === 'type' && value.includes('/')))
      .map(([key, value]) => {
        const decoded = decode(value);
        const isAddress = key === 'href' || key === 'url';
        return [key, isAddress ? resolveAddress(decoded, base) : decoded] as const;
      });
    const depth = frames.length;
    if (container === null && containers.has(name)) container = { depth, name, attributes, inner: [] };
    else capture = { depth, name, attributes, content: createMixedContent(raw.mode === 'base64') };
  }

  /** Whether an element is a field where it stands. */
  function isField(name: string, parent: Frame): boolean {
    if (container !== null) return innerFields.has(name);
    if (entry !== null) return frames.length === entry.fieldDepth && entryFields.has(name);
    return feedNames.has(parent.name) && feedFields.has(name);
  }

  function finishCapture({ name, attributes, content }: Capture, base: string): void {
    const value = content.value();
    emit(writeElement(name, attributes, escapeXml(name === 'link' ? resolveAddress(value, base) : value)));
    capture = null;
  }

  /** Ends a field that was never closed where the next one begins. */
  function finishUnclosed(name: string, base: string): void {
    if (capture === null || entry === null) return;
    if (!shortFields.has(capture.name) || !entryFields.has(name)) return;
    finishCapture(capture, base);
    entry = { ...entry, fieldDepth: frames.length };
  }

  const parser = new Parser(
    {
      onopentag(rawName, attributes) {
        if (frames.length >= deepest) throw new TooDeep();
        const parent = frames.at(-1) ?? outermost;
        const scope = declareNamespaces(parent.scope, attributes);
        const name = canonicalName(rawName, scope, root.format === 'atom');
        const base = decode(attributes['xml:base'] ?? '');
        const frame = { name, scope, base: resolveAddress(base, parent.base) || parent.base };
        frames.push(frame);
        // An entry right inside an entry is the next one: the first was never closed.
        if (entryNames.has(name) && (entry === null || frames.length === entry.depth + 1)) {
          startEntry(attributes, frame);
          return;
        }
        finishUnclosed(name, frame.base);
        if (capture !== null) capture.content.open(name, decodeAll(attributes));
        else if (isField(name, parent)) startField(name, attributes, frame);
      },
      onclosetag(_, isImplied) {
        const depth = frames.length;
        const { name, base } = frames.pop() ?? outermost;
        if (depth === 1) isComplete = !isImplied;
        if (capture !== null) {
          if (capture.depth < depth) {
            capture.content.close(name);
            return;
          }
          finishCapture(capture, base);
        } else if (container?.depth === depth) {
          const { attributes, inner } = container;
          container = null;
          emit(writeElement(name, attributes, inner.join('')));
        } else if (entry?.depth === depth) {
          if (isImplied && isAtEnd) entry = null;
          else finishEntry();
        }
      },
      ontext(raw) {
        const value = isCdata ? raw : decode(raw);
        if (capture !== null) capture.content.text(value, isCdata);
        else if (container?.depth === frames.length) container.inner.push(escapeXml(value));
      },
      oncdatastart() {
        isCdata = true;
      },
      oncdataend() {
        isCdata = false;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );

  try {
    parser.write(text.slice(root.tag));
    isAtEnd = true;
    parser.end();
  } catch (error) {
    if (error instanceof Enough) isComplete = true;
    else if (!(error instanceof TooDeep)) throw error;
  }
  const kept = Object.entries(root.attributes).filter(([name]) => name === 'xml:lang');
  const channel = writeElement('channel', [], `${head.join('')}${entries.join('')}`);
  return {
    text: writeElement('rss', [['version', '2.0'], ...kept], channel),
    root: {
      ...root,
      name: 'rss',
      attributes: Object.fromEntries(kept),
      scope: new Map(),
      format: 'rss',
      start: 0,
      tag: 0,
    },
    entries: entries.length,
    hasHead: head.length > 0,
    isComplete,
  };
}
