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
import { fields } from './xml-fields.ts';
import { attributeOf, childrenOf, childrenOfAny, textOf, textsOf, type XmlNode } from './xml-node.ts';
import type { XmlRoot } from './xml-root.ts';

const present = (values: readonly (string | null)[]): string[] =>
  values.filter((value) => value !== null && value.trim() !== '').map(String);

/** How little a link is what an entry is about, by its relation and media type; from 3 on it is not read. */
function rankOf(link: XmlNode): number {
  const rel = attributeOf(link, 'rel')?.toLowerCase() ?? 'alternate';
  if (rel === 'related' || rel === 'via') return 2;
  if (rel !== 'alternate') return 3;
  return /html/.test(attributeOf(link, 'type') ?? 'text/html') ? 0 : 1;
}

/** RSS puts the address into the element, Atom into an attribute; `rel` says what for (RFC 4287, section 4.2.7). */
function linksOf(node: XmlNode): RawLink[] {
  const ranks: RawLink[][] = [[], [], []];
  for (const link of childrenOfAny(node, fields.links)) {
    const address = (attributeOf(link, 'href') ?? textOf(link)).trim();
    if (address !== '') ranks[rankOf(link)]?.push({ address, base: attributeOf(link, 'xml:base') });
  }
  return ranks.flat();
}

/** "name@host (Name)" is how RSS 2.0 writes an author; Atom has an element for the name. */
function authorOf(node: XmlNode): string | null {
  for (const author of childrenOfAny(node, fields.authors)) {
    const [name = textOf(author)] = textsOf(author, ['name']);
    const bare = /^\s*[^\s@]+@[^\s@]+\s*\((.+)\)\s*$/s.exec(name.slice(0, 1_000))?.[1] ?? name;
    if (bare.trim() !== '') return bare;
  }
  return null;
}

const isImage = (node: XmlNode): boolean => {
  const kind = `${attributeOf(node, 'medium') ?? ''} ${attributeOf(node, 'type') ?? ''}`.trim();
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

const thumbnailsOf = (node: XmlNode): RawImage[] =>
  childrenOf(node, 'media:thumbnail').flatMap((it) => imageOf(it, attributeOf(it, 'url') ?? textOf(it)));

function mediaOf(group: XmlNode): RawImage[] {
  const contents = childrenOf(group, 'media:content').flatMap((content) => [
    ...(isImage(content) ? imageOf(content, attributeOf(content, 'url')) : []),
    ...thumbnailsOf(content),
  ]);
  return [...contents, ...thumbnailsOf(group)];
}

const isEnclosure = (link: XmlNode): boolean => attributeOf(link, 'rel') === 'enclosure';

/** Each field that may name pictures, read into addresses. */
const pictures: readonly ((entry: XmlNode) => RawImage[])[] = [
  (entry) =>
    [entry, ...childrenOf(entry, 'media:group')]
      .flatMap(mediaOf)
      .toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0)),
  (entry) =>
    [...childrenOf(entry, 'enclosure'), ...childrenOfAny(entry, fields.links).filter(isEnclosure)]
      .filter(isImage)
      .flatMap((it) => imageOf(it, attributeOf(it, 'url') ?? attributeOf(it, 'href'))),
  (entry) => childrenOf(entry, 'itunes:image').flatMap((it) => imageOf(it, attributeOf(it, 'href'))),
  (entry) => childrenOf(entry, 'image').flatMap((it) => imageOf(it, textsOf(it, ['url'])[0] ?? textOf(it))),
];

const imagesOf = (entry: XmlNode): RawImage[] => pictures.flatMap((read) => read(entry));

function entryOf(entry: XmlNode): RawEntry {
  const links = linksOf(entry);
  const [guidNode] = childrenOfAny(entry, fields.guids).filter((guid) => textOf(guid).trim() !== '');
  const guid = guidNode === undefined ? null : textOf(guidNode).trim();
  const isPermaLink = guidNode !== undefined && attributeOf(guidNode, 'isPermaLink') !== 'false';
  const about = attributeOf(entry, 'rdf:about');
  return {
    guid: guid ?? about,
    links: [...links, ...[isPermaLink ? guid : null, about].flatMap(linkInId)],
    titles: textsOf(entry, fields.titles),
    bodies: bodiesOf(entry),
    dates: textsOf(entry, fields.dates),
    author: authorOf(entry),
    lang: attributeOf(entry, 'xml:lang') ?? textsOf(entry, fields.languages)[0] ?? null,
    images: imagesOf(entry),
    bases: present([attributeOf(entry, 'xml:base')]),
  };
}

function bodiesOf(entry: XmlNode): RawBody[] {
  const captions = [entry, ...childrenOf(entry, 'media:group')].flatMap((of) => textsOf(of, fields.captions));
  return [
    ...textsOf(entry, fields.bodies).map((value) => ({ value })),
    ...captions.map((value) => ({ value, isFallback: true })),
  ];
}

/** RSS of all versions and Atom of both, as rss-parser read them. */
export function adaptXmlFeed({ feed, entries }: XmlFeed, root: XmlRoot, format: 'rss' | 'atom'): RawFeed {
  return {
    format,
    titles: textsOf(feed, ['title', 'dc:title']),
    links: linksOf(feed),
    lang:
      textsOf(feed, ['language', 'dc:language'])[0] ??
      attributeOf(feed, 'xml:lang') ??
      root.attributes['xml:lang'] ??
      null,
    author: format === 'atom' ? authorOf(feed) : null,
    bases: present([root.attributes['xml:base'] ?? null, attributeOf(feed, 'xml:base')]),
    pace: paceOf(feed),
    entries: entries.slice(0, mostEntries).map(entryOf),
  };
}
