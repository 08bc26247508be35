import { describe, expect, it } from 'vitest';
import { isBoilerplate, noteRanges, tailLength } from '../../src/summary/boilerplate.ts';
import { datelineLength } from '../../src/summary/dateline.ts';

describe('isBoilerplate', () => {
  it.each([
    'Read more',
    'Read more…',
    'This live blog is now closed.',
    'Here is what we know so far.',
    'That is all from us.',
    'Photos: the best pictures',
    '[Read more]',
    'Read more »',
    'Read more: Kim Jong Un arrives in Beijing',
    'Read more on BBC News.',
    'Continue reading…',
    'Continue reading "Kim in Beijing"',
    'Continue reading on The Guardian',
    'Read the full story here.',
    'Click here to read the full article.',
    'Learn more about our coverage',
    'The post Kim in Beijing appeared first on NK News.',
    'The post Kim in Beijing first appeared on NK News.',
    'Der Beitrag Kim in Peking erschien zuerst auf Tagesblatt.',
    'La entrada Kim en Pekín se publicó primero en El Diario.',
    'This article was originally published on The Conversation.',
    'This story has been updated.',
    'Reporting by Jane Roe; Editing by John Roe',
    '(Reporting by Jane Roe in Beijing; Editing by John Roe)',
    'Subscribe to our newsletter',
    'Sign up for our daily newsletter here.',
    'Follow us on X and Facebook',
    'Share this article',
    'Share Tweet Email',
    'Get the latest news delivered to your inbox.',
    'Support our journalism',
    'Advertisement',
    'ADVERTISEMENT',
    'Skip to main content',
    'Image source: Getty Images',
    'Image caption: Kim Jong Un in Beijing',
    'Photo: KCNA',
    'Image source, Getty Images',
    'Article URL: https://example.org/a',
    'submitted by /u/someone to r/worldnews',
    'Getty Images',
    '© 2025 Example Media. All rights reserved.',
    'Copyright 2025 Example Media',
    '5 min read',
    '12 comments',
    'By Jane Roe',
    'Related articles',
    'See also: Xi meets Putin',
    'Source: https://example.org/article',
    '***',
    '[…]',
    '…',
    'Lire la suite',
    'Lire aussi : Xi reçoit Poutine',
    'Weiterlesen …',
    'Lesen Sie auch: Xi empfängt Putin',
    'Leer más',
    'Leia mais',
    'Leggi anche: Xi incontra Putin',
    'Читать далее',
    'Читайте также: Путин прибыл в Пекин',
    'اقرأ المزيد',
    '阅读更多',
    '责任编辑：张三',
    '続きを読む',
    '더 보기',
    '무단전재 및 재배포 금지',
    'Read the rest of this entry »',
    '(more…)',
    'La entrada Kim en Pekín aparece primero en El Norte.',
    'Abonnieren Sie unseren Newsletter',
    'Inscrivez-vous à notre newsletter',
    'もっと読む',
    '더보기',
    'للمزيد',
    'View on YouTube',
    'Photo by Example Agency',
    'Thank you for reading.',
    'Listen to this article',
    'View image in fullscreen',
    'Tags: Kim, Beijing',
    'Filed under: World',
    'Posted in World',
    'Daha fazla oku',
    'Baca juga: Kim',
    'Xem thêm',
    'อ่านต่อ',
    'Les mer',
    'Lue lisää',
    'Číst dále',
    'Διαβάστε περισσότερα',
    'Olvass tovább',
    'Подробнее на сайте',
    'Published Sept 3, 2025',
  ])('knows as of the page: %s', (sentence) => {
    expect(isBoilerplate(sentence)).toBe(true);
  });

  it.each([
    'Read by millions, the book was banned in China.',
    'Copyright law changes passed parliament on Tuesday.',
    'Register of voters shows 2 million new names.',
    'Advertisement revenue fell by five percent.',
    'Support for the party fell to 12 percent.',
    '"Support our troops," Trump said.',
    'Subscribers left the service in droves.',
    'Sharing the stage with Putin, Kim waved.',
    'Share prices in Seoul fell on Monday.',
    'Follow-up talks are planned for October.',
    'Photographs of the parade showed Kim beside Xi.',
    'Published in 2019, the report says North Korea sold arms.',
    'Updated sanctions lists were approved on Monday.',
    'This article of the constitution was amended in 2018.',
    'Watch groups said the vote was not fair.',
    'Source code of the system was stolen.',
    'Live fire drills began at dawn.',
    'Listening posts were built along the border.',
    'By Monday the army had taken the city.',
    'See you in court, he told them.',
    'Related charges were dropped.',
    'Get well soon, Putin told him.',
    'Points of entry were closed.',
    'Images of the train were shown on television.',
    'Video of the parade was shown on television.',
    'Posted to Moscow in 1998, he learned Russian.',
    'Comments by the minister drew criticism.',
    'Most read the treaty as a threat.',
    '编辑部的电话无人接听。',
    '来源国必须同意。',
    'Source of the leak remains unknown',
    'More from the border: two dead.',
    'Published figures show growth slowed in 2025.',
    'Subscribers can expect higher prices from Netflix, analysts said.',
    'Help us, the hostages wrote.',
    'Follow us, the rebels told villagers.',
    'The post office said mail first appeared on Monday.',
    'What do you think? the president asked.',
    'Видео с места взрыва появилось в сети.',
    'Подробнее о переговорах рассказал министр.',
    'Фотограф погиб в Киеве.',
  ])('takes as of the story: %s', (sentence) => {
    expect(isBoilerplate(sentence)).toBe(false);
  });

  it('is not slow on long input', () => {
    expect(isBoilerplate(`Follow ${'a '.repeat(200_000)}`)).toBe(false);
    expect(noteRanges('The post '.repeat(20_000))).toEqual([]);
    expect(isBoilerplate(`Kim${' '.repeat(500_000)}left`)).toBe(false);
  });
});

