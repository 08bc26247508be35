import { InteractionResponseType as Callbacks, MessageFlags } from 'discord.js';
import type { Interaction } from './interaction-types.ts';
import type { Modal } from './rules-interaction.ts';
import type { Message } from './world-types.ts';

/** What a user sees as the answer to what they did. It is live: later edits show in it. */
export interface Answer {
  readonly interactionId: string;
  /** The type of the bot's callback: 4 message, 5 deferred, 6 and 7 update of the message, 9 modal. */
  readonly type: number;
  readonly ephemeral: boolean;
  readonly content: string;
  readonly embeds: Message['embeds'];
  readonly components: Message['components'];
  /** Null where a modal was shown, or the answer was deleted. */
  readonly message: Message | null;
  readonly modal: Modal | null;
  readonly deferred: boolean;
  /** Milliseconds from the interaction to its acknowledgement. */
  readonly ackMs: number;
  readonly followups: readonly Message[];
}

/** The answer of an interaction as it stands, now and whenever it is looked at. */
export function answerOf(interaction: Interaction): Answer {
  const { id, callbackType, ackMs, followups } = interaction;
  const type = callbackType ?? 0;
  return {
    interactionId: id,
    type,
    ackMs,
    followups,
    deferred: type === Callbacks.DeferredChannelMessageWithSource || type === Callbacks.DeferredMessageUpdate,
    get message() {
      return interaction.original;
    },
    get modal() {
      return interaction.modal;
    },
    get ephemeral() {
      return ((interaction.original?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    },
    get content() {
      return interaction.original?.content ?? '';
    },
    get embeds() {
      return interaction.original?.embeds ?? [];
    },
    get components() {
      return interaction.original?.components ?? [];
    },
  };
}
