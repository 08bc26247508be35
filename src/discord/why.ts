import type { ComponentHandler } from '../../commands/index.ts';
import type { Reason } from '../alerts/alert.ts';
import { UserError } from '../errors.ts';
import { whyButton } from './message.ts';
import { code, escapeText, fitLines, link, shorten } from './text.ts';

function reasonLine({ keyword, alias, text, field }: Reason): string {
  const by = alias === undefined ? '' : `, which is an alias (${escapeText(shorten(alias, 80))})`;
  return `- ${code(shorten(keyword, 80))}: the ${field} says “${escapeText(shorten(text, 80))}”${by}`;
}

const why: ComponentHandler = async (_interaction, alertId, app) => {
  const delivered = await app.outbox.delivered(alertId);
  if (delivered === undefined) {
    throw new UserError(
      'This alert is too old to be explained: what is known of alerts is kept for 60 days.',
    );
  }
  const { reasons, sources, watchlists } = delivered.alert;
  return {
    content: fitLines(
      [
        `Posted for the watchlist **${watchlists.map(escapeText).join(', ')}**:`,
        ...reasons.map(reasonLine),
        'Read in:',
        ...sources.map(({ title, url }) => `- ${link(shorten(title, 80), url, 300)}`),
      ],
      1_900,
    ),
  };
};

/** The buttons that stand on alerts. */
export const alertComponents = { [whyButton]: why };
