import { ContainerBuilder, type MessageCreateOptions, MessageFlags, TextDisplayBuilder } from 'discord.js';
import type { Alert } from '../alerts/alert.ts';
import { byImportance, type Digest, type DigestReason } from '../alerts/digest.ts';
import { buttonRow } from './action-row.ts';
import { accentOf, chips, mentionOf, plain } from './message.ts';
import { count, escapeText, fittingLines, link, shorten, timestamp, withMore } from './text.ts';

/** Of the 4,000 characters that a message may have; the rest is for the heading and the mentions. */
const listLimit = 3_500;
/** Discord fails with 500 on more than about 10,000 bytes of text, which 3,500 characters of Chinese are. */
const listByteLimit = 9_000;
const limits = { title: 120, link: 250, source: 40, keyword: 30, keywords: 3 };

/** The button that lists a digest; the digest's id follows a colon, which makes the message recognisable. */
export const digestButton = 'digest';

const notices: Readonly<Record<DigestReason, string>> = {
  many: 'So many waited for this channel that they come together.',
  old: 'They waited for long and come together.',
  scheduled: 'Those of most outlets first, by keyword.',
  burst: '⚠️ Many alerts in a short time: until it is quieter, they come together.',
};

/** An alert as one line of a list: title with link, outlet, time, keywords. */
export function alertLine({ title, url, sources, publishedAt, keywords }: Alert): string {
  const [first] = sources;
  const others = sources.length > 1 ? ` +${sources.length - 1}` : '';
  return [
    `- ${link(shorten(plain(title), limits.title) || 'Untitled', url, limits.link)}`,
    ...(first === undefined ? [] : [escapeText(shorten(first.title, limits.source)) + others]),
    ...(publishedAt === null ? [] : [timestamp(Date.parse(publishedAt))]),
    chips(keywords, limits),
  ].join(' · ');
}

/** The alerts under their keywords, the keyword of the most important one first. */
function linesByKeyword(alerts: readonly Alert[]): string[] {
  const groups = Map.groupBy(byImportance(alerts), ({ keywords }) => keywords[0] ?? '');
  const heading = (keyword: string) => `**${escapeText(shorten(keyword, limits.keyword))}**\n`;
  return [...groups].flatMap(([keyword, told]) =>
    told.map((alert, n) => (n === 0 ? heading(keyword) : '') + alertLine(alert)),
  );
}

/** The message that shows a digest: as many of its alerts as fit, those of most outlets first, of these the newest. */
export function toDigestMessage({ id, alerts, reason }: Digest): MessageCreateOptions {
  const [mention, roles] = mentionOf(alerts.flatMap(({ mentionRoleIds }) => mentionRoleIds));
  const lines = reason === 'scheduled' ? linesByKeyword(alerts) : byImportance(alerts).map(alertLine);
  const shown = fittingLines(lines, listLimit, listByteLimit);
  const heading = `### ${count(alerts.length, 'alert')} in one message\n-# ${notices[reason]}`;
  const container = new ContainerBuilder()
    .setAccentColor(accentOf(alerts[0]?.watchlists[0] ?? ''))
    .addTextDisplayComponents(
      new TextDisplayBuilder().setContent(heading),
      new TextDisplayBuilder().setContent(withMore(lines, shown)),
    )
    .addActionRowComponents(
      buttonRow({
        id: `${digestButton}:${id}`,
        label: shown === lines.length ? 'Why?' : `Show all ${alerts.length}`,
      }),
    );
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [...(mention === '' ? [] : [new TextDisplayBuilder().setContent(mention)]), container],
    allowedMentions: { parse: [], roles },
    nonce: id,
    enforceNonce: true,
  };
}
