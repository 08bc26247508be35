import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { NoticeAction } from '../alerts/notices.ts';

/** Buttons for what can be done, as rows of a message; none where there is nothing. At most five. */
export function actionRows(actions: readonly NoticeAction[]): ActionRowBuilder<ButtonBuilder>[] {
  if (actions.length === 0) return [];
  const buttons = actions.map(({ id, label, isDangerous = false }) =>
    new ButtonBuilder()
      .setCustomId(id)
      .setLabel(label)
      .setStyle(isDangerous ? ButtonStyle.Danger : ButtonStyle.Secondary),
  );
  return [new ActionRowBuilder<ButtonBuilder>().addComponents(buttons)];
}
