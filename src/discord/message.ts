import { createHash } from 'node:crypto';
import {
  ContainerBuilder,
  type MessageCreateOptions,
  type MessageEditOptions,
  MessageFlags,
  SectionBuilder,
  TextDisplayBuilder,
  ThumbnailBuilder,
} from 'discord.js';
import type { Alert, Span } from '../alerts/alert.ts';
import { buttonRow } from './action-row.ts';
import { code, count, escapeText, link, shorten, timestamp } from './text.ts';

/**
 * Shares of the 4,000 characters of text that a message may have. Escaping at most doubles a text, so that the worst
 * case is 2 × 256 + 900 (title and its link) + 2 × 600 + 3 × (2 × 60 + 150) + 8 × 50 + 140 for what is ours: 3,962.
 */
const limits = {
  title: 256,
  summary: 600,
  keyword: 45,
  keywords: 8,
  source: 60,
  sources: 3,
  sourceLink: 140,
  image: 2_048,
};

/** Roles that one message pings; each takes up to 24 characters of the message. */
const mostRoles = 10;

/** The button that explains an alert; the alert's id follows a colon, which makes the message recognisable. */
export const whyButton = 'why';
/** The button that asks what to mute. */
export const muteButton = 'mute';
/** The button for alerts that are about something else. */
export const narrowButton = 'not-about';
/** The button that opens a thread about an alert. */
export const discussButton = 'discuss';

/** The buttons under an alert, by the part of their custom id before the alert's. */
const buttons = [
  [whyButton, 'Why?'],
  [muteButton, 'Mute'],
  [narrowButton, 'Not about this'],
  [discussButton, 'Discuss'],
] as const;

/** Colours that can be told apart on Discord's dark and light themes. */
const accents = [0x5865f2, 0x3ba55d, 0xe8a33d, 0xd9534f, 0x9b59b6, 0x1abc9c, 0xe67e22, 0x4f9fd8];

/** Always the same colour for the same watchlist. */
export function accentOf(watchlist: string): number {
  const first = createHash('sha256').update(watchlist).digest()[0] ?? 0;
  return accents[first % accents.length] ?? 0x5865f2;
}

/** The text of spans. */
export const plain = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

/** Spans as markdown, at most `limit` characters of text; a strong span is bold. */
function markdown(spans: readonly Span[], limit: number): string {
  let left = limit;
  let written = '';
  for (const { text, strong } of spans) {
    if (left <= 1) break;
    const shown = shorten(text, left);
    left -= shown.length;
    written += strong ? `**${escapeText(shown)}**` : escapeText(shown);
  }
  return written;
}

function byline(alert: Alert): string {
  const sources = alert.sources
    .slice(0, limits.sources)
    .map(({ title, url }) => link(shorten(title, limits.source), url, limits.sourceLink));
  const more = alert.sources.length - sources.length;
  const [first = '', ...others] = sources;
  const told = [first, ...timeOf(alert.publishedAt)].join(' · ');
  if (others.length === 0) return told;
  const also = [...others, ...(more > 0 ? [`+${more}`] : [])].join(', ');
  const latest = timeOf(alert.latestAt ?? null).map((time) => ` · latest ${time}`);
  return `${told}\n-# also reported by ${also}${latest.join('')}`;
}

const timeOf = (time: string | null): string[] => (time === null ? [] : [timestamp(Date.parse(time))]);

/** Keywords as they are shown on alerts, at most so many and so long. */
export function chips(
  keywords: readonly string[],
  limits: { readonly keywords: number; readonly keyword: number },
): string {
  const shown = keywords.slice(0, limits.keywords).map((keyword) => code(shorten(keyword, limits.keyword)));
  const more = keywords.length - shown.length;
  return [...shown, ...(more > 0 ? [count(more, 'more keyword')] : [])].join(' ');
}

/** The text that pings roles, each once and no more than are allowed to be named, and the roles that it pings. */
export function mentionOf(roleIds: readonly string[]): [text: string, roleIds: string[]] {
  const roles = [...new Set(roleIds)].slice(0, mostRoles);
  return [roles.map((id) => `<@&${id}>`).join(' '), roles];
}

/** What an alert's message is edited to. It pings nobody. */
export function toEdit(alert: Alert): MessageEditOptions {
  const { components = [] } = toMessage(alert);
  return { flags: MessageFlags.IsComponentsV2, components, allowedMentions: { parse: [] } };
}

/** The message that shows an alert. It pings nobody but the roles that the subscriptions name. */
export function toMessage(alert: Alert): MessageCreateOptions {
  const title = shorten(plain(alert.title), limits.title) || 'Untitled';
  const summary = markdown(alert.summary, limits.summary);
  const heading = new TextDisplayBuilder().setContent(`### ${link(title, alert.url)}`);
  const texts = [heading, ...(summary === '' ? [] : [new TextDisplayBuilder().setContent(summary)])];
  const container = new ContainerBuilder().setAccentColor(accentOf(alert.watchlists[0] ?? ''));

  if (alert.image !== null && alert.image.length <= limits.image) {
    const thumbnail = new ThumbnailBuilder().setURL(alert.image).setDescription(shorten(title, 200));
    container.addSectionComponents(
      new SectionBuilder().addTextDisplayComponents(texts).setThumbnailAccessory(thumbnail),
    );
  } else {
    container.addTextDisplayComponents(texts);
  }
  container
    .addTextDisplayComponents(
      new TextDisplayBuilder().setContent(`-# ${byline(alert)}\n-# ${chips(alert.keywords, limits)}`),
    )
    .addActionRowComponents(
      buttonRow(...buttons.map(([name, label]) => ({ id: `${name}:${alert.id}`, label }))),
    );

  const [mention, roles] = mentionOf(alert.mentionRoleIds);
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [...(mention === '' ? [] : [new TextDisplayBuilder().setContent(mention)]), container],
    allowedMentions: { parse: [], roles },
    nonce: alert.id,
    enforceNonce: true,
  };
}
