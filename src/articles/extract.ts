import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { htmlToText } from '../feeds/html.ts';
import { wallOf } from './walls.ts';

/** What a page says. */
export type Extract =
  | { readonly kind: 'article'; readonly text: string }
  | { readonly kind: 'wall'; readonly wall: string }
  | { readonly kind: 'nothing' };

/** Readability gives up on pages of more elements. */
const mostElements = 30_000;
/** A summary is made from the start of an article. */
const longestText = 40_000;

/** The article of a page, in paragraphs. Takes long on hostile pages: to be called in a worker that can be ended. */
export function extractArticle(html: string): Extract {
  const { document } = parseHTML(html);
  if (document.querySelector('*') === null) return { kind: 'nothing' };
  const found = new Readability(document, { maxElemsToParse: mostElements }).parse();
  const text = htmlToText(found?.content ?? '').slice(0, longestText);
  const wall = wallOf({ html, text: text === '' ? htmlToText(html).slice(0, longestText) : text });
  if (wall !== null) return { kind: 'wall', wall };
  return text === '' ? { kind: 'nothing' } : { kind: 'article', text };
}
