import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { dropInvisible } from './plain.ts';
import { createTextBuilder } from './text-builder.ts';

/** What an element does to the text around it. */
type Kind = 'skipped' | 'paragraph' | 'line' | 'cell';

const elements: Readonly<Record<Kind, string>> = {
  // No part of the story.
  skipped:
    'audio button canvas datalist embed figcaption form head iframe input map math menu nav noscript object script select style svg template textarea title video',
  // Stand apart.
  paragraph:
    'address article aside blockquote body center details dialog div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main ol p pre section summary table ul',
  // Begin a line within a paragraph.
  line: 'caption dd dt li tr',
  // Stand beside each other.
  cell: 'td th',
};

const kinds = new Map<string, string>(
  Object.entries(elements).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

/** Blocks that plugins add to every entry: share buttons, related posts. By class. */
const addedClass =
  /(?:^|\s)(?:a2a_kit|addtoany\S*|addthis\S*|feedflare|jp-relatedposts|post-views|sharedaddy|shareaholic\S*|sharethis\S*|sociable|social-share\S*|share-buttons?|wp-block-buttons|yarpp\S*)(?:\s|$)/i;

/** Deeper than any page needs; from there on only the tags are taken out. */
const deepest = 400;

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

class TooDeep extends Error {}

function imageOf(attributes: Readonly<Record<string, string>>): HtmlImage | null {
  const { src = '', width, height, srcset = '', class: className = '' } = attributes;
  const lazy = attributes['data-src'] ?? attributes['data-lazy-src'] ?? attributes['data-original'];
  const shown = /^\s*(?:data:|$)/i.test(src) ? (lazy ?? srcset.trim().split(/[\s,]/, 1)[0] ?? '') : src;
  if (shown === '' || /\b(?:emoji|wp-smiley)\b/i.test(className)) return null;
  // Pictures of a few pixels count readers.
  if (Number.parseFloat(width ?? '') <= 3 || Number.parseFloat(height ?? '') <= 3) return null;
  const pixels = Number.parseInt(width ?? '', 10);
  return { src: decodeHTML(shown).trim(), width: Number.isNaN(pixels) ? null : pixels };
}

const isLeftOut = ({ style, hidden, class: className }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined ||
  (className !== undefined && addedClass.test(className)) ||
  (style !== undefined && /display\s*:\s*none/i.test(style));

/** The text without anything between angle brackets, for markup that is too deep to be followed. */
const stripTags = (html: string): string =>
  decodeHTML(html.replaceAll(/<[^<>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * Reads HTML as a person would: paragraphs separated by a blank line, entities resolved; no scripts, captions,
 * share buttons or link targets, and tables that hold nothing but links left out. Any input is read in a time
 * that grows with its length.
 */
export function readHtml(html: string): HtmlContent {
  const builder = createTextBuilder();
  const images: HtmlImage[] = [];
  const tables: { start: number; hasText: boolean }[] = [];
  let depth = 0;
  let skippedFrom = Number.POSITIVE_INFINITY;
  let links = 0;

  function separate(kind: string | undefined): void {
    if (kind === 'paragraph') builder.paragraph();
    else if (kind === 'line') builder.line();
    else if (kind === 'cell') builder.space();
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > deepest) throw new TooDeep();
        if (depth > skippedFrom) return;
        if (name === 'br') return builder.newLine();
        if (name === 'img') {
          const image = imageOf(attributes);
          if (image !== null) images.push(image);
          return;
        }
        const kind = kinds.get(name);
        if (kind === 'skipped' || isLeftOut(attributes)) {
          skippedFrom = depth;
          return;
        }
        if (name === 'a') links += 1;
        if (name === 'table') tables.push({ start: builder.length, hasText: false });
        separate(kind);
      },
      onclosetag(name) {
        depth -= 1;
        if (depth + 1 > skippedFrom) return;
        if (depth + 1 === skippedFrom) {
          skippedFrom = Number.POSITIVE_INFINITY;
          return;
        }
        if (name === 'a') links -= 1;
        if (name === 'table') {
          const table = tables.pop();
          if (table?.hasText === false) builder.dropSince(table.start);
          const outer = tables.at(-1);
          if (outer !== undefined && table !== undefined) outer.hasText ||= table.hasText;
        }
        separate(kinds.get(name));
      },
      ontext(raw) {
        if (depth >= skippedFrom) return;
        const text = raw.includes('&') ? decodeHTML(raw) : raw;
        const table = tables.at(-1);
        if (table !== undefined && links === 0 && /[\p{L}\p{N}]/u.test(text)) table.hasText = true;
        builder.add(text);
      },
    },
    { decodeEntities: false },
  );
  try {
    parser.end(html);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { text: dropInvisible(stripTags(html)), images };
  }
  return { text: builder.finish(), images };
}

/** The text of a piece of HTML; see readHtml. */
export function htmlToText(html: string): string {
  return readHtml(html).text;
}

/** Whether a text holds tags; what does not is plain text, with or without entities. */
export function hasTags(text: string): boolean {
  return /<(?:\/?[a-z][a-z0-9]*[\s/>]|!--|!\[)/i.test(text);
}

/** Plain text in paragraphs: those that blank lines set apart. */
export function readPlainText(text: string): string {
  return dropInvisible(text)
    .split(/\r?\n[^\S\n]*\r?\n\s*|\u2029/u)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
