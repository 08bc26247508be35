/** What stands where an article should, each seen in the page's own words. */
export type Wall = 'paywall' | 'consent' | 'challenge' | 'withheld';

/** Schema.org says whether an article can be read by everybody; search engines ask for it. */
const notFree = /"isAccessibleForFree"\s*:\s*"?false/i;

/** A publisher that wants no part of its page shown elsewhere says so to robots. */
const metaTag = /<meta\s[^>]{0,500}>/gi;
const forRobots = /name\s*=\s*["']?(?:robots|wirewatch)\b/i;
const noSnippet = /\b(?:nosnippet|max-snippet\s*:\s*0)\b/i;

const wallAddress =
  /^https?:\/\/(?:consent|guce|myprivacy|cmp|login|signin|sso|auth)\.|\/(?:consent|privacy-gate|cookie-?wall|paywall|login|log-in|signin|sign-in|register|subscribe|captcha|challenge)(?:[/?.]|$)/i;

/** Whether an address is one to which readers without a cookie or an account are sent instead of the article. */
export function isWallAddress(url: string): boolean {
  return wallAddress.test(url);
}

/** What such pages say, in the languages of the starter feeds. */
const phrases: Readonly<Record<Exclude<Wall, 'withheld'>, RegExp>> = {
  challenge:
    /(?:just a moment\.\.\.|checking your browser|enable javascript and cookies to continue|verify (?:that )?you are (?:a )?human|are you a robot|unusual traffic from your|access (?:to this page has been )?denied|attention required! \| cloudflare|press (?:&|and) hold to confirm|请完成安全验证|проверяем ваш браузер)/i,
  consent:
    /(?:before you continue to|we (?:and our \d* ?partners )?(?:use|store and\/or access) (?:cookies|information on a device)|your privacy (?:choices|is important to us)|accept all cookies|manage (?:your )?(?:cookie|consent|privacy) (?:preferences|settings|choices)|consent to the use of cookies|mit werbung und tracking|wir verwenden cookies|nous utilisons des cookies|utilizamos cookies|utilizziamo i cookie|мы используем (?:файлы )?cookie)/i,
  paywall:
    /(?:subscribe (?:now )?to (?:continue|keep|read|unlock|get (?:full|unlimited) access)|(?:already|not yet) a subscriber\?|(?:this|the) (?:article|content|story) is (?:only available (?:to|for)|for|reserved for|exclusive to) (?:paying |our |registered )?(?:subscribers|members)|(?:log|sign) in to (?:continue|keep) reading|create (?:a|your) free account to (?:continue|read|keep)|you(?:'|’)ve (?:reached|used) your (?:limit|free|monthly)|to continue reading|unlock this article|weiterlesen mit|jetzt abonnieren|dieser artikel ist (?:exklusiv )?für abonnenten|(?:article|contenu) réservé aux abonnés|il vous reste \d+ ?% de cet article|suscr[íi]bete para (?:seguir|continuar)|contenido exclusivo para suscriptores|riservato agli abbonati|exclusivo para assinantes|доступн[а-яё]+ (?:только )?подписчикам|оформите подписку|この記事は(?:有料|会員限定)|有料会員限定|会員登録が必要|余下全文|订阅后(?:阅读|继续)|付费阅读|유료 ?회원|구독자 전용|للمشتركين فقط)/i,
};

/** In a longer text such words are a note at its end, which the summary leaves out. */
const longestWallText = 1_200;

/** Whether a page lets no reader in, or wants not to be quoted; null where it is an ordinary one. */
export function wallOf({
  html,
  text,
}: {
  readonly html: string;
  /** What was taken for its article. */
  readonly text: string;
}): Wall | null {
  const metas = html.match(metaTag) ?? [];
  if (metas.some((meta) => forRobots.test(meta) && noSnippet.test(meta))) return 'withheld';
  if (notFree.test(html)) return 'paywall';
  if (text.length > longestWallText) return null;
  for (const wall of ['challenge', 'consent', 'paywall'] as const) if (phrases[wall].test(text)) return wall;
  return null;
}
