import {
  type Client,
  ComponentType,
  DiscordAPIError,
  type Message,
  RESTJSONErrorCodes,
  type TopLevelComponent,
} from 'discord.js';
import { addressOf, DeliveryError, type Messenger, type Place, type Posting } from '../alerts/messenger.ts';
import { digestButton, toDigestMessage } from './digest-message.ts';
import { toDeliveryError } from './failures.ts';
import { toEdit, toMessage, whyButton } from './message.ts';

/** How many messages of a channel are searched, from the newest on, for one in doubt. */
const searched = 1_000;
/** How far before it was sent the search goes on, for clocks that differ, jump or are set: a day and an hour. */
const searchMarginMs = 25 * 3_600_000;
/** The most that Discord gives at once. */
const pageSize = 100;

function buttonIds(component: TopLevelComponent): string[] {
  if (component.type !== ComponentType.Container) return [];
  return component.components.flatMap((part) =>
    part.type === ComponentType.ActionRow
      ? part.components.flatMap((button) =>
          'customId' in button && button.customId ? [button.customId] : [],
        )
      : [],
  );
}

/** Whether a message is this posting's: its button carries the id. */
export function isMessageOf(message: Pick<Message, 'components'>, posting: Posting): boolean {
  const button = posting.kind === 'alert' ? whyButton : digestButton;
  return message.components.flatMap(buttonIds).includes(`${button}:${addressOf(posting).id}`);
}

/**
 * Where a message was posted, its acknowledgement was lost and somebody deleted it since, Discord answers its nonce
 * with 10008 (unknown message): it was told, and is not told again.
 */
function deletedMeanwhile(error: unknown): { id: string } {
  if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage)
    return { id: 'deleted' };
  throw error;
}

/** Posts through a discord.js client. */
export function createMessenger({ client, turn }: { client: Client; turn: Messenger['turn'] }): Messenger {
  async function channelOf({ channelId }: Place) {
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable()) return channel;
    throw new DeliveryError(
      'channel-blocked',
      `<#${channelId}> is no channel for messages: /subscribe another one.`,
    );
  }

  async function guarded<T>({ channelId }: Place, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DeliveryError ? error : toDeliveryError(error, channelId);
    }
  }

  return {
    turn,
    post: (posting) =>
      guarded(addressOf(posting), async () => {
        const channel = await channelOf(addressOf(posting));
        const message = posting.kind === 'alert' ? toMessage(posting.alert) : toDigestMessage(posting.digest);
        return (await channel.send(message).catch(deletedMeanwhile)).id;
      }),
    edit: (alert, messageId) =>
      guarded(alert, async () => {
        const channel = await channelOf(alert);
        await channel.messages.edit(messageId, toEdit(alert));
      }),
    find: (posting, sinceMs) =>
      guarded(addressOf(posting), async () => {
        const channel = await channelOf(addressOf(posting));
        let before: string | undefined;
        for (let seen = 0; seen < searched; seen += pageSize) {
          const asked = before === undefined ? {} : { before };
          const page = await channel.messages.fetch({ ...asked, limit: pageSize, cache: false });
          const ours = page.find(
            (message) => message.author.id === client.user?.id && isMessageOf(message, posting),
          );
          if (ours !== undefined) return ours.id;
          const oldest = [...page.values()].reduce<Message | undefined>(
            (a, b) => (a !== undefined && a.createdTimestamp <= b.createdTimestamp ? a : b),
            undefined,
          );
          if (page.size < pageSize || oldest === undefined) return null;
          if (oldest.createdTimestamp < sinceMs - searchMarginMs) return null;
          before = oldest.id;
        }
        return null;
      }),
  };
}
