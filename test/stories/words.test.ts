import { describe, expect, it } from 'vitest';
import {
  areAlikeTitles,
  areAlmostEqual,
  isTelling,
  likenessOf,
  similarity,
} from '../../src/stories/likeness.ts';
import { bareTitle } from '../../src/stories/title-key.ts';
import { plainWords } from '../../src/stories/words.ts';

const keyOf = (title: string, feedTitle = 'Sample Wire') =>
  likenessOf({ title, text: '', feed: { title: feedTitle } }).title;

describe('plainWords', () => {
  it.each([
    ['Erdoğan’s “VISIT”', 'erdogan visit'],
    ['Kim Jong-un', 'kim jong un'],
    ['U.S. and US', 'us and us'],
    ['Ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
    ['O‘Brien isn’t here', 'obrien isnt here'],
    ['金正恩访华', '金 正 恩 访 华'],
    ['김정은 방중', '김정은 방중'],
    ['كِيم جونغ', 'كيم جونغ'],
    ['किम जोंग', 'किम जोंग'],
    ['🚨🚨 Quake!', 'quake'],
    ['…', ''],
  ])('of %j are %j', (text, words) => {
    expect(plainWords(text).join(' ')).toBe(words);
  });
});

describe('the key of a title', () => {
  const headline = 'Kim Jong Un arrives in Beijing for parade';

  it.each([
    headline,
    headline.toUpperCase(),
    `“${headline}”`,
    `🚨 ${headline}`,
    `BREAKING: ${headline}`,
    `Breaking news - ${headline}`,
    `LIVE: ${headline}`,
    `Live updates: ${headline}`,
    `🔴 LIVE | ${headline}`,
    `[LIVE] ${headline}`,
    `(LEAD) ${headline}`,
    `(2nd LD) ${headline}`,
    `UPDATE 1-${headline}`,
    `UPDATE 2 - ${headline}`,
    `WRAPUP 3-${headline}`,
    `URGENT: BREAKING: ${headline}`,
    `【速報】${headline}`,
    `Срочно: ${headline}`,
    `${headline} - Reuters`,
    `${headline} - The New York Times`,
    `${headline} | BBC News`,
    `${headline} – Al Jazeera English`,
    `${headline} — NK News`,
    `${headline} · France 24`,
    `${headline} - nytimes.com`,
    `${headline} | North Korea | The Guardian`,
    `${headline} | Sample Wire`,
    `${headline} - sample wire`,
    `BREAKING: ${headline} - CNN`,
    `${headline}!`,
    `${headline} …`,
  ])('is the same: %s', (title) => {
    expect(keyOf(title)).toBe('kim jong un arrives in beijing for parade');
  });

  it.each([
    ['What We Know About the Attack - Day One', 'What We Know About the Attack - Day Two'],
    ['Ukraine war: day 1,290', 'Ukraine war: day 1,291'],
    ['Kim meets Putin in Beijing - and Xi', 'Kim meets Putin in Beijing - and Modi'],
    ['Kim Meets Xi — Peace Talks Begin', 'Kim Meets Xi — Trade Talks Begin'],
    ['Election results live - 20 of 30 counted', 'Election results live - 25 of 30 counted'],
    ['Live: Kim', 'Live: Xi'],
    ['Reuters - BBC', 'Reuters - CNN'],
    ['金正恩抵达北京', '金正恩离开北京'],
  ])('is another one for %j than for %j', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  it.each([
    ['金正恩抵达北京参加阅兵式 - 新华网', '新华网', '金正恩抵达北京参加阅兵式'],
    ['金正恩氏が北京に到着｜共同通信ニュース', '', '金正恩氏が北京に到着'],
    ['[속보] 김정은 국무위원장 베이징 도착', '', '김정은 국무위원장 베이징 도착'],
    ['Live', '', 'Live'],
    ['LIVE:', '', 'LIVE:'],
    ['Watch', '', 'Watch'],
    ['Alert level raised in Seoul', '', 'Alert level raised in Seoul'],
    ['Direct flights resume to Pyongyang', '', 'Direct flights resume to Pyongyang'],
    ['', '', ''],
    ['- | -', '', ''],
  ])('leaves of %j in the feed %j %j', (title, feedTitle, bare) => {
    expect(bareTitle(title, feedTitle)).toBe(bare);
  });

  it.each([' - ', 'LIVE: ', 'a - B | ', '金|', '🚨'])(
    'is found in time that grows with its length: %j',
    (part) => {
      expect(bareTitle(part.repeat(100_000), 'x').length).toBeLessThanOrEqual(part.length * 100_000);
    },
  );
});

describe('likeness', () => {
  it.each([
    ['Quake hits Afghanistan', false],
    ['Morning briefing', false],
    ['Kim Jong Un arrives in Beijing', true],
    ['金正恩访华', false],
    ['金正恩乘专列抵达北京参加阅兵式', true],
    ['김정은 국무위원장 베이징 도착 열병식', true],
    ['', false],
  ])('finds that %j says enough: %j', (title, telling) => {
    expect(isTelling(keyOf(title))).toBe(telling);
  });

  it('sees a teaser in the text that it begins', () => {
    const whole = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen';
    expect(similarity('one two three four five six seven eight nine', whole)).toBe(1);
    expect(similarity('one two', whole)).toBeLessThan(0.2);
    expect(similarity('', '')).toBe(0);
  });

  it('takes other numbers in one formula for another text', () => {
    const text = (line: string) => `line ${line} does not run between north and south today because of works`;
    expect(areAlmostEqual(text('4'), text('4'))).toBe(true);
    expect(areAlmostEqual(text('4'), text('7'))).toBe(false);
  });

  it.each([
    ['kim jong un train leaves for beijing', 'kim jong un arrives in beijing ahead of parade', true],
    ['leaders sign declaration', 'leaders sign declaration on trade', true],
    ['soldiers march past the gate', 'xi welcomes guests at the hall', false],
    ['storm in the north of the country', 'election in the south of the country', true],
    ['', '', false],
    ['', 'kim', false],
  ])('takes %j and %j for one headline before and after an edit: %j', (one, other, alike) => {
    expect(areAlikeTitles(one, other)).toBe(alike);
  });
});
