import type { ComponentHandler } from '../../commands/index.ts';
import type { Reason } from '../alerts/alert.ts';
import { alertOf } from './alert-buttons.ts';
import { whyButton } from './message.ts';
import { code, escapeText, fitLines, link, shorten } from './text.ts';

/** A reason as one line of a list. */
export function reasonLine({ keyword, alias, text, field }: Reason): string {
  const by = alias === undefined ? '' : `, which is an alias (${escapeText(shorten(alias, 80))})`;
  return `- ${code(shorten(keyword, 80))}: the ${field} says “${escapeText(shorten(text, 80))}”${by}`;
}

const why: ComponentHandler = async (interaction, alertId, app) => {
  const { reasons, sources, watchlists } = await alertOf(app, interaction, alertId);
  return {
    content: fitLines([
      `Posted for the watchlist **${watchlists.map(escapeText).join(', ')}**:`,
      ...reasons.map(reasonLine),
      'Read in:',
      ...sources.map(({ title, url }) => `- ${link(shorten(title, 80), url, 300)}`),
    ]),
  };
};

/** The button that explains an alert. */
export const whyComponents = { [whyButton]: why };
