import type { ComponentHandler } from '../../commands/index.ts';
import { byImportance } from '../alerts/digest.ts';
import { UserError } from '../errors.ts';
import { alertLine, digestButton } from './digest-message.ts';
import { pagedReply } from './pages.ts';
import { count } from './text.ts';
import { reasonLine } from './why.ts';

const listAll: ComponentHandler = async (interaction, digestId, app) => {
  const alerts = ((await app.outbox.digest(digestId)) ?? []).filter(
    ({ guildId }) => guildId === interaction.guildId,
  );
  if (alerts.length === 0) {
    throw new UserError(
      'These alerts are too old to be listed: what is known of alerts is kept for 60 days.',
    );
  }
  const lines = byImportance(alerts).map((alert) =>
    [alertLine(alert), ...alert.reasons.slice(0, 1).map((reason) => `  ${reasonLine(reason)}`)].join('\n'),
  );
  return pagedReply(app.lists, `**${count(alerts.length, 'alert')}**`, lines);
};

/** The button that lists all alerts of a digest, each with why it was posted. */
export const digestComponents = { [digestButton]: listAll };
