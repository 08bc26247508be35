import { managerCommand } from '../src/discord/command-builder.ts';
import {
  alertChannels,
  channelOf,
  chooseWatchlist,
  watchlistOf,
  watchlistOption,
} from '../src/discord/options.ts';
import { requirePostable } from '../src/discord/permissions.ts';
import { count, escapeText } from '../src/discord/text.ts';
import { addTimingOptions, timingInWords, timingOf } from '../src/discord/timing.ts';
import { requireWatchlist, subscribe } from '../src/store/guild-changes.ts';
import type { Command } from './index.ts';

export default {
  data: addTimingOptions(
    managerCommand()
      .setName('subscribe')
      .setDescription("Post a watchlist's alerts in a channel")
      .addStringOption(watchlistOption)
      .addChannelOption((option) =>
        option
          .setName('channel')
          .setDescription('Where to post; without it, here')
          .addChannelTypes(...alertChannels),
      )
      .addRoleOption((option) =>
        option.setName('mention').setDescription('A role to mention with every alert'),
      ),
  ),
  async execute(interaction, app) {
    const { guildId } = interaction;
    const channel = await channelOf(interaction);
    requirePostable(channel);
    const timing = timingOf(interaction);
    const role = interaction.options.getRole('mention');
    const list = requireWatchlist(app.guilds.get(guildId), watchlistOf(interaction));
    await app.guilds.update(guildId, (guild) =>
      subscribe(guild, {
        channelId: channel.id,
        watchlist: list.name,
        mentionRoleId: role?.id ?? null,
        ...timing,
        addedBy: interaction.user.id,
        addedAt: app.clock.now(),
      }),
    );
    const mention = role === null ? '' : `, with a mention of <@&${role.id}>`;
    const when = timingInWords(timing, app.zoneOf(guildId));
    return {
      content:
        `Alerts of **${escapeText(list.name)}** (${count(list.keywords.length, 'keyword')}) are posted in ` +
        `<#${channel.id}> from now on${when === null ? '' : `, ${when}`}${mention}. /unsubscribe ends it.`,
    };
  },
  autocomplete: (interaction, app) =>
    chooseWatchlist(app.guilds.get(interaction.guildId), interaction.options.getFocused()),
} satisfies Command;
