/** What is looked at to tell a check for people from a feed or an ordinary error page. */
export interface Page {
  /** Where it came from in the end, after redirects. */
  readonly url: string;
  /** Response headers in lower case, where they are known. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of the body; markup as it is. */
  readonly body: string;
}

interface Sign {
  /** Who shows it. */
  readonly by: string;
  readonly header?: readonly [name: string, value: RegExp];
  readonly host?: RegExp;
  readonly body?: RegExp;
}

const title = (words: string): RegExp => new RegExp(`<title[^>]*>[^<]{0,80}(?:${words})`, 'i');

/** Pages that let only browsers, and people in front of them, pass. */
const checks: readonly Sign[] = [
  { by: 'Cloudflare', header: ['cf-mitigated', /challenge/i] },
  {
    by: 'Cloudflare',
    body: /<title>Just a moment(?:\.\.\.|…)?<|_cf_chl_opt|\/cdn-cgi\/challenge-platform\/|Attention Required! \| Cloudflare|<title>[^<]*Access denied \| [^<]*used Cloudflare/i,
  },
  { by: 'AWS WAF', header: ['x-amzn-waf-action', /challenge|captcha/i] },
  { by: 'AWS WAF', body: /awsWafCookieDomainList|window\.gokuProps/ },
  { by: 'DataDome', body: /captcha-delivery\.com/ },
  { by: 'Imperva', body: /_Incapsula_Resource|Incapsula incident ID/ },
  { by: 'HUMAN', body: /px-captcha|captcha\.px-cdn\.net|client\.perimeterx\.net/ },
  { by: 'Akamai', body: /errors\.edgesuite\.net/ },
  { by: 'Sucuri', body: title('Sucuri WebSite Firewall') },
  { by: 'DDoS-Guard', body: title('DDoS-Guard') },
  { by: 'Anubis', body: /id="anubis_(?:version|challenge)"/ },
  {
    by: 'a captcha',
    body: title(
      "captcha|(?:are you|not) a (?:robot|bot|human)|human verification|security check|verify(?:ing)? (?:that )?you(?:r|'re| are)|checking your browser|bot (?:check|protection|verification)",
    ),
  },
];

/** Pages that ask for consent first. */
const consents: readonly Sign[] = [
  { by: 'consent', host: /^(?:consent|guce|privacy-?gate)\./i },
  { by: 'consent', body: title('before you continue to|cookie ?(?:consent|wall)|your privacy choices') },
];

/** A page says what it is near its beginning. In UTF-16 units. */
const looked = 65_536;

function shows(sign: Sign, { url, headers, body }: Page): boolean {
  if (sign.header !== undefined) {
    const [name, value] = sign.header;
    return value.test(String(headers?.[name] ?? ''));
  }
  if (sign.host !== undefined) return sign.host.test(URL.parse(url)?.hostname ?? '');
  return sign.body?.test(body.slice(0, looked)) ?? false;
}

const mend = 'ask its owner to let feed readers in, or use another feed of the site';

/**
 * What a page that stands where a feed should is, to follow the feed's address in a sentence: a check that only browsers
 * pass, or a question for consent. Null where it is neither.
 */
export function challengeOf(page: Page): string | null {
  const check = checks.find((sign) => shows(sign, page));
  if (check !== undefined) return `shows a check that only browsers pass (${check.by}): ${mend}.`;
  return consents.some((sign) => shows(sign, page))
    ? `shows a page that asks for consent instead of the feed: ${mend}.`
    : null;
}
