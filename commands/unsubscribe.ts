import { managerCommand } from '../src/discord/command-builder.ts';
import { alertChannels, choose, watchlistOf, watchlistOption } from '../src/discord/options.ts';
import { escapeText } from '../src/discord/text.ts';
import { undoRow } from '../src/discord/undo.ts';
import { subscribe, subscriptionsOf, unsubscribe } from '../src/store/guild-changes.ts';
import type { Guild } from '../src/store/guilds.ts';
import type { Command } from './index.ts';

export default {
  data: managerCommand()
    .setName('unsubscribe')
    .setDescription("Stop posting a watchlist's alerts in a channel")
    .addStringOption(watchlistOption)
    .addChannelOption((option) =>
      option
        .setName('channel')
        .setDescription('Which channel; without it, this one')
        .addChannelTypes(...alertChannels),
    ),
  async execute(interaction, app) {
    const channelId = interaction.options.getChannel('channel')?.id ?? interaction.channelId;
    const watchlist = watchlistOf(interaction);
    const ended = subscriptionsOf(app.guilds.get(interaction.guildId), watchlist).filter(
      (one) => one.channelId === channelId,
    );
    await app.guilds.update(interaction.guildId, (guild) => unsubscribe(guild, { channelId, watchlist }));
    const undo = {
      guildId: interaction.guildId,
      revert: (guild: Guild) => ended.reduce(subscribe, guild),
      done: `Alerts of **${escapeText(watchlist)}** are posted in <#${channelId}> again.`,
    };
    return {
      content: `Alerts of **${escapeText(watchlist)}** are no longer posted in <#${channelId}>. /subscribe brings them back.`,
      components: [undoRow(app.undos, undo)],
    };
  },
  autocomplete: (interaction, app) =>
    choose(
      app.guilds.get(interaction.guildId).subscriptions.map(({ watchlist }) => watchlist),
      interaction.options.getFocused(),
    ),
} satisfies Command;
