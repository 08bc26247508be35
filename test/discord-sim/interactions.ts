import { randomBytes } from 'node:crypto';
import { InteractionResponseType as Callbacks, InteractionType, MessageFlags } from 'discord.js';
import { fault } from './form.ts';
import { type Answer, answerOf } from './interaction-answer.ts';
import { createInteractionMessages, isEphemeral } from './interaction-messages.ts';
import {
  INTERACTION_DEADLINE_MS,
  INTERACTION_TOKEN_MS,
  type Interaction,
  type InteractionRequest,
} from './interaction-types.ts';
import { interactionObject } from './interaction-view.ts';
import { assertPostable } from './messages.ts';
import { invalidForm, refuse } from './refusals.ts';
import type { Callback } from './rules-interaction.ts';
import type { MessageForm } from './rules-message.ts';
import type { World } from './world.ts';
import type { Attachment, Message } from './world-types.ts';

const NEW_MESSAGE = [Callbacks.ChannelMessageWithSource, Callbacks.DeferredChannelMessageWithSource];
const CHANGED_MESSAGE = [Callbacks.DeferredMessageUpdate, Callbacks.UpdateMessage];

/** Which callbacks an interaction may get. */
const ALLOWED: Readonly<Record<number, readonly Callbacks[]>> = {
  [InteractionType.ApplicationCommand]: [...NEW_MESSAGE, Callbacks.Modal],
  [InteractionType.ApplicationCommandAutocomplete]: [Callbacks.ApplicationCommandAutocompleteResult],
  [InteractionType.MessageComponent]: [...NEW_MESSAGE, ...CHANGED_MESSAGE, Callbacks.Modal],
  [InteractionType.ModalSubmit]: [...NEW_MESSAGE, ...CHANGED_MESSAGE],
};

/** Where interactions are sent out and their answers come in. */
export type InteractionDesk = ReturnType<typeof createInteractionDesk>;

