import { type Clock, systemClock } from '../clock.ts';
import { FeedError } from '../errors.ts';
import { challengeOf } from './challenge.ts';
import { decodeText } from './decode.ts';
import { challengeError } from './failures.ts';
import type { ParsedFeed } from './item.ts';
import { adaptJsonFeed } from './json-feed.ts';
import { normaliseFeed } from './normalise.ts';
import type { RawFeed } from './raw.ts';
import { type RepairedFeed, repairFeed } from './repair.ts';
import { IllFormed, readWithRssParser, type XmlFeed } from './rss-parser.ts';
import { parseHttpUrl, placeOf, redactUrl } from './url.ts';
import { adaptXmlFeed } from './xml-feed.ts';
import { readRoot, type XmlRoot } from './xml-root.ts';

/** What is parsed: bytes as they came, with what the server said about them. */
export interface FeedSource {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** Where they came from; relative links are read against it. */
  readonly url: string;
}

const notAFeed = (place: string, what: string): FeedError =>
  new FeedError('not-a-feed', `${place} ${what}: give the address of an RSS, Atom or JSON feed.`);

/** JSON that is no feed, or null where the text is not JSON at all. */
function readJson(text: string, place: string): RawFeed {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new FeedError(
      /"https?:\/\/jsonfeed\.org\/version/.test(text.slice(0, 2_000)) ? 'malformed' : 'not-a-feed',
      `${place} begins like JSON but can't be read as such; its owner must mend it.`,
      { cause: error },
    );
  }
  const feed = adaptJsonFeed(document);
  if (feed === null) throw notAFeed(place, 'is JSON, but no JSON Feed');
  return feed;
}

/** Whether a document names entries although the parser found none: outside the channel, or in capitals. */
const namesEntries = (text: string): boolean => /<(?:[\w-]+:)?(?:item|entry)[\s>]/i.test(text);

/** Entities that a document declares itself are right, although the parser knows only those of HTML. */
const declaresEntities = (text: string, { start, tag }: XmlRoot): boolean =>
  text.slice(start, tag).includes('<!ENTITY');

/** What was written anew is well-formed, but it may still hold more than is read. */
async function readRepaired({ text, root }: RepairedFeed, url: string): Promise<XmlFeed> {
  try {
    return await readWithRssParser(text, root);
  } catch (error) {
    throw new FeedError(
      'malformed',
      `${placeOf(url)} holds more in its entries than can be read: use another feed of the site.`,
      { cause: error },
    );
  }
}

async function readXml(text: string, root: XmlRoot, format: 'rss' | 'atom', url: string): Promise<RawFeed> {
  let failure: unknown;
  try {
    const read = await readWithRssParser(text, root);
    if (read.entries.length > 0 || !namesEntries(text)) return adaptXmlFeed(read, root, format);
  } catch (error) {
    failure = error;
  }
  const repaired = repairFeed(text, root, parseHttpUrl(url)?.href ?? '');
  if (repaired.entries === 0 && !(repaired.isComplete && repaired.hasHead)) {
    throw new FeedError(
      'malformed',
      `${placeOf(url)} is a feed, but so broken that nothing in it can be read; its owner must mend it.`,
      { cause: failure },
    );
  }
  const read = await readRepaired(repaired, url);
  const isIllFormed = failure instanceof IllFormed && !declaresEntities(text, root);
  const fault = !repaired.isComplete ? 'truncated' : isIllFormed ? 'ill-formed' : null;
  return { ...adaptXmlFeed(read, repaired.root, format), fault };
}

/**
 * Reads a feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. What is not well-formed is mended
 * as far as entries go, and marked (`fault`). Reads 5,000 entries at most. `clock` says which dates lie in the future. Throws FeedError
 * 'not-a-feed' or 'malformed'.
 */
export async function parseFeed(
  source: FeedSource,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): Promise<ParsedFeed> {
  const url = redactUrl(source.url);
  const place = placeOf(url);
  const text = decodeText(source.bytes, source.contentType);
  if (text.trim() === '') throw notAFeed(place, 'is empty');

  const finish = (raw: RawFeed): ParsedFeed => normaliseFeed(raw, url, clock.now());
  if (/^\s*[{[]/.test(text)) return finish(readJson(text, place));
  const root = readRoot(text);
  if (root === null) throw notAFeed(place, 'is neither XML nor JSON');
  if (root.format === null) {
    const isPage = /^(?:xhtml:)?(?:html|head|body)$/.test(root.name) || /^\s*<!doctype\s+html/i.test(text);
    const challenge = isPage ? challengeOf({ url, body: text }) : null;
    if (challenge !== null) throw challengeError(place, challenge);
    throw notAFeed(
      place,
      isPage ? 'is a web page, not a feed' : `holds <${root.name.slice(0, 40)}>, which is no feed`,
    );
  }
  return finish(await readXml(text, root, root.format, url));
}
