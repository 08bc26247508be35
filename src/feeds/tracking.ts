/** Parameters that say where a reader came from and never which article is meant. */
export interface TrackingRule {
  /** The parameter's name, or how it begins where it ends with `*`; lower case. */
  readonly name: string;
  /** Only with one of these values, because other sites mean something by the parameter. */
  readonly values?: readonly string[];
  readonly source: string;
}

const google = 'Google Analytics, "Custom campaign URL parameters"';
const clearUrls = 'ClearURLs, rules "globalRules"';
const firefox = 'Firefox, query parameter stripping list';
const seen = 'seen in the outlet’s own feed links';

/** Which query parameters are dropped before two addresses are compared. */
export const trackingRules: readonly TrackingRule[] = [
  { name: 'utm_*', source: google },
  { name: 'gclid', source: firefox },
  { name: 'gclsrc', source: clearUrls },
  { name: 'dclid', source: firefox },
  { name: 'gbraid', source: clearUrls },
  { name: 'wbraid', source: clearUrls },
  { name: '_ga', source: clearUrls },
  { name: '_gl', source: clearUrls },
  { name: 'fbclid', source: firefox },
  { name: 'fb_action_ids', source: clearUrls },
  { name: 'fb_action_types', source: clearUrls },
  { name: 'fb_ref', source: clearUrls },
  { name: 'fb_source', source: clearUrls },
  { name: 'igshid', source: firefox },
  { name: 'igsh', source: clearUrls },
  { name: 'msclkid', source: firefox },
  { name: 'twclid', source: firefox },
  { name: 'ttclid', source: clearUrls },
  { name: 'yclid', source: firefox },
  { name: 'ysclid', source: firefox },
  { name: '_openstat', source: firefox },
  { name: 'mc_cid', source: 'Mailchimp, "Use Google Analytics with Mailchimp"' },
  { name: 'mc_eid', source: firefox },
  { name: 'mkt_tok', source: firefox },
  { name: '_hsenc', source: firefox },
  { name: '_hsmi', source: firefox },
  { name: '__hssc', source: firefox },
  { name: '__hstc', source: firefox },
  { name: '__hsfp', source: firefox },
  { name: 'hsctatracking', source: firefox },
  { name: 'oly_anon_id', source: firefox },
  { name: 'oly_enc_id', source: firefox },
  { name: 'vero_id', source: firefox },
  { name: 'vero_conv', source: clearUrls },
  { name: 'wickedid', source: firefox },
  { name: 's_cid', source: 'Adobe Analytics, tracking code variable' },
  { name: 'srsltid', source: clearUrls },
  { name: 'mtm_*', source: 'Matomo, "Campaign tracking"' },
  { name: 'pk_*', source: 'Matomo (Piwik), "Campaign tracking"' },
  { name: 'piwik_*', source: 'Matomo (Piwik), "Campaign tracking"' },
  { name: 'at_medium', source: 'Piano Analytics, "Campaigns" (BBC)' },
  { name: 'at_campaign', source: 'Piano Analytics, "Campaigns" (BBC)' },
  { name: 'at_*', values: ['rss', 'feed', 'karanga'], source: 'Piano Analytics, "Campaigns" (BBC)' },
  { name: 'cmp', source: 'The Guardian, campaign codes' },
  { name: 'cmpid', source: seen },
  { name: 'ns_mchannel', source: 'Comscore Digital Analytix' },
  { name: 'ns_source', source: 'Comscore Digital Analytix' },
  { name: 'ns_campaign', source: 'Comscore Digital Analytix' },
  { name: 'xtor', source: 'AT Internet, "Campaigns" (Le Monde, France 24)' },
  { name: 'wt_mc', source: 'Webtrekk, media codes (German outlets)' },
  { name: 'wtmc', source: 'Webtrekk, media codes (German outlets)' },
  { name: 'maca', source: 'Deutsche Welle, feed links' },
  { name: 'ftag', source: 'CBS, feed links' },
  { name: 'traffic_source', values: ['rss'], source: 'Al Jazeera, feed links' },
  { name: 'smid', source: 'The New York Times, share links' },
  { name: 'partner', values: ['rss', 'rssnyt'], source: 'The New York Times, feed links' },
  { name: 'emc', values: ['rss'], source: 'The New York Times, feed links' },
  { name: 'taid', source: seen },
  { name: 'soc_src', source: seen },
  { name: 'soc_trk', source: seen },
  { name: 'guccounter', source: 'Yahoo, consent redirects' },
  { name: 'guce_referrer', source: 'Yahoo, consent redirects' },
  { name: 'guce_referrer_sig', source: 'Yahoo, consent redirects' },
  // These mean something on many sites (a branch, a section, an author), so only the values that name a feed go.
  { name: 'ref', values: ['rss', 'feed', 'rssfeed', 'feedly'], source: seen },
  { name: 'source', values: ['rss', 'feed', 'rssfeed'], source: seen },
  { name: 'src', values: ['rss', 'feed', 'rssfeed'], source: seen },
  { name: 'from', values: ['rss', 'feed'], source: seen },
  { name: 'via', values: ['rss', 'feed'], source: seen },
  { name: 'feature', values: ['youtu.be', 'share'], source: 'YouTube, share links' },
];

const exact = new Map<string, TrackingRule>();
const prefixes: TrackingRule[] = [];
for (const rule of trackingRules) {
  if (rule.name.endsWith('*')) prefixes.push({ ...rule, name: rule.name.slice(0, -1) });
  else exact.set(rule.name, rule);
}

/** Whether a query parameter only says where the reader came from. */
export function isTracking(name: string, value: string): boolean {
  const lowered = name.toLowerCase();
  const rule = exact.get(lowered) ?? prefixes.find((prefix) => lowered.startsWith(prefix.name));
  if (rule === undefined) return false;
  return rule.values === undefined || rule.values.includes(value.toLowerCase());
}
