/** Which elements of an entry are read, in order of preference. */
export const fields = {
  titles: ['title', 'media:title', 'dc:title', 'itunes:title'],
  guids: ['guid', 'id', 'dc:identifier'],
  links: ['feedburner:origlink', 'pheedo:origlink', 'link', 'atom:link'],
  bodies: [
    'content:encoded',
    'content',
    'atom:content',
    'xhtml:body',
    'body',
    'fulltext',
    'description',
    'summary',
    'atom:summary',
    'dc:description',
    'itunes:summary',
    'itunes:subtitle',
    'abstract',
  ],
  /** Descriptions of pictures and films, which are read where the entry has no body. */
  captions: ['media:description'],
  dates: [
    'pubdate',
    'published',
    'issued',
    'dc:date',
    'dcterms:issued',
    'dcterms:created',
    'created',
    'date',
    'atom:published',
    'updated',
    'modified',
    'atom:updated',
    'dcterms:modified',
    'lastBuildDate',
  ],
  authors: ['dc:creator', 'author', 'atom:author', 'itunes:author', 'creator'],
  languages: ['dc:language', 'language'],
  images: ['media:content', 'media:thumbnail', 'enclosure', 'itunes:image', 'image'],
  groups: ['media:group'],
} as const;

/** The lists of `fields`, or of those of them that a document has. */
export type Fields = { readonly [Kind in keyof typeof fields]: readonly string[] };

/** The fields with these names only. */
export function fieldsAmong(names: ReadonlySet<string>): Fields {
  const among = (list: readonly string[]) => list.filter((name) => names.has(name));
  return {
    titles: among(fields.titles),
    guids: among(fields.guids),
    links: among(fields.links),
    bodies: among(fields.bodies),
    captions: among(fields.captions),
    dates: among(fields.dates),
    authors: among(fields.authors),
    languages: among(fields.languages),
    images: among(fields.images),
    groups: among(fields.groups),
  };
}

/** Every element of an entry that is read. */
export const entryFields: ReadonlySet<string> = new Set(Object.values(fields).flat());

/** Elements of a feed, beside its entries, that are read. */
export const feedFields: ReadonlySet<string> = new Set([
  'title',
  'dc:title',
  'link',
  'atom:link',
  'language',
  'dc:language',
  'author',
  'ttl',
  'sy:updateperiod',
  'sy:updatefrequency',
  'skiphours',
  'skipdays',
]);

/** Tags of HTML: where one stands in a feed as an element, its text is mixed content, whose order is lost. */
export const htmlTags: ReadonlySet<string> = new Set(
  'a abbr b blockquote br center cite code dd div dl dt em figure font h1 h2 h3 h4 h5 h6 hr i img li ol p pre q s small span strike strong sub sup table td th tr tt u ul'.split(
    ' ',
  ),
);

/** Elements that are entries. */
export const entryNames: ReadonlySet<string> = new Set(['item', 'entry']);

/** Elements that hold what a feed says of itself. */
export const feedNames: ReadonlySet<string> = new Set(['channel', 'feed', 'rdf:RDF']);

/** Elements that are read with children of their own. */
export const containers: ReadonlySet<string> = new Set([
  'author',
  'atom:author',
  'image',
  'media:group',
  'media:content',
  'skiphours',
  'skipdays',
]);

/** The children of those that are read. */
export const innerFields: ReadonlySet<string> = new Set(
  'name url hour day media:content media:thumbnail media:description media:title'.split(' '),
);

/** Attributes that are read, beside `type` where it names a media type. */
export const keptAttributes: ReadonlySet<string> = new Set(
  'height href isPermaLink medium rel url width'.split(' '),
);

/** Fields of one line: another field inside one means that it was never closed. */
export const shortFields: ReadonlySet<string> = new Set(
  'title link guid id pubdate published updated dc:date'.split(' '),
);
