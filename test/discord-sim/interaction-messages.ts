import { InteractionType, MessageFlags, MessageType } from 'discord.js';
import type { Interaction } from './interaction-types.ts';
import { announceEdit, applyEdit, buildMessage, publish, removeMessage } from './messages.ts';
import type { MessageForm } from './rules-message.ts';
import type { World } from './world.ts';
import type { Attachment, Message } from './world-types.ts';

/** The messages that answer interactions: in the channel, or ephemeral, for the eyes of one user. */
export type InteractionMessages = ReturnType<typeof createInteractionMessages>;

/** Makes the store of ephemeral messages, and the functions that write either kind. */
export function createInteractionMessages(world: World) {
  const ephemeral = new Map<string, Message>();

  function tellPage(interaction: Interaction, message?: Message): void {
    const { id: interactionId, user, channel, callbackType: type, modal } = interaction;
    world.emitToPage({
      type: 'INTERACTION_ANSWER',
      data: {
        interactionId,
        userId: user.id,
        channelId: channel.id,
        type,
        ...(message ? { message } : {}),
        ...(modal ? { modal } : {}),
      },
    });
  }

  /** Shows a message to those who may see it; only an ephemeral one needs the page to be told apart. */
  function show(interaction: Interaction, message: Message, isNew: boolean): void {
    if (isEphemeral(message)) {
      ephemeral.set(message.id, message);
      tellPage(interaction, message);
    } else if (isNew) publish(world, interaction.channel, message);
    else announceEdit(world, interaction.channel, message);
  }

  return {
    tellPage,
    show,

    /** A message that says which interaction it answers. */
    compose(interaction: Interaction, form: MessageForm, added: Attachment[]): Message {
      const { id, type, user, guild, name } = interaction;
      const message = buildMessage(world, interaction.channel, form, added);
      return {
        ...message,
        flags: message.flags | ((form.flags ?? 0) & MessageFlags.Ephemeral),
        type: type === InteractionType.ApplicationCommand ? MessageType.ChatInputCommand : message.type,
        application_id: world.bot.id,
        webhook_id: world.bot.id,
        interaction_metadata: {
          id,
          type,
          user,
          authorizing_integration_owners: guild ? { 0: guild.id } : { 1: user.id },
          ...(name === undefined ? {} : { name }),
        },
      };
    },

    /** Changes a message; one that was still "thinking" is an answer from now on. */
    edit(interaction: Interaction, message: Message, form: MessageForm, added: Attachment[]): Message {
      const wasLoading = (message.flags & MessageFlags.Loading) !== 0;
      applyEdit(world, interaction.channel, message, form, added);
      message.flags &= ~MessageFlags.Loading;
      if (wasLoading) message.edited_timestamp = null;
      show(interaction, message, false);
      return message;
    },

    remove(interaction: Interaction, message: Message): void {
      if (isEphemeral(message)) ephemeral.delete(message.id);
      else removeMessage(world, interaction.channel, message);
    },

    /** A message that only one user sees. */
    ephemeralMessage: (id: string): Message | undefined => ephemeral.get(id),
  };
}

/** Whether only the user who caused a message sees it. */
export function isEphemeral({ flags }: Message): boolean {
  return (flags & MessageFlags.Ephemeral) !== 0;
}
