/** A page of a news site as they are: navigation, teasers of other stories, notes, and the article in between. */
export function newsPage({
  title,
  paragraphs,
  head = '',
  aside = '',
}: {
  title: string;
  paragraphs: readonly string[];
  head?: string;
  aside?: string;
}): string {
  const links = Array.from(
    { length: 20 },
    (_, n) => `<li><a href="/section/${n}">Section ${n}</a></li>`,
  ).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | Sample Wire</title>${head}</head>
<body><header><nav><ul>${links}</ul></nav></header>
<main><article><h1>${title}</h1><p class="byline">By the desk</p>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}
</article></main>
<aside><h2>Most read</h2><ul>${links}</ul>${aside}</aside>
<footer>All rights reserved. We use cookies.</footer></body></html>`;
}

/** An article long enough to be recognised as one. */
export const arrival = {
  title: 'Kim Jong Un arrives in Beijing for the parade',
  paragraphs: [
    'BEIJING (AP) — The armoured train of Kim Jong Un reached the Chinese capital on Tuesday afternoon, a day after it had left Pyongyang, and was met by senior officials of the Communist Party at the station.',
    'The North Korean leader is to stand beside Xi Jinping and Vladimir Putin at a parade that marks eighty years since the end of the Second World War, the first time that the three appear together in public.',
    'South Korea said that it watches the visit closely, because Pyongyang has sent troops and ammunition to Russia and hopes for more trade with China, which is by far its largest partner.',
    'Kim last travelled to China in January 2019, when he stayed for four days and celebrated his birthday there with a dinner that was given for him.',
  ],
};
