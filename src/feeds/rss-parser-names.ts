import { entryFields, feedFields, htmlTags, innerFields } from './xml-fields.ts';
import { canonicalName, namespaceName } from './xml-names.ts';
import type { XmlRoot } from './xml-root.ts';

/** Something in a document that rss-parser would lose without saying so, or read without end. */
export class ParserTrap extends Error {}

/** More elements than 5,000 entries need; each costs memory. */
const mostElements = 250_000;

/**
 * Elements that rss-parser reads in a way that fails the whole feed (a date or link it does not like), takes quadratic
 * time (its snippets of bodies) or leaves only a part of them; under another name it leaves them to us.
 */
const ours: ReadonlySet<string> = new Set([
  'author',
  'content',
  'content:encoded',
  'dc:date',
  'description',
  'enclosure',
  'guid',
  'id',
  'image',
  'published',
  'summary',
  'title',
  'updated',
]);

/** What rss-parser is told that an element is called. */
export const own = (name: string, isAtom: boolean): string =>
  ours.has(name) || (isAtom && name === 'link') ? `own:${name}` : name;

/**
 * Says what rss-parser calls each element of a document, and where it would go astray: `onTrap`. Throws where it would
 * take too long. `onName` is told each name when it first occurs.
 */
export function createTagNames(
  root: XmlRoot,
  onName: (canonical: string) => void,
  onTrap: (reason: string) => void,
): (name: string) => string {
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
      const isMarkup = htmlTags.has(canonical) || canonical.startsWith('xhtml:');
      if (isMarkup && !entryFields.has(canonical)) onTrap('mixed content');
      known = own(canonical, isAtom);
      names.set(name, known);
      onName(canonical);
    }
    if (known === 'channel' && ++channels > 1) onTrap('more than one channel');
    return known;
  };
}

/** What rss-parser needs for itself. */
const structure: ReadonlySet<string> = new Set(['rss', 'rdf:RDF', 'rdf', 'channel', 'feed', 'item', 'entry']);

/** Says which elements, by their names in the document, are not read and need not be parsed. */
export function createIsRead(root: XmlRoot): (name: string) => boolean {
  const isAtom = root.format === 'atom';
  const known = new Map<string, boolean>();
  return (name) => {
    let isRead = known.get(name);
    if (isRead === undefined) {
      const canonical = canonicalName(name, root.scope, isAtom);
      isRead =
        structure.has(canonical) ||
        entryFields.has(canonical) ||
        feedFields.has(canonical) ||
        innerFields.has(canonical) ||
        htmlTags.has(canonical) ||
        canonical.startsWith('xhtml:');
      known.set(name, isRead);
    }
    return isRead;
  };
}

/** Finds content that is markup (Atom, `type`) or encoded a second time (Atom 0.3, `mode`), and inner prefixes. */
export function trapIn(value: string, attribute: string, { scope }: XmlRoot): string | null {
  if (attribute === 'type' && value === 'xhtml') return 'mixed content';
  if (attribute === 'mode' && value === 'base64') return 'base64 content';
  if (!attribute.startsWith('xmlns:')) return null;
  const prefix = attribute.slice('xmlns:'.length);
  const name = namespaceName(value) ?? prefix;
  return name === (scope.get(prefix) ?? prefix) ? null : 'a prefix that the root does not declare';
}

/** Whether attributes may hold a trap: they are seldom worth to be looked at one by one. */
export const mayBeTrapped = (xml: string, root: number): boolean =>
  /xhtml|base64/.test(xml) || xml.includes('xmlns:', xml.indexOf('>', root));
