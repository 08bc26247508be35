import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { dropInvisible } from './plain.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Elements whose content is no part of the story. */
const skipped = words(
  'audio button canvas datalist embed figcaption form head iframe input map math menu nav noscript object script select style svg template textarea title video',
);

/** Elements that stand apart as a paragraph. */
const paragraphs = words(
  'address article aside blockquote body center details dialog div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main ol p pre section summary table ul',
);

/** Elements that begin a line within a paragraph. */
const lines = words('caption dd dt li tr');

/** Cells stand beside each other. */
const cells = words('td th');

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

/** Collects text in paragraphs: white space is one blank, a block begins a paragraph, a list item a line. */
function createTextBuilder() {
  let text = '';
  let breaks = 0;
  let isSpaced = false;

  return {
    /** How much there is; hand it to `dropSince` to take back what came after. */
    get length() {
      return text.length;
    },
    add(piece: string) {
      const trimmed = piece.trim();
      if (trimmed === '') {
        isSpaced ||= piece !== '';
        return;
      }
      if (text !== '') {
        if (breaks > 0) text += breaks > 1 ? '\n\n' : '\n';
        else if (isSpaced || /^\s/.test(piece)) text += ' ';
      }
      text += trimmed.replaceAll(/\s+/g, ' ');
      breaks = 0;
      isSpaced = /\s$/.test(piece);
    },
    space() {
      isSpaced = true;
    },
    line() {
      breaks = Math.max(breaks, 1);
    },
    /** `<br>`: a line, and twice in a row a paragraph. */
    newLine() {
      breaks = Math.min(2, breaks + 1);
    },
    paragraph() {
      breaks = 2;
    },
    dropSince(length: number) {
      text = text.slice(0, length);
      breaks = 2;
    },
    finish: () => dropInvisible(text).trim(),
  };
}

function imageOf(attributes: Readonly<Record<string, string>>): HtmlImage | null {
  const { src = '', width, height, srcset = '', class: className = '' } = attributes;
  const lazy = attributes['data-src'] ?? attributes['data-lazy-src'] ?? attributes['data-original'];
  const shown = /^\s*(?:data:|$)/i.test(src) ? (lazy ?? srcset.trim().split(/[\s,]/, 1)[0] ?? '') : src;
  if (shown === '' || /\b(?:emoji|wp-smiley)\b/i.test(className)) return null;
  // Pictures of a few pixels count readers.
  if (Number.parseFloat(width ?? '') <= 3 || Number.parseFloat(height ?? '') <= 3) return null;
  const pixels = Number.parseInt(width ?? '', 10);
  return { src: shown.trim(), width: Number.isNaN(pixels) ? null : pixels };
}

const isHidden = ({ style = '', hidden }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined || /display\s*:\s*none/i.test(style);

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

  const parser = new Parser({
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
      if (skipped.has(name) || addedClass.test(attributes.class ?? '') || isHidden(attributes)) {
        skippedFrom = depth;
        return;
      }
      if (name === 'a') links += 1;
      if (name === 'table') tables.push({ start: builder.length, hasText: false });
      if (paragraphs.has(name)) builder.paragraph();
      else if (lines.has(name)) builder.line();
      else if (cells.has(name)) builder.space();
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
      if (paragraphs.has(name)) builder.paragraph();
      else if (lines.has(name)) builder.line();
      else if (cells.has(name)) builder.space();
    },
    ontext(text) {
      if (depth >= skippedFrom) return;
      const table = tables.at(-1);
      if (table !== undefined && links === 0 && /[\p{L}\p{N}]/u.test(text)) table.hasText = true;
      builder.add(text);
    },
  });
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
