import { InteractionResponseType as Callbacks, MessageFlags } from 'discord.js';
import type { Interaction } from './interaction-types.ts';
import { type Call, noContent, ok, type Route, type Services } from './routing.ts';
import { callbackSchema } from './rules-interaction.ts';
import { editSchema, messageSchema } from './rules-message.ts';
import { keepUploads } from './uploads.ts';

/** Answering interactions: the callback, and the webhook that stays open for fifteen minutes after it. */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    auth: false,
    handle(call, services) {
      const { interactions } = services;
      const interaction = interactions.awaiting(
        call.param('interaction_id'),
        call.param('interaction_token'),
      );
      const callback = call.form(callbackSchema(interaction.message));
      const hasMessage =
        callback.type === Callbacks.ChannelMessageWithSource || callback.type === Callbacks.UpdateMessage;
      const form = (hasMessage ? callback.data : null) ?? {};
      const files = keepUploads(services, interaction.channel.id, form, call.uploads);
      interactions.acknowledge(interaction, callback, files);
      return call.query.get('with_response') === 'true' ? ok(callbackResponse(interaction)) : noContent;
    },
  },
  {
    method: 'POST',
    path: '/webhooks/{webhook_id}/{webhook_token}',
    auth: false,
    handle(call, services) {
      const interaction = byWebhook(call, services);
      const form = call.form(messageSchema);
      const files = keepUploads(services, interaction.channel.id, form, call.uploads);
      return ok(services.interactions.followUp(interaction, form, files));
    },
  },
  {
    method: 'GET',
    path: '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
    auth: false,
    handle: (call, services) =>
      ok(services.interactions.messageOf(byWebhook(call, services), call.param('message_id'))),
  },
  {
    method: 'PATCH',
    path: '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
    auth: false,
    handle(call, services) {
      const interaction = byWebhook(call, services);
      const message = services.interactions.messageOf(interaction, call.param('message_id'));
      const form = call.form(editSchema(message));
      const files = keepUploads(services, interaction.channel.id, form, call.uploads);
      return ok(services.interactions.edit(interaction, message, form, files));
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
    auth: false,
    handle(call, services) {
      const interaction = byWebhook(call, services);
      services.interactions.remove(
        interaction,
        services.interactions.messageOf(interaction, call.param('message_id')),
      );
      return noContent;
    },
  },
];

function byWebhook(call: Call, { interactions }: Services): Interaction {
  return interactions.byWebhook(call.param('webhook_id'), call.param('webhook_token'));
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback-response-object */
function callbackResponse({ id, type, callbackType, original }: Interaction): Record<string, unknown> {
  const flags = original?.flags ?? 0;
  return {
    interaction: {
      id,
      type,
      ...(original
        ? {
            response_message_id: original.id,
            response_message_loading: (flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
          }
        : {}),
    },
    resource: { type: callbackType, ...(original ? { message: original } : {}) },
  };
}
