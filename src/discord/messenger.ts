import {
  type Client,
  ComponentType,
  DiscordAPIError,
  type Message,
  RESTJSONErrorCodes,
  SnowflakeUtil,
  type TopLevelComponent,
} from 'discord.js';
import type { Alert } from '../alerts/alert.ts';
import { DeliveryError, type Messenger } from '../alerts/messenger.ts';
import { toDeliveryError } from './failures.ts';
import { toMessage, whyButton } from './message.ts';

/** How many messages of a channel are searched for an alert in doubt. */
const searched = 1_000;
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

/** Whether a message is this alert's: its button carries the alert's id. */
export function isMessageOf(message: Pick<Message, 'components'>, alertId: string): boolean {
  return message.components.flatMap(buttonIds).includes(`${whyButton}:${alertId}`);
}

/**
 * Where an alert was posted, its acknowledgement was lost and somebody deleted the message since, Discord answers its
 * nonce with 10008 (unknown message): it was told, and is not told again.
 */
function deletedMeanwhile(error: unknown): { id: string } {
  if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage)
    return { id: 'deleted' };
  throw error;
}

/** Posts alerts through a discord.js client. */
export function createMessenger(client: Client): Messenger {
  async function channelOf({ channelId }: Alert) {
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable()) return channel;
    throw new DeliveryError(
      'channel-blocked',
      `<#${channelId}> is no channel for messages: /subscribe another one.`,
    );
  }

  async function guarded<T>(alert: Alert, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DeliveryError ? error : toDeliveryError(error, alert.channelId);
    }
  }

  return {
    post: (alert) =>
      guarded(alert, async () => {
        const channel = await channelOf(alert);
        return (await channel.send(toMessage(alert)).catch(deletedMeanwhile)).id;
      }),
    find: (alert, sinceMs) =>
      guarded(alert, async () => {
        const channel = await channelOf(alert);
        let after = SnowflakeUtil.generate({ timestamp: sinceMs }).toString();
        for (let seen = 0; seen < searched; seen += pageSize) {
          const page = await channel.messages.fetch({ after, limit: pageSize, cache: false });
          const ours = page.find(
            (message) => message.author.id === client.user?.id && isMessageOf(message, alert.id),
          );
          if (ours !== undefined) return ours.id;
          if (page.size < pageSize) return null;
          after = [...page.keys()].reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
        }
        return null;
      }),
  };
}
