import { randomBytes } from 'node:crypto';
import { InteractionResponseType as Callbacks, InteractionType, MessageFlags } from 'discord.js';
import {
  type Answer,
  INTERACTION_DEADLINE_MS,
  INTERACTION_TOKEN_MS,
  type Interaction,
  type InteractionRequest,
} from './interaction-types.ts';
import { interactionObject } from './interaction-view.ts';
import { announceEdit, applyEdit, assertNotEmpty, buildMessage, publish, removeMessage } from './messages.ts';
import { refuse } from './refusals.ts';
import type { Callback } from './rules-interaction.ts';
import type { MessageForm } from './rules-message.ts';
import type { World } from './world.ts';
import type { Attachment, Message } from './world-types.ts';

/** Which callbacks an interaction may get. */
const ALLOWED: Readonly<Record<number, readonly number[]>> = {
  [InteractionType.ApplicationCommand]: [
    Callbacks.ChannelMessageWithSource,
    Callbacks.DeferredChannelMessageWithSource,
    Callbacks.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [Callbacks.ApplicationCommandAutocompleteResult],
  [InteractionType.MessageComponent]: [
    Callbacks.ChannelMessageWithSource,
    Callbacks.DeferredChannelMessageWithSource,
    Callbacks.DeferredMessageUpdate,
    Callbacks.UpdateMessage,
    Callbacks.Modal,
  ],
  [InteractionType.ModalSubmit]: [
    Callbacks.ChannelMessageWithSource,
    Callbacks.DeferredChannelMessageWithSource,
    Callbacks.DeferredMessageUpdate,
    Callbacks.UpdateMessage,
  ],
};

/** Where interactions are sent out and their answers come in. */
export type InteractionDesk = ReturnType<typeof createInteractionDesk>;

/** https://discord.com/developers/docs/interactions/receiving-and-responding */
export function createInteractionDesk({
  world,
  deadlineMs = INTERACTION_DEADLINE_MS,
}: {
  world: World;
  deadlineMs?: number;
}) {
  const byToken = new Map<string, Interaction>();
  const ephemeral = new Map<string, Message>();
  const isEphemeral = ({ flags }: Message) => (flags & MessageFlags.Ephemeral) !== 0;

  /** Shows a message to those who may see it: everybody in the channel, or the asker alone. */
  function show(interaction: Interaction, message: Message, isNew: boolean): void {
    if (isEphemeral(message)) {
      ephemeral.set(message.id, message);
      tellPage(interaction, message);
    } else if (isNew) publish(world, interaction.channel, message);
    else announceEdit(world, interaction.channel, message);
  }

  function tellPage(interaction: Interaction, message?: Message): void {
    const { id: interactionId, user, channel, callbackType: type, modal } = interaction;
    const shown = { ...(message ? { message } : {}), ...(modal ? { modal } : {}) };
    world.emitToPage({
      type: 'INTERACTION_ANSWER',
      data: { interactionId, userId: user.id, channelId: channel.id, type, ...shown },
    });
  }

  function compose(interaction: Interaction, form: MessageForm, added: Attachment[]): Message {
    const { id, type, user, guild, name } = interaction;
    const owners = guild ? { 0: guild.id } : { 1: user.id };
    return {
      ...buildMessage(world, interaction.channel, form, added),
      type: type === InteractionType.ApplicationCommand ? 20 : 0,
      application_id: world.bot.id,
      webhook_id: world.bot.id,
      interaction_metadata: {
        id,
        type,
        user,
        authorizing_integration_owners: owners,
        ...(name ? { name } : {}),
      },
    };
  }

  function edit(interaction: Interaction, message: Message, form: MessageForm, added: Attachment[]): Message {
    applyEdit(world, interaction.channel, message, form, added);
    message.flags &= ~MessageFlags.Loading;
    show(interaction, message, false);
    interaction.settle.resolve();
    return message;
  }

  function acknowledge(interaction: Interaction, callback: Callback, added: Attachment[]): void {
    switch (callback.type) {
      case Callbacks.ChannelMessageWithSource: {
        const message = compose(interaction, callback.data, added);
        assertNotEmpty(message);
        interaction.original = message;
        break;
      }
      case Callbacks.DeferredChannelMessageWithSource: {
        const asked = (callback.data?.flags ?? 0) & MessageFlags.Ephemeral;
        const message = compose(interaction, {}, []);
        message.flags = MessageFlags.Loading | asked;
        interaction.original = message;
        break;
      }
      case Callbacks.DeferredMessageUpdate:
      case Callbacks.UpdateMessage:
        interaction.original = interaction.message ?? null;
        break;
      case Callbacks.Modal:
        interaction.modal = callback.data;
        break;
      case Callbacks.ApplicationCommandAutocompleteResult:
        interaction.choices = callback.data.choices;
        break;
    }
    interaction.callbackType = callback.type;
    interaction.ackMs = world.clock.now() - interaction.createdAt;
    follow(interaction, callback, added);
  }

  /** What others see of an acknowledgement, and whether the user's waiting ends with it. */
  function follow(interaction: Interaction, callback: Callback, added: Attachment[]): void {
    const { original } = interaction;
    const isNew =
      callback.type === Callbacks.ChannelMessageWithSource ||
      callback.type === Callbacks.DeferredChannelMessageWithSource;
    if (isNew && original) show(interaction, original, true);
    if (callback.type === Callbacks.UpdateMessage && original)
      edit(interaction, original, callback.data ?? {}, added);
    if (!isNew || (original && !isEphemeral(original))) tellPage(interaction);
    if (callback.type === Callbacks.DeferredMessageUpdate)
      setTimeout(() => interaction.settle.resolve(), deadlineMs).unref();
    else if (callback.type !== Callbacks.DeferredChannelMessageWithSource) interaction.settle.resolve();
  }

  return {
    /** Sends an interaction to the bot. `settled` ends with the final answer, or fails after three silent seconds. */
    open(request: InteractionRequest): Interaction {
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
      }, deadlineMs).unref();
      world.emit('INTERACTION_CREATE', interactionObject(world, interaction), request.guild?.id ?? null);
      return interaction;
    },

    /** Takes the bot's first answer. */
    callback(id: string, token: string, callback: Callback, added: Attachment[]): Interaction {
      const interaction = byToken.get(token);
      if (!interaction || interaction.id !== id) throw refuse('unknownInteraction');
      if (interaction.callbackType !== null) throw refuse('alreadyAcknowledged');
      if (world.clock.now() - interaction.createdAt > deadlineMs) throw refuse('unknownInteraction');
      if (!ALLOWED[interaction.type]?.includes(callback.type)) throw refuse('invalidCallbackType');
      acknowledge(interaction, callback, added);
      return interaction;
    },

    /** The interaction that a webhook token belongs to, while it is valid and was acknowledged. */
    byWebhook(applicationId: string, token: string): Interaction {
      const interaction = byToken.get(token);
      if (applicationId !== world.bot.id || !interaction) throw refuse('unknownWebhook');
      if (world.clock.now() - interaction.createdAt > INTERACTION_TOKEN_MS)
        throw refuse('invalidWebhookToken');
      if (interaction.callbackType === null) throw refuse('unknownWebhook');
      return interaction;
    },

    /** Sends another message; the first one after a deferral takes the place of the waiting answer, as on Discord. */
    followUp(interaction: Interaction, form: MessageForm, added: Attachment[]): Message {
      const { original } = interaction;
      if (original && (original.flags & MessageFlags.Loading) !== 0)
        return edit(interaction, original, form, added);
      const message = compose(interaction, form, added);
      assertNotEmpty(message);
      interaction.followups.push(message);
      show(interaction, message, true);
      interaction.settle.resolve();
      return message;
    },

    /** `@original`, or a followup by its id. */
    messageOf(interaction: Interaction, id: string): Message {
      const found =
        id === '@original' || id === interaction.original?.id
          ? interaction.original
          : interaction.followups.find((message) => message.id === id);
      if (!found) throw refuse('unknownMessage');
      return found;
    },

    edit,

    byId: (id: string): Interaction | undefined =>
      [...byToken.values()].find((interaction) => interaction.id === id),

    remove(interaction: Interaction, message: Message): void {
      if (interaction.original === message) interaction.original = null;
      const at = interaction.followups.indexOf(message);
      if (at !== -1) interaction.followups.splice(at, 1);
      ephemeral.delete(message.id);
      if (!isEphemeral(message)) removeMessage(world, interaction.channel, message);
      interaction.settle.resolve();
    },

    /** A message that only one user sees. */
    ephemeralMessage: (id: string): Message | undefined => ephemeral.get(id),

    /** Waits for the final answer. @throws Error 'The application did not respond'. */
    async answer(interaction: Interaction): Promise<Answer> {
      await interaction.settled;
      return answerOf(interaction);
    },
  };
}

function answerOf(interaction: Interaction): Answer {
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
