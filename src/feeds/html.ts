import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { deepest, type HtmlContent, type HtmlImage, imageOf, isLeftOut, kinds } from './html-elements.ts';
import { readSimpleHtml } from './html-simple.ts';
import { dropInvisible } from './plain.ts';
import { createTextBuilder } from './text-builder.ts';

class TooDeep extends Error {}

/** The text without anything between angle brackets, for markup that is too deep to be followed. */
const stripTags = (html: string): string =>
  decodeHTML(html.replaceAll(/<[^<>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Reads HTML of any form, as readHtml. */
export function readAnyHtml(html: string): HtmlContent {
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

/**
 * Reads HTML as a person would: paragraphs separated by a blank line, entities resolved; no scripts, captions,
 * share buttons or link targets, and tables that hold nothing but links left out. Any input is read in a time
 * that grows with its length.
 */
export function readHtml(html: string): HtmlContent {
  return readSimpleHtml(html) ?? readAnyHtml(html);
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