/** https://discord.com/developers/docs/interactions/receiving-and-responding */
export function createInteractionDesk(world: World) {
  const byToken = new Map<string, Interaction>();
  const messages = createInteractionMessages(world);
  const age = ({ createdAt }: Interaction) => world.clock.now() - createdAt;

  function forgetExpired(): void {
    for (const [token, interaction] of byToken) {
      if (age(interaction) <= INTERACTION_TOKEN_MS) return;
      byToken.delete(token);
    }
  }

  function edit(interaction: Interaction, message: Message, form: MessageForm, added: Attachment[]): Message {
    messages.edit(interaction, message, form, added);
    interaction.settle.resolve();
    return message;
  }

  /** Carries out a callback; what it refuses leaves the interaction unanswered. */
  function carryOut(interaction: Interaction, callback: Callback, added: Attachment[]): void {
    switch (callback.type) {
      case Callbacks.ChannelMessageWithSource: {
        const message = messages.compose(interaction, callback.data, added);
        assertPostable(message);
        interaction.original = message;
        messages.show(interaction, message, true);
        break;
      }
      case Callbacks.DeferredChannelMessageWithSource: {
        const message = messages.compose(interaction, { flags: callback.data?.flags }, []);
        message.flags = (message.flags & MessageFlags.Ephemeral) | MessageFlags.Loading;
        interaction.original = message;
        messages.show(interaction, message, true);
        break;
      }
      case Callbacks.DeferredMessageUpdate:
        interaction.original = interaction.message ?? null;
        break;
      case Callbacks.UpdateMessage:
        interaction.original = interaction.message ?? null;
        if (interaction.original)
          messages.edit(interaction, interaction.original, callback.data ?? {}, added);
        break;
      case Callbacks.Modal:
        interaction.modal = callback.data;
        break;
      case Callbacks.ApplicationCommandAutocompleteResult:
        interaction.choices = callback.data.choices;
        break;
    }
  }

  return {
    /** Sends an interaction to the bot. `settled` ends with the final answer, or fails after three silent seconds. */
    open(request: InteractionRequest): Interaction {
      forgetExpired();
      const id = world.nextId();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const interaction: Interaction = {
        ...request,
        id,
        token: Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString(
          'base64url',
        ),
        createdAt: world.clock.now(),
        callbackType: null,
        ackMs: 0,
        original: null,
        modal: null,
        choices: [],
        followups: [],
        settle: { resolve, reject },
        settled: promise,
      };
      promise.catch(() => {}); // Whoever waits for it still gets the rejection.
      byToken.set(interaction.token, interaction);
      setTimeout(() => {
        if (interaction.callbackType === null) reject(new Error('The application did not respond'));
      }, INTERACTION_DEADLINE_MS).unref();
      world.emit('INTERACTION_CREATE', interactionObject(world, interaction), request.guild?.id ?? null);
      return interaction;
    },

    /** The interaction that a callback answers. @throws ApiError 10062, 40060 */
    awaiting(id: string, token: string): Interaction {
      const interaction = byToken.get(token);
      if (!interaction || interaction.id !== id) throw refuse('unknownInteraction');
      if (interaction.callbackType !== null) throw refuse('alreadyAcknowledged');
      if (age(interaction) > INTERACTION_DEADLINE_MS) throw refuse('unknownInteraction');
      return interaction;
    },

    /** Takes the bot's first answer. */
    acknowledge(interaction: Interaction, callback: Callback, added: Attachment[]): void {
      const allowed = ALLOWED[interaction.type] ?? [];
      if (!allowed.includes(callback.type)) {
        throw invalidForm([
          fault(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`),
        ]);
      }
      try {
        interaction.callbackType = callback.type;
        interaction.ackMs = age(interaction);
        carryOut(interaction, callback, added);
      } catch (error) {
        interaction.callbackType = null;
        interaction.original = null;
        throw error;
      }
      const isShown = interaction.original !== null && isEphemeral(interaction.original);
      if (!isShown || callback.type === Callbacks.DeferredMessageUpdate) messages.tellPage(interaction);
      if (callback.type === Callbacks.DeferredMessageUpdate) {
        // Nothing need follow: the user's waiting ends here unless an edit comes soon.
        setTimeout(() => interaction.settle.resolve(), INTERACTION_DEADLINE_MS).unref();
      } else if (callback.type !== Callbacks.DeferredChannelMessageWithSource) interaction.settle.resolve();
    },

    /** The interaction that a webhook token belongs to, while it is valid and was acknowledged. */
    byWebhook(applicationId: string, token: string): Interaction {
      const interaction = byToken.get(token);
      if (applicationId !== world.bot.id || !interaction?.callbackType) throw refuse('unknownWebhook');
      if (age(interaction) > INTERACTION_TOKEN_MS) throw refuse('invalidWebhookToken');
      return interaction;
    },

    /** Sends another message; the first one after a deferral takes the place of the waiting answer, as on Discord. */
    followUp(interaction: Interaction, form: MessageForm, added: Attachment[]): Message {
      const { original } = interaction;
      if (original && (original.flags & MessageFlags.Loading) !== 0)
        return edit(interaction, original, form, added);
      const message = messages.compose(interaction, form, added);
      assertPostable(message);
      interaction.followups.push(message);
      messages.show(interaction, message, true);
      interaction.settle.resolve();
      return message;
    },

    /** `@original`, or a followup by its id. @throws ApiError 10008 */
    messageOf(interaction: Interaction, id: string): Message {
      const isOriginal = id === '@original' || id === interaction.original?.id;
      const found = isOriginal
        ? interaction.original
        : interaction.followups.find((message) => message.id === id);
      if (!found) throw refuse('unknownMessage');
      return found;
    },

    edit,

    remove(interaction: Interaction, message: Message): void {
      if (interaction.original === message) interaction.original = null;
      const at = interaction.followups.indexOf(message);
      if (at !== -1) interaction.followups.splice(at, 1);
      messages.remove(interaction, message);
      interaction.settle.resolve();
    },

    ephemeralMessage: messages.ephemeralMessage,

    /** The latest interaction that fits. */
    findLast: (fits: (interaction: Interaction) => boolean): Interaction | undefined =>
      [...byToken.values()].findLast(fits),

    /** Waits for the final answer. @throws Error 'The application did not respond'. */
    async answer(interaction: Interaction): Promise<Answer> {
      await interaction.settled;
      return answerOf(interaction);
    },
  };
}
