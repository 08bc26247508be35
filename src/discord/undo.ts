import type { ActionRowBuilder, ButtonBuilder } from 'discord.js';
import type { ComponentHandler } from '../../commands/index.ts';
import { UserError } from '../errors.ts';
import type { Guild } from '../store/guilds.ts';
import { buttonRow } from './action-row.ts';
import type { ShortMemory } from './short-memory.ts';

/** How a change is taken back. */
export interface Undo {
  readonly guildId: string;
  /** Throws UserError where what happened since stands against it. */
  readonly revert: (guild: Guild) => Guild;
  /** What is said once it is taken back. */
  readonly done: string;
}

/** How long a change can be taken back, in milliseconds. */
export const undoableMs = 10 * 60_000;

const undoButton = 'undo';

/** The button that takes a change back. */
export function undoRow(undos: ShortMemory<Undo>, undo: Undo): ActionRowBuilder<ButtonBuilder> {
  return buttonRow({ id: `${undoButton}:${undos.keep(undo)}`, label: 'Undo' });
}

const onUndo: ComponentHandler = async (interaction, id, app) => {
  const undo = app.undos.get(id);
  if (undo?.guildId !== interaction.guildId) {
    throw new UserError(
      'This can no longer be undone by a button: 10 minutes have passed, or Wirewatch was restarted.',
    );
  }
  await app.guilds.update(undo.guildId, undo.revert);
  app.undos.forget(id);
  return { content: undo.done, update: true };
};

/** The button under answers to changes. */
export const undoComponents = { [undoButton]: onUndo };
