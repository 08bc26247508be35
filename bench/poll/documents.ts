/** Entries of a feed. */
const entries = 20;
/** Words of an entry's text; a document has about 25 kB then, the median of the feeds that were collected. */
const words = 170;

const vocabulary =
  'minister talks border summit trade election court storm market price energy union police report science health film match season league city river road school budget vote law treaty army port rail airport water fire rescue museum music festival drought harvest factory union strike bank rate export import'.split(
    ' ',
  );

/** A few texts of articles; what matters here is their size. */
export function articlesOf(): string[] {
  return Array.from({ length: 50 }, (_, article) =>
    Array.from(
      { length: words },
      (__, n) => vocabulary[(n * (article + 3) + n * n) % vocabulary.length],
    ).join(' '),
  );
}

/** Feed `n` after `version` further entries came. */
export function documentOf(n: number, version: number, articles: readonly string[]): string {
  const items = Array.from({ length: entries }, (_, at) => {
    const entry = entries + version - at;
    const date = new Date(Date.UTC(2026, 0, 1) + entry * 3_600_000).toUTCString();
    return `<item><title>${vocabulary[entry % vocabulary.length]} report ${entry} of desk ${n}</title><link>https://news${n}.example/${entry}</link><guid isPermaLink="false">${n}-${entry}</guid><pubDate>${date}</pubDate><description>&lt;p&gt;${articles[(n + entry) % articles.length]}&lt;/p&gt;</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Desk ${n}</title><link>https://news${n}.example/</link><description>News of desk ${n}</description>${items.join('')}</channel></rss>`;
}
