import { paceOf } from './pace.ts';
import {
  linkInId,
  mostEntries,
  type RawBody,
  type RawEntry,
  type RawFeed,
  type RawImage,
  type RawLink,
} from './raw.ts';
import type { XmlFeed } from './rss-parser.ts';
import { type Fields, fieldsAmong } from './xml-fields.ts';
import { attributeOf, childrenOf, childrenOfAny, textOf, textsOf, type XmlNode } from './xml-node.ts';
import type { XmlRoot } from './xml-root.ts';

const present = (values: readonly (string | null)[]): string[] =>
  values.filter((value) => value !== null && value.trim() !== '').map(String);

/** How little a link is what an entry is about, by its relation and media type; from 3 on it is not read. */
function rankOf(link: XmlNode): number {
  if (typeof link === 'string') return 0;
  const rel = attributeOf(link, 'rel')?.toLowerCase() ?? 'alternate';
  if (rel === 'related' || rel === 'via') return 2;
  if (rel !== 'alternate') return 3;
  return /html/.test(attributeOf(link, 'type') ?? 'text/html') ? 0 : 1;
}

/** RSS puts the address into the element, Atom into an attribute; `rel` says what for (RFC 4287, section 4.2.7). */
function linksOf(node: XmlNode, { links }: Fields): RawLink[] {
  const ranks: RawLink[][] = [[], [], []];
  for (const link of childrenOfAny(node, links)) {
    const address = (attributeOf(link, 'href') ?? textOf(link)).trim();
    if (address !== '') ranks[rankOf(link)]?.push({ address, base: attributeOf(link, 'xml:base') });
  }
  return ranks.flat();
}

/** "name@host (Name)" is how RSS 2.0 writes an author; Atom has an element for the name. */
function authorOf(node: XmlNode, { authors }: Fields): string | null {
  for (const author of childrenOfAny(node, authors)) {
    const [name = textOf(author)] = textsOf(author, ['name']);
    const address = name.includes('@') ? name.slice(0, 1_000) : '';
    const bare = /^\s*[^\s@]+@[^\s@]+\s*\((.+)\)\s*$/s.exec(address)?.[1] ?? name;
    if (bare.trim() !== '') return bare;
  }
  return null;
}

const isImage = (node: XmlNode): boolean => {
  const medium = attributeOf(node, 'medium') ?? '';
  if (medium === 'image') return true;
  const kind = `${medium} ${attributeOf(node, 'type') ?? ''}`.trim();
  const address = attributeOf(node, 'url') ?? attributeOf(node, 'href') ?? '';
  return kind === '' ? /\.(?:avif|gif|jpe?g|png|webp)(?:$|[?#])/i.test(address) : /\bimage\b/i.test(kind);
};

function imageOf(node: XmlNode, address: string | null): RawImage[] {
  if (address === null || address.trim() === '') return [];
  const width = Number.parseInt(attributeOf(node, 'width') ?? '', 10);
  return [
    {
      address: address.trim(),
      base: attributeOf(node, 'xml:base'),
      width: Number.isNaN(width) ? null : width,
    },
  ];
}

function thumbnailsOf(node: XmlNode): readonly RawImage[] {
  const thumbnails = childrenOf(node, 'media:thumbnail');
  if (thumbnails.length === 0) return [];
  return thumbnails.flatMap((it) => imageOf(it, attributeOf(it, 'url') ?? textOf(it)));
}

function mediaOf(group: XmlNode): RawImage[] {
  const found: RawImage[] = [];
  for (const content of childrenOf(group, 'media:content')) {
    if (isImage(content)) found.push(...imageOf(content, attributeOf(content, 'url')));
    found.push(...thumbnailsOf(content));
  }
  found.push(...thumbnailsOf(group));
  return found;
}

const isEnclosure = (link: XmlNode): boolean => attributeOf(link, 'rel') === 'enclosure';

interface PictureField {
  /** The elements that are looked at. */
  readonly names: readonly string[];
  readonly read: (entry: XmlNode, fields: Fields) => RawImage[];
}

/** Where an entry may name pictures. */
const pictureFields: readonly PictureField[] = [
  {
    names: ['media:content', 'media:thumbnail', 'media:group'],
    read: (entry) =>
      [entry, ...childrenOf(entry, 'media:group')]
        .flatMap(mediaOf)
        .toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0)),
  },
  {
    names: ['enclosure', 'link', 'atom:link'],
    read: (entry, { links }) =>
      [...childrenOf(entry, 'enclosure'), ...childrenOfAny(entry, links).filter(isEnclosure)]
        .filter(isImage)
        .flatMap((it) => imageOf(it, attributeOf(it, 'url') ?? attributeOf(it, 'href'))),
  },
  {
    names: ['itunes:image'],
    read: (entry) => childrenOf(entry, 'itunes:image').flatMap((it) => imageOf(it, attributeOf(it, 'href'))),
  },
  {
    names: ['image'],
    read: (entry) =>
      childrenOf(entry, 'image').flatMap((it) => imageOf(it, textsOf(it, ['url'])[0] ?? textOf(it))),
  },
];

function bodiesOf(entry: XmlNode, { bodies, captions, groups }: Fields): RawBody[] {
  const found: RawBody[] = textsOf(entry, bodies).map((value) => ({ value }));
  if (captions.length === 0) return found;
  for (const of of [entry, ...childrenOfAny(entry, groups)]) {
    found.push(...textsOf(of, captions).map((value) => ({ value, isFallback: true })));
  }
  return found;
}

/** Reads entries of a document that has these fields. */
function createEntryReader(names: ReadonlySet<string>, fields: Fields): (entry: XmlNode) => RawEntry {
  const pictures = pictureFields.filter((field) => field.names.some((name) => names.has(name)));
  return (entry) => {
    const [guidNode] = childrenOfAny(entry, fields.guids).filter((guid) => textOf(guid).trim() !== '');
    const guid = guidNode === undefined ? null : textOf(guidNode).trim();
    const isPermaLink = guidNode !== undefined && attributeOf(guidNode, 'isPermaLink') !== 'false';
    const about = attributeOf(entry, 'rdf:about');
    return {
      guid: guid ?? about,
      links: [...linksOf(entry, fields), ...linkInId(isPermaLink ? guid : null), ...linkInId(about)],
      titles: textsOf(entry, fields.titles),
      bodies: bodiesOf(entry, fields),
      dates: textsOf(entry, fields.dates),
      author: authorOf(entry, fields),
      lang: attributeOf(entry, 'xml:lang') ?? textsOf(entry, fields.languages)[0] ?? null,
      images: pictures.flatMap(({ read }) => read(entry, fields)),
      bases: present([attributeOf(entry, 'xml:base')]),
    };
  };
}

/** RSS of all versions and Atom of both, as rss-parser read them. */
export function adaptXmlFeed(
  { feed, entries, names }: XmlFeed,
  root: XmlRoot,
  format: 'rss' | 'atom',
): RawFeed {
  const fields = fieldsAmong(names);
  return {
    format,
    titles: textsOf(feed, ['title', 'dc:title']),
    links: linksOf(feed, fields),
    lang:
      textsOf(feed, ['language', 'dc:language'])[0] ??
      attributeOf(feed, 'xml:lang') ??
      root.attributes['xml:lang'] ??
      null,
    author: format === 'atom' ? authorOf(feed, fields) : null,
    bases: present([root.attributes['xml:base'] ?? null, attributeOf(feed, 'xml:base')]),
    pace: paceOf(feed),
    fault: null,
    entries: entries.slice(0, mostEntries).map(createEntryReader(names, fields)),
  };
}
