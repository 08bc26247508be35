import { ChannelType, PermissionFlagsBits, ThreadAutoArchiveDuration } from 'discord.js';
import type { ComponentHandler } from '../../commands/index.ts';
import { UserError } from '../errors.ts';
import { alertOf } from './alert-buttons.ts';
import { discussButton } from './message.ts';
import { shorten } from './text.ts';

/** Discord's limit of a thread's name. */
const nameLimit = 100;

const onDiscuss: ComponentHandler = async (interaction, alertId, app) => {
  const alert = await alertOf(app, interaction, alertId);
  const { message } = interaction;
  if (message.hasThread) return { content: `It is discussed in <#${message.id}>.` };
  const channel = await interaction.client.channels.fetch(message.channelId);
  if (channel?.type !== ChannelType.GuildText && channel?.type !== ChannelType.GuildAnnouncement) {
    throw new UserError('Threads can be opened in text and announcement channels only.');
  }
  const me = channel.guild.members.me;
  if (me !== null && !channel.permissionsFor(me).has(PermissionFlagsBits.CreatePublicThreads)) {
    throw new UserError(
      `I can't open threads in <#${channel.id}>: give my role **Create Public Threads** there (Edit Channel → Permissions), then try again.`,
    );
  }
  if (!channel.permissionsFor(interaction.user.id)?.has(PermissionFlagsBits.SendMessagesInThreads)) {
    throw new UserError("You can't write in threads here: ask for **Send Messages in Threads**.");
  }
  const thread = await channel.threads.create({
    startMessage: message.id,
    name: shorten(alert.title.map(({ text }) => text).join(''), nameLimit) || 'Discussion',
    autoArchiveDuration: ThreadAutoArchiveDuration.OneDay,
  });
  return { content: `The discussion is open in <#${thread.id}>.` };
};

/** The button that opens a thread. */
export const discussComponents = { [discussButton]: onDiscuss };