describe('noteRanges', () => {
  it('finds a note whose title holds the end of a sentence', () => {
    const text = 'Kim left. The post Kim in Beijing? What we know. appeared first on NK News.';
    expect(noteRanges(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'The post Kim in Beijing? What we know. appeared first on NK News.',
    ]);
  });

  it('leaves a sentence about a post alone', () => {
    expect(noteRanges('The post was filled in May. He first appeared in 2010.')).toEqual([]);
  });
});

describe('tailLength', () => {
  it.each([
    ['Kim left for the parade Read more', 'Kim left for the parade'],
    ['Kim left for the parade… Continue reading »', 'Kim left for the parade…'],
    ['Kim left for the parade […]Read more', 'Kim left for the parade […]'],
    ['Kim left for the parade.', 'Kim left for the parade.'],
    ['Children should read more.', 'Children should read more.'],
  ])('of %s leaves %s', (sentence, left) => {
    expect(sentence.slice(0, sentence.length - tailLength(sentence))).toBe(left);
  });
});

describe('datelineLength', () => {
  it.each([
    ['BEIJING (AP) — Kim arrived.', 'Kim arrived.'],
    ['SEOUL, South Korea (AP) — Kim arrived.', 'Kim arrived.'],
    ['LONDON, Sept 3 (Reuters) - Kim arrived.', 'Kim arrived.'],
    ['BEIJING, Sept. 3 (Xinhua) -- Kim arrived.', 'Kim arrived.'],
    ['(Reuters) - Kim arrived.', 'Kim arrived.'],
    ['Berlin (dpa) - Kim arrived.', 'Kim arrived.'],
    ['Pekín, 3 sep (EFE).- Kim llegó.', 'Kim llegó.'],
    ['MOSCOW, September 3. /TASS/. Kim arrived.', 'Kim arrived.'],
    ['BEIJING — Kim arrived.', 'Kim arrived.'],
    ['WASHINGTON, D.C. — Kim arrived.', 'Kim arrived.'],
    ['МОСКВА, 3 сен — РИА Новости. Ким прибыл.', 'Ким прибыл.'],
    ['新华社北京9月3日电 金正恩抵达北京。', '金正恩抵达北京。'],
    ['新华社北京9月3日电（记者张三）金正恩抵达北京。', '金正恩抵达北京。'],
    ['【北京＝共同】金正恩氏が到着した。', '金正恩氏が到着した。'],
    ['(서울=연합뉴스) 홍길동 기자 = 김정은 위원장이 도착했다.', '김정은 위원장이 도착했다.'],
    ['Sept 3 (Reuters) - Kim arrived.', 'Kim arrived.'],
    ['NEW DELHI: Kim arrived.', 'Kim arrived.'],
    ['Islamabad: Kim arrived.', 'Kim arrived.'],
    ['Washington, DC – Kim arrived.', 'Kim arrived.'],
    ['Seoul, South Korea – Kim arrived.', 'Kim arrived.'],
    ['UPDATE: Kim arrived.', 'UPDATE: Kim arrived.'],
    ['UN: Kim arrived.', 'UN: Kim arrived.'],
    ['NATO — the alliance of 32 states — met.', 'NATO — the alliance of 32 states — met.'],
    ['Kim Jong Un - the leader - arrived.', 'Kim Jong Un - the leader - arrived.'],
    ['The agency (AP) reported it.', 'The agency (AP) reported it.'],
  ])('of %s leaves %s', (text, left) => {
    expect(text.slice(datelineLength(text))).toBe(left);
  });
});
