/** Namespaces by what feeds call them; compared without scheme, case and closing slash or hash. */
const namespaces: Readonly<Record<string, string>> = {
  'purl.org/rss/1.0': '',
  'my.netscape.com/rdf/simple/0.9': '',
  'channel.netscape.com/rdf/simple/0.9': '',
  'my.netscape.com/publish/formats/rss-0.91.dtd': '',
  'backend.userland.com/rss': '',
  'backend.userland.com/rss2': '',
  'backend.userland.com/rss091': '',
  'backend.userland.com/rss092': '',
  'blogs.law.harvard.edu/tech/rss': '',
  'cyber.law.harvard.edu/rss/rss.html': '',
  'www.w3.org/2005/atom': 'atom',
  'purl.org/atom/ns': 'atom',
  'www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'www.w3.org/1999/xhtml': 'xhtml',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'search.yahoo.com/mrss': 'media',
  'www.rssboard.org/media-rss': 'media',
  'video.search.yahoo.com/mrss': 'media',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'www.itunes.com/dtd/podcast-1.0.dtd': 'itunes',
};

const fold = (uri: string): string =>
  uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]+$/, '');

/** What a namespace is called here; undefined where it is not known. */
export const namespaceName = (uri: string): string | undefined => namespaces[fold(uri)];

/** Prefixes by the name that is used here; the empty prefix is the default namespace. */
export type Scope = ReadonlyMap<string, string>;

/** The namespaces in force inside an element. */
export function declareNamespaces(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const known = namespaceName(value);
    const prefix = name.slice('xmlns:'.length);
    // What is not known keeps its prefix; as the default it is taken for the feed's own.
    scope ??= new Map(outer);
    scope.set(prefix, known ?? prefix);
  }
  return scope ?? outer;
}

/** Names whose capitals matter to the parser, by how they are found written. */
const capitals: Readonly<Record<string, string>> = {
  'rdf:rdf': 'rdf:RDF',
  lastbuilddate: 'lastBuildDate',
};

/**
 * An element's name as it is known here: its namespace's usual prefix, none for RSS, and none for Atom where the
 * feed is an Atom feed; in lower case but for the few names that have capitals.
 */
export function canonicalName(name: string, scope: Scope, isAtom: boolean): string {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const local = name.slice(colon + 1).toLowerCase();
  const known = scope.get(prefix) ?? prefix.toLowerCase();
  const full = known === '' || (known === 'atom' && isAtom) ? local : `${known}:${local}`;
  return capitals[full] ?? full;
}
