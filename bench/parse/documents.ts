import { createCorpus, createRandom } from '../match/corpus.ts';

/** A feed to be measured with: well-formed, as large publishers write theirs. */
export interface Document {
  readonly name: string;
  readonly text: string;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const day = 24 * 3_600_000;

interface Article {
  readonly at: number;
  readonly title: string;
  readonly date: Date;
  readonly teaser: string;
  readonly html: string;
}

/** Articles of about 300 words with links, emphasis, a picture, a list, and punctuation that HTML escapes. */
function createArticles(count: number, seed: number): Article[] {
  const random = createRandom(seed);
  const { items } = createCorpus({ items: count, queries: 200, seed });
  const place = (at: number) => `https://news.example/2025/09/0${1 + (at % 9)}/story-${at}`;
  return items.map(({ title, text }, at) => {
    const sentences = text.split('. ').map((sentence) => `${sentence.replace(/\.$/, '')}.`);
    const decorated = sentences.map((sentence) => {
      const kind = random();
      if (kind < 0.15)
        return sentence.replace(
          / (\S+ \S+) /,
          ` <a href="${place(at)}?ref=a&amp;b=1" target="_blank">$1</a> `,
        );
      if (kind < 0.25) return sentence.replace(/ (\S+) /, ' <strong>$1</strong> ');
      if (kind < 0.35) return sentence.replace(/ (\S+) /, ' &#8220;$1&#8221; ');
      if (kind < 0.4) return sentence.replace(' ', '&nbsp;');
      if (kind < 0.5) return sentence.replace(' ', ' it’s ');
      return sentence;
    });
    const paragraphs: string[] = [];
    for (let from = 0; from < decorated.length; from += 3) {
      paragraphs.push(`<p>${decorated.slice(from, from + 3).join(' ')}</p>`);
    }
    const figure = `<figure class="wp-block-image size-large"><img loading="lazy" width="1024" height="683" src="https://cdn.news.example/${at}.jpg" alt="" class="wp-image-${at}" srcset="https://cdn.news.example/${at}-300.jpg 300w, https://cdn.news.example/${at}-768.jpg 768w"/><figcaption>${title}</figcaption></figure>`;
    const list = `<ul><li>${sentences[0]}</li><li>${sentences[1]}</li></ul>`;
    return {
      at,
      title,
      date: new Date(Date.UTC(2025, 8, 9) - at * (day / 24) - Math.floor(random() * 3_600) * 1_000),
      teaser: sentences.slice(0, 2).join(' '),
      html: [figure, ...paragraphs, ...(random() < 0.3 ? [list] : [])].join('\n'),
    };
  });
}

const namespaces =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"';

const asRss = (articles: readonly Article[], isFull: boolean): string => {
  const items = articles.map(
    ({ at, title, date, teaser, html }) => `
    <item>
      <title>${escapeXml(title)}</title>
      <link>https://news.example/2025/09/story-${at}?utm_source=rss</link>
      <dc:creator><![CDATA[Desk ${at % 7}]]></dc:creator>
      <pubDate>${date.toUTCString()}</pubDate>
      <category><![CDATA[World]]></category>
      <category><![CDATA[Politics]]></category>
      <guid isPermaLink="false">https://news.example/?p=${at}</guid>
      <description><![CDATA[<p>${teaser}</p>]]></description>
      ${isFull ? `<content:encoded><![CDATA[${html}]]></content:encoded>\n      ` : ''}<media:content url="https://cdn.news.example/${at}.jpg" medium="image" width="1024" height="683"/>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${namespaces}>\n  <channel>\n    <title>News</title>\n    <link>https://news.example/</link>\n    <atom:link href="https://news.example/feed" rel="self" type="application/rss+xml"/>\n    <description>All of it</description>\n    <language>en-US</language>${items.join('')}\n  </channel>\n</rss>\n`;
};

const asAtom = (articles: readonly Article[]): string => {
  const entries = articles.map(
    ({ at, title, date, teaser, html }) => `
  <entry>
    <title type="html">${escapeXml(escapeXml(title))}</title>
    <link rel="alternate" type="text/html" href="https://news.example/2025/09/story-${at}"/>
    <id>tag:news.example,2025:${at}</id>
    <published>${date.toISOString()}</published>
    <updated>${date.toISOString()}</updated>
    <author><name>Desk ${at % 7}</name></author>
    <summary type="text">${escapeXml(teaser)}</summary>
    <content type="html">${escapeXml(html)}</content>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n  <title>News</title>\n  <link href="https://news.example/"/>\n  <updated>2025-09-09T00:00:00Z</updated>\n  <id>tag:news.example,2025:feed</id>${entries.join('')}\n</feed>\n`;
};

const kinds: readonly { name: string; write: (articles: readonly Article[]) => string }[] = [
  { name: 'RSS, teasers', write: (articles) => asRss(articles, false) },
  { name: 'RSS, full text', write: (articles) => asRss(articles, true) },
  { name: 'Atom, full text', write: asAtom },
];

/** A feed of each kind, of about so many bytes. */
export function createDocuments(bytes: number): Document[] {
  return kinds.map(({ name, write }) => {
    const perArticle = write(createArticles(20, 1)).length / 20;
    return { name, text: write(createArticles(Math.max(1, Math.round(bytes / perArticle)), 2)) };
  });
}
