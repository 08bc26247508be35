import { decodeHTML } from 'entities';

/** What an element does to the text around it. */
export type Kind = 'skipped' | 'paragraph' | 'line' | 'cell';

const elements: readonly (readonly [kind: Kind, names: string])[] = [
  // No part of the story.
  [
    'skipped',
    'audio button canvas datalist embed figcaption form head iframe input map math menu nav noscript object script select style svg template textarea title video',
  ],
  // Stand apart.
  [
    'paragraph',
    'address article aside blockquote body center details dialog div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main ol p pre section summary table ul',
  ],
  // Begin a line within a paragraph.
  ['line', 'caption dd dt li tr'],
  // Stand beside each other.
  ['cell', 'td th'],
];

/** What elements do to the text around them, by name; those that are not here, nothing. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
  elements.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

/** Blocks that plugins add to every entry: share buttons, related posts. By class. */
const addedClass =
  /(?:^|\s)(?:a2a_kit|addtoany\S*|addthis\S*|feedflare|jp-relatedposts|post-views|sharedaddy|shareaholic\S*|sharethis\S*|sociable|social-share\S*|share-buttons?|wp-block-buttons|yarpp\S*)(?:\s|$)/i;

/** Deeper than any page needs; from there on only the tags are taken out. */
export const deepest = 400;

/** The attributes of a tag, as they are written; of two with one name the first. */
export type HtmlAttributes = Readonly<Record<string, string>>;

/** A picture that a text shows. */
export interface HtmlImage {
  readonly src: string;
  /** In pixels, where the tag says. */
  readonly width: number | null;
}

/** What a piece of HTML says. */
export interface HtmlContent {
  readonly text: string;
  readonly images: readonly HtmlImage[];
}

/** The picture that an `<img>` shows; null where it shows none, or one that nobody is meant to see. */
export function imageOf(attributes: HtmlAttributes): HtmlImage | null {
  const { src = '', width, height, srcset = '', class: className = '' } = attributes;
  const lazy = attributes['data-src'] ?? attributes['data-lazy-src'] ?? attributes['data-original'];
  const shown = /^\s*(?:data:|$)/i.test(src) ? (lazy ?? srcset.trim().split(/[\s,]/, 1)[0] ?? '') : src;
  if (shown === '' || /\b(?:emoji|wp-smiley)\b/i.test(className)) return null;
  // Pictures of a few pixels count readers.
  if (Number.parseFloat(width ?? '') <= 3 || Number.parseFloat(height ?? '') <= 3) return null;
  const pixels = Number.parseInt(width ?? '', 10);
  return { src: decodeHTML(shown).trim(), width: Number.isNaN(pixels) ? null : pixels };
}

/** Whether an element with these attributes is hidden, or no part of the story. */
export const isLeftOut = ({ style, hidden, class: className }: HtmlAttributes): boolean =>
  hidden !== undefined ||
  (className !== undefined && addedClass.test(className)) ||
  (style !== undefined && /display\s*:\s*none/i.test(style));
