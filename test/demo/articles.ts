import type { Item } from '../../src/feeds/item.ts';
import { parseFeed } from '../../src/feeds/parse.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The path of an article's page: what identifies it, whatever follows the question mark. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}

/** The page behind an entry's link. */
export function articlePage({ title, text, feed }: Item): string {
  const paragraphs = text
    .split('\n\n')
    .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <style>
      body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif; color: #222; background: #fbfaf7; }
      h1 { line-height: 1.2; }
      small { color: #555; font-family: sans-serif; }
    </style>
  </head>
  <body>
    <small>${escapeHtml(feed.title)}</small>
    <h1>${escapeHtml(title)}</h1>
    ${paragraphs}
    <small>A sample article of Wirewatch's demo about a real public event.</small>
  </body>
</html>
`;
}

/** The pages of everything in a feed document, by path. */
export async function articlesIn(document: string, contentType: string): Promise<Map<string, string>> {
  const bytes = new TextEncoder().encode(document);
  const { items } = await parseFeed({ bytes, contentType, url: 'https://news.example/' });
  return new Map(
    items.flatMap((item) =>
      item.url === null ? [] : [[pathOf(item.url), articlePage(item)] as [string, string]],
    ),
  );
}
