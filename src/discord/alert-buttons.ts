import type { Asking } from '../../commands/index.ts';
import type { Alert } from '../alerts/alert.ts';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';

/** The alert that a button stands on. Throws UserError where it is no longer known. */
export async function alertOf(app: App, interaction: Asking, alertId: string): Promise<Alert> {
  const delivered = await app.outbox.delivered(alertId);
  if (delivered !== undefined && delivered.alert.guildId === interaction.guildId) return delivered.alert;
  throw new UserError('This alert is too old for its buttons: what is known of alerts is kept for 60 days.');
}
