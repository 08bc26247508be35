import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { htmlToText } from '../feeds/html.ts';
import { wallOf } from './walls.ts';

/** What a page says. */
export type Extract =
  | { readonly kind: 'article'; readonly text: string }
  | { readonly kind: 'wall'; readonly wall: string }
  | { readonly kind: 'nothing' };

/** Pages of more elements are given up: Readability looks at each again and again. */
const mostElements = 12_000;
/** What is no text takes most of a page, and memory in a tree. */
const noText =
  /<(script|style|svg|noscript|template|iframe)\b[^>]{0,2000}>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
/** A summary is made from the start of an article. */
const longestText = 40_000;

/** The article of a page, in paragraphs. Takes long on hostile pages: to be called in a worker that can be ended. */
export function extractArticle(html: string): Extract {
  const body = html.replaceAll(noText, '');
  if ((body.match(/<[a-z]/gi)?.length ?? 0) > mostElements) return { kind: 'nothing' };
  const { document } = parseHTML(body);
  if (document.querySelector('*') === null) return { kind: 'nothing' };
  const found = new Readability(document, { disableJSONLD: true }).parse();
  const text = htmlToText(found?.content ?? '').slice(0, longestText);
  const wall = wallOf({ html, text: text === '' ? htmlToText(html).slice(0, longestText) : text });
  if (wall !== null) return { kind: 'wall', wall };
  return text === '' ? { kind: 'nothing' } : { kind: 'article', text };
}
