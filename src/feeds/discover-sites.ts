import { parseHttpUrl } from './url.ts';

/** Where a site keeps the feeds of a page that names none itself. docs/feeds.md says where each is documented. */
interface SiteRule {
  readonly site: string;
  /** The hosts it is about; without them it may be any, and is only tried where the page names no feed. */
  readonly host?: RegExp;
  /** Path and query of the page. */
  readonly page: RegExp;
  /** Addresses of its feeds, read against the page; `$1` is the first group of `page`. The best stands first. */
  readonly feeds: readonly string[];
}

const youtube = /^(?:www\.|m\.|music\.)?youtube\.com$/;
const reddit = /^(?:www\.|old\.|new\.|np\.|sh\.)?reddit\.com$/;
const github = /^(?:www\.)?github\.com$/;
const googleNews = /^news\.google\.com$/;

const siteRules: readonly SiteRule[] = [
  {
    site: 'YouTube channel',
    host: youtube,
    page: /^\/channel\/(UC[\w-]{22})(?![\w-])/,
    feeds: ['https://www.youtube.com/feeds/videos.xml?channel_id=$1'],
  },
  {
    site: 'YouTube playlist',
    host: youtube,
    page: /^\/(?:playlist|watch)\?(?:[^#]*&)?list=([\w-]+)/,
    feeds: ['https://www.youtube.com/feeds/videos.xml?playlist_id=$1'],
  },
  {
    site: 'YouTube user',
    host: youtube,
    page: /^\/user\/([\w-]+)/,
    feeds: ['https://www.youtube.com/feeds/videos.xml?user=$1'],
  },
  {
    site: 'Reddit post',
    host: reddit,
    page: /^\/r\/([\w-]+)\/comments\/(\w+)/,
    feeds: ['https://www.reddit.com/r/$1/.rss', 'https://www.reddit.com/r/$1/comments/$2/.rss'],
  },
  {
    site: 'Reddit search',
    host: reddit,
    page: /^\/((?:r\/[\w+-]+\/)?search)\/?(\?.+)$/,
    feeds: ['https://www.reddit.com/$1.rss$2'],
  },
  {
    site: 'Reddit listing',
    host: reddit,
    page: /^\/(r\/[\w+-]+\/(?:new|hot|top|rising|controversial))\/?(\?.+)?$/,
    feeds: ['https://www.reddit.com/$1/.rss$2'],
  },
  {
    site: 'Reddit subreddit',
    host: reddit,
    page: /^\/(r\/[\w+-]+)\/?(?:\?|$)/,
    feeds: ['https://www.reddit.com/$1/.rss'],
  },
  {
    site: 'Reddit multireddit',
    host: reddit,
    page: /^\/(?:user|u)\/([\w-]+)\/m\/(\w+)/,
    feeds: ['https://www.reddit.com/user/$1/m/$2/.rss'],
  },
  {
    site: 'Reddit user',
    host: reddit,
    page: /^\/(?:user|u)\/([\w-]+)/,
    feeds: ['https://www.reddit.com/user/$1/.rss'],
  },
  {
    site: 'GitHub releases, tags',
    host: github,
    page: /^\/([\w-]+\/[\w.-]+)\/(releases|tags)(?:[/?]|$)/,
    feeds: ['https://github.com/$1/$2.atom'],
  },
  {
    site: 'GitHub commits of a branch, folder or file',
    host: github,
    page: /^\/([\w-]+\/[\w.-]+)\/(?:commits|tree|blob)\/([^?]+?)\/?(?:\?|$)/,
    feeds: ['https://github.com/$1/commits/$2.atom'],
  },
  {
    site: 'GitHub repository',
    host: github,
    page: /^\/([\w-]+\/[\w.-]+?)(?:\.git)?(?:[/?]|$)/,
    feeds: [
      'https://github.com/$1/releases.atom',
      'https://github.com/$1/tags.atom',
      'https://github.com/$1/commits.atom',
    ],
  },
  {
    site: 'GitHub user',
    host: github,
    page: /^\/([\w-]+)\/?(?:\?|$)/,
    feeds: ['https://github.com/$1.atom'],
  },
  {
    site: 'Google News search, topic, section',
    host: googleNews,
    page: /^\/((?:search|topics\/[\w-]+|headlines\/[\w/-]+))\/?(\?.+)?$/,
    feeds: ['https://news.google.com/rss/$1$2'],
  },
  {
    site: 'Google News',
    host: googleNews,
    page: /^\/(?:home|topstories)?\/?(\?.+)?$/,
    feeds: ['https://news.google.com/rss$1'],
  },
  {
    site: 'Mastodon, somebody of another server',
    page: /^\/(?:web\/)?@(\w[\w.-]*)@([\w.-]+\.\w+)\/?(?:\?|$)/,
    feeds: ['https://$2/@$1.rss'],
  },
  {
    site: 'Mastodon person',
    page: /^\/(?:web\/)?@(\w[\w.-]*)(?:[/?]|$)/,
    feeds: ['/@$1.rss'],
  },
  {
    site: 'Mastodon tag',
    page: /^\/(?:web\/)?tags\/([^/?#.]+)\/?(?:\?|$)/,
    feeds: ['/tags/$1.rss'],
  },
];

function apply({ host, page, feeds }: SiteRule, url: URL): string[] | null {
  if (host !== undefined && !host.test(url.hostname)) return null;
  const match = page.exec(url.pathname + url.search);
  if (match === null) return null;
  return feeds.map(
    (feed) =>
      new URL(
        feed.replaceAll(/\$(\d)/g, (_, group) => match[Number(group)] ?? ''),
        url,
      ).href,
  );
}

/**
 * The addresses at which a site keeps the feeds of a page, without asking it: those of a site that is known by its
 * name, or, `byName` being false, of software that may run on any. Empty where no rule is about the page.
 */
export function siteFeeds(page: string, byName: boolean): readonly string[] {
  const url = parseHttpUrl(page);
  if (url === null) return [];
  for (const rule of siteRules) {
    if ((rule.host !== undefined) !== byName) continue;
    const feeds = apply(rule, url);
    if (feeds !== null) return feeds;
  }
  return [];
}

interface ShortForm {
  readonly typed: RegExp;
  readonly address: string;
}

/** What people write instead of an address; the first that fits is taken. */
const shortForms: readonly ShortForm[] = [
  { typed: /^@?(\w[\w.-]*)@([\w.-]+\.[a-z]{2,})$/i, address: 'https://$2/@$1' },
  { typed: /^\/?(r|u|user)\/([\w+-]+)\/?$/i, address: 'https://www.reddit.com/$1/$2/' },
  { typed: /^feed:(?:\/\/)?(https?:.+)$/i, address: '$1' },
  { typed: /^feed:\/\/(.+)$/i, address: 'http://$1' },
  { typed: /^(?:(?![\w.-]+:\d)[a-z][a-z0-9+.-]*:.*)$/is, address: '$&' },
];

/**
 * The address that somebody meant who typed something like one: without its scheme, `feed://` before it, a Mastodon
 * handle, `r/name`.
 */
export function addressTyped(typed: string): string {
  const trimmed = typed.trim().replace(/^<(.*)>$/s, '$1');
  const form = shortForms.find((short) => short.typed.test(trimmed));
  return form === undefined ? `https://${trimmed}` : trimmed.replace(form.typed, form.address);
}
