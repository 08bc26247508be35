import { decodeHTML } from 'entities';
import { deepest, type HtmlContent, type HtmlImage, imageOf, isLeftOut, kinds } from './html-elements.ts';
import { createTextBuilder } from './text-builder.ts';

/** Elements whose tags mean the same in every place, beside those that end an open paragraph. */
const inline = 'a b br cite code em i img li mark q s small span strong sub sup u';
/** Elements that end an open paragraph, as they begin (HTML, "the p element", tag omission). */
const endsParagraph: ReadonlySet<string> = new Set(
  'article blockquote div figcaption figure h1 h2 h3 h4 h5 h6 hr main ol p pre section ul'.split(' '),
);
/** Elements that end an open one of their own kind. */
const endsItself: ReadonlySet<string> = new Set(['a', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li']);
const isHeading = (name: string): boolean => /^h[1-6]$/.test(name);

const names = [...inline.split(' '), ...endsParagraph].join('|');
const attribute = `\\s+[a-z][a-z\\d:-]*(?:="[^"]*"|='[^']*')?`;
const tagExpression = new RegExp(`<(?:/(${names})|(${names})((?:${attribute})*)\\s*/?)>`, 'y');
const attributeExpression = /\s([a-z][a-z\d:-]*)(?:="([^"]*)"|='([^']*)')?/g;

function readAttributes(written: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of written.matchAll(attributeExpression)) {
    attributes[name] ??= double ?? single ?? '';
  }
  return attributes;
}

/** Whether an element that begins inside another would end that one. */
const wouldEnd = (outer: string | undefined, name: string): boolean =>
  (outer === 'p' && endsParagraph.has(name)) ||
  (outer === name && endsItself.has(name)) ||
  (outer !== undefined && isHeading(outer) && isHeading(name));

/**
 * Reads HTML as readHtml does, if it is as most feeds have it: tags of articles in lower case, each closed in its
 * turn, with attributes in quotes. Null for any other.
 */
export function readSimpleHtml(html: string): HtmlContent | null {
  const builder = createTextBuilder();
  const images: HtmlImage[] = [];
  const open: string[] = [];
  let skippedFrom = Number.POSITIVE_INFINITY;
  const isSkipped = () => open.length >= skippedFrom;

  function separate(name: string): void {
    const kind = kinds.get(name);
    if (kind === 'paragraph') builder.paragraph();
    else if (kind === 'line') builder.line();
  }

  let at = 0;
  for (;;) {
    const tag = html.indexOf('<', at);
    const end = tag < 0 ? html.length : tag;
    if (end > at && !isSkipped()) {
      const raw = html.slice(at, end);
      builder.add(raw.includes('&') ? decodeHTML(raw) : raw);
    }
    if (tag < 0) return { text: builder.finish(), images };
    tagExpression.lastIndex = tag;
    const match = tagExpression.exec(html);
    if (match === null) return null;
    at = tagExpression.lastIndex;
    const [, closing, name = '', written = ''] = match;
    if (closing !== undefined) {
      if (open.at(-1) !== closing) return null;
      const wasSkipped = isSkipped();
      open.pop();
      if (!wasSkipped) separate(closing);
      else if (!isSkipped()) skippedFrom = Number.POSITIVE_INFINITY;
      continue;
    }
    if (wouldEnd(open.at(-1), name)) return null;
    if (name === 'br') {
      if (!isSkipped()) builder.newLine();
    } else if (name === 'img') {
      const image = isSkipped() ? null : imageOf(readAttributes(written));
      if (image !== null) images.push(image);
    } else {
      const isHidden = /class|style|hidden/.test(written) && isLeftOut(readAttributes(written));
      if (name !== 'hr') open.push(name);
      if (open.length >= deepest) return null;
      if (isSkipped()) continue;
      if (kinds.get(name) !== 'skipped' && !isHidden) separate(name);
      else if (name !== 'hr') skippedFrom = open.length;
    }
  }
}
