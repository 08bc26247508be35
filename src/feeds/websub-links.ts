import { decodeXML } from 'entities';
import { decodeText } from './decode.ts';
import type { FetchedDocument } from './document.ts';
import { absoluteUrl } from './url.ts';

/** Where a feed's hubs are, and what it calls itself there. */
export interface HubLinks {
  /** In the order in which they are named. */
  readonly hubs: readonly string[];
  /** The feed's own address, or null where it names none. */
  readonly self: string | null;
}

/** More hubs than any feed has a reason for. */
const mostHubs = 3;
/** A feed names its hubs before its entries; it is read so far, in bytes. */
const headBytes = 65_536;
/** Longer headers are not looked at. */
const longestHeader = 8_192;

interface Link {
  readonly rels: readonly string[];
  readonly href: string;
}

const relsOf = (rel: string): string[] => rel.toLowerCase().split(/\s+/);

/** The links of a Link header (RFC 8288, section 3). */
function linksOfHeader(header: string): Link[] {
  const links = header.slice(0, longestHeader).matchAll(/<([^>]*)>([^<]*)/g);
  return Array.from(links, ([, href = '', rest = '']) => {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(rest);
    return { href, rels: relsOf(rel?.[1] ?? rel?.[2] ?? '') };
  });
}

/** The links in front of the entries of an RSS or Atom feed. */
function linksOfXml(head: string): Link[] {
  const [before = ''] = head.split(/<(?:[\w-]+:)?(?:item|entry)[\s>]/i, 1);
  return Array.from(before.matchAll(/<(?:[\w-]+:)?link\s([^>]*)>/gi), ([, raw = '']) => {
    const attributes = new Map(
      Array.from(
        raw.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
        ([, name = '', double, single]) => [name.toLowerCase(), decodeXML(double ?? single ?? '')],
      ),
    );
    return { href: attributes.get('href') ?? '', rels: relsOf(attributes.get('rel') ?? '') };
  });
}

/** The hubs of a JSON Feed (version 1.1, "hubs"), whatever else is wrong with it. */
function linksOfJson(text: string): Link[] {
  const hubs = /"hubs"\s*:\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  const urls = Array.from(hubs.matchAll(/"url"\s*:\s*("(?:[^"\\]|\\.)*")/g), ([, url = '""']) => url);
  const self = /"feed_url"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  const link = (rel: string) => (quoted: string) => ({ rels: [rel], href: parseString(quoted) });
  return [...urls.map(link('hub')), ...(self === undefined ? [] : [self].map(link('self')))];
}

function parseString(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return '';
  }
}

/**
 * What a document says of its hubs: the Link header of its answer first, then the document itself (W3C WebSub, section
 * 4, "Discovery"; JSON Feed 1.1, "hubs").
 */
export function readHubLinks({ bytes, contentType, url, link }: FetchedDocument): HubLinks {
  const head = decodeText(bytes.subarray(0, headBytes), contentType);
  const inDocument = /^\s*\{/.test(head) ? linksOfJson(head) : linksOfXml(head);
  const read = (links: readonly Link[], rel: string) =>
    links.flatMap(({ rels, href }) => (rels.includes(rel) ? (absoluteUrl(href, url) ?? []) : []));
  const inHeader = linksOfHeader(link ?? '');
  return {
    hubs: [...new Set([...read(inHeader, 'hub'), ...read(inDocument, 'hub')])].slice(0, mostHubs),
    self: read(inHeader, 'self')[0] ?? read(inDocument, 'self')[0] ?? null,
  };
}
