import { ActionRowBuilder, StringSelectMenuBuilder } from 'discord.js';
import type { FoundFeed } from '../feeds/discover.ts';
import { shorten } from './text.ts';

/** How long a menu of feeds can be used, in milliseconds. */
export const offersKeptMs = 24 * 3_600_000;

/** Discord's limits of a menu: options, and the characters of a label or description. */
const mostOptions = 25;
const labelLimit = 100;

/** The part of an address that tells it from others of its site. */
function shownAddress(url: string): string {
  const { host, pathname, search } = new URL(url);
  return host + pathname + search;
}

/** A menu of feeds, each with its newest entry; the values are their places in the list. */
export function offerMenu(customId: string, feeds: readonly FoundFeed[]) {
  const options = feeds.slice(0, mostOptions).map(({ url, title, newest }, index) => ({
    label: shorten(title || shownAddress(url), labelLimit),
    description: shorten(
      newest === null ? `No entry yet · ${shownAddress(url)}` : `${newest} · ${shownAddress(url)}`,
      labelLimit,
    ),
    value: String(index),
  }));
  return new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId(customId)
      .setPlaceholder('Choose the feeds to read')
      .setMinValues(1)
      .setMaxValues(options.length)
      .addOptions(options),
  );
}
