import { PermissionFlagsBits } from 'discord.js';
import { permissionsOf } from './permissions.ts';
import { textsOf } from './rules-layout.ts';
import type { MessageForm } from './rules-message.ts';
import type { World } from './world.ts';
import type { Channel, Message } from './world-types.ts';

type Mentions = Pick<Message, 'mentions' | 'mention_roles' | 'mention_everyone'>;

/**
 * Whom a message pings: what its text mentions, as far as `allowed_mentions` and the bot's permissions allow.
 * Text in embeds never pings. https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function mentionsOf(form: MessageForm, world: World, channel: Channel): Mentions {
  const text = pingableText(form);
  const allowed = form.allowed_mentions;
  const allows = (kind: 'roles' | 'users', id: string) =>
    !allowed || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;
  const guild = world.guildOf(channel);
  const mayPingAll =
    guild !== undefined &&
    (permissionsOf(guild, world.bot.id, channel) & PermissionFlagsBits.MentionEveryone) !== 0n;

  const users = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id);
  const roles = new Set([...text.matchAll(/<@&(\d+)>/g)].map(([, id]) => id));
  return {
    mentions: world.users.filter(({ id }) => users.includes(id) && allows('users', id)),
    mention_roles: (guild?.roles ?? [])
      .filter(({ id, mentionable }) => roles.has(id) && (mentionable || mayPingAll) && allows('roles', id))
      .map(({ id }) => id),
    mention_everyone:
      /@(everyone|here)\b/.test(text) &&
      mayPingAll &&
      (!allowed || allowed.parse?.includes('everyone') === true),
  };
}

function pingableText({ content, components }: MessageForm): string {
  return [content ?? '', ...textsOf(components ?? [])].join('\n');
}
