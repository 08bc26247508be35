import { ComponentType } from 'discord.js';
import { z } from 'zod';
import { walkComponents } from '../discord-sim/component-tree.ts';
import type { Message } from '../discord-sim/world-types.ts';

/** An alert as it stands in its Discord message, without markup. */
export interface ShownAlert {
  readonly title: string;
  readonly url: string | null;
  readonly summary: string;
  /** Where it was read and when. */
  readonly byline: string;
  readonly keywords: readonly string[];
}

const textDisplay = z.object({ type: z.literal(ComponentType.TextDisplay), content: z.string() });

/** Reads the alert out of a message, or null where the message is none. */
export function readAlert(message: Message): ShownAlert | null {
  if (!message.components.some(({ type }) => type === ComponentType.Container)) return null;
  const lines = [...walkComponents(message.components)]
    .map(({ component }) => textDisplay.safeParse(component).data?.content ?? '')
    .flatMap((content) => content.split('\n'));
  const heading = lines.find((line) => line.startsWith('### '));
  if (heading === undefined) return null;
  const [byline = '', chips = ''] = lines.filter((line) => line.startsWith('-# '));
  const summary = lines.filter((line) => line !== '' && !/^(?:###|-#|<@&)/.test(line));
  return {
    title: plainText(heading.slice(4)),
    url: /\]\(<(.*)>\)$/.exec(heading)?.[1] ?? null,
    summary: plainText(summary.join(' ')),
    byline: plainText(byline.slice(3)),
    keywords: Array.from(chips.matchAll(/``\s?(.*?)\s?``/g), ([, keyword = '']) => keyword),
  };
}

/** Markdown as a terminal shows it. */
function plainText(markdown: string): string {
  return markdown
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)/g, '$1')
    .replace(/<t:(\d+)(?::\w)?>/g, (_match, seconds) => new Date(Number(seconds) * 1000).toLocaleTimeString())
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('\u200b', '');
}
