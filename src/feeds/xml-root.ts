import { decodeXML } from 'entities';
import { canonicalName, declareNamespaces, type Scope } from './xml-names.ts';

/** The element a document begins with. */
export interface XmlRoot {
  /** As canonicalName gives it. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly scope: Scope;
  /** What the document is as a feed, or null where it is none. */
  readonly format: 'rss' | 'atom' | null;
  /** Where the document begins, behind anything that was put before it. */
  readonly start: number;
  /** Where the root's tag begins. */
  readonly tag: number;
}

const formats: Readonly<Record<string, 'rss' | 'atom'>> = {
  rss: 'rss',
  'rdf:RDF': 'rss',
  rdf: 'rss',
  channel: 'rss',
  feed: 'atom',
};

/** How far into a document a declaration is looked for behind what a broken server put before it. */
const furthest = 16_384;

function endOfDoctype(text: string, from: number): number {
  const end = text.indexOf('>', from);
  const subset = text.indexOf('[', from);
  if (subset < 0 || subset > end) return end;
  const closed = text.indexOf(']', subset);
  return closed < 0 ? -1 : text.indexOf('>', closed);
}

/** The offset of the first element's tag, behind declarations and comments, or -1. */
function findElement(text: string, from: number): number {
  let index = text.indexOf('<', from);
  while (index >= 0) {
    let end: number;
    if (text.startsWith('<!--', index)) end = text.indexOf('-->', index + 4);
    else if (text.startsWith('<?', index)) end = text.indexOf('?>', index + 2);
    else if (text.startsWith('<!', index)) end = endOfDoctype(text, index);
    else if (/^<[\p{L}_]/u.test(text.slice(index, index + 3))) return index;
    else end = index;
    if (end < 0) return -1;
    index = text.indexOf('<', end + 1);
  }
  return -1;
}

/** Attributes of a start tag, entities resolved. */
export function readAttributes(tag: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[name] = decodeXML(double ?? single ?? '');
  }
  return attributes;
}

function readRootAt(text: string, start: number): XmlRoot | null {
  const tag = findElement(text, start);
  if (tag < 0) return null;
  const match = /^<([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*)/u.exec(text.slice(tag, tag + furthest));
  if (match === null) return null;
  const [, name = '', rest = ''] = match;
  const attributes = readAttributes(rest);
  const scope = declareNamespaces(new Map(), attributes);
  const canonical = canonicalName(name, scope, true);
  return { name: canonical, attributes, scope, format: formats[canonical] ?? null, start, tag };
}

/** The root of an XML document, or null where there is no element at all. */
export function readRoot(text: string): XmlRoot | null {
  const root = readRootAt(text, 0);
  if (root === null || root.format !== null) return root;
  // Warnings of a server's own script come before the declaration; a page that shows a feed declares itself first.
  const declaration = text.slice(0, furthest).indexOf('<?xml', 1);
  if (declaration < 0 || /<(?:!doctype|html|head|body)\b/i.test(text.slice(0, declaration))) return root;
  const later = readRootAt(text, declaration);
  return later?.format == null ? root : later;
}
