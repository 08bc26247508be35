import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { NoticeAction } from '../alerts/notices.ts';

/** A button as it is to stand in a row. */
export interface Button {
  /** At most 100 characters: a name, and after a colon what its handler needs. */
  readonly id: string;
  /** At most 80 characters. */
  readonly label: string;
  /** Secondary where it is left out. */
  readonly style?: ButtonStyle;
  readonly isDisabled?: boolean;
}

/** One to five buttons side by side. */
export function buttonRow(...buttons: readonly Button[]): ActionRowBuilder<ButtonBuilder> {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    buttons.map(({ id, label, style = ButtonStyle.Secondary, isDisabled }) => {
      const button = new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(style);
      return isDisabled === undefined ? button : button.setDisabled(isDisabled);
    }),
  );
}

/** Buttons for what can be done, as rows of a message; none where there is nothing. At most five. */
export function actionRows(actions: readonly NoticeAction[]): ActionRowBuilder<ButtonBuilder>[] {
  if (actions.length === 0) return [];
  return [
    buttonRow(
      ...actions.map(({ id, label, isDangerous = false }) => ({
        id,
        label,
        style: isDangerous ? ButtonStyle.Danger : ButtonStyle.Secondary,
      })),
    ),
  ];
}
