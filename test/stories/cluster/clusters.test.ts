import { describe, expect, it } from 'vitest';
import { areTitlesApart } from '../../../src/stories/cluster/apart.ts';
import { createPostings } from '../../../src/stories/cluster/postings.ts';
import { likenessOfSignatures, signatureOf } from '../../../src/stories/cluster/shingles.ts';
import { createVocabulary } from '../../../src/stories/cluster/vocabulary.ts';
import { isRoundup } from '../../../src/stories/roundups.ts';
import { createRenaming } from '../../../src/stories/terms/names.ts';
import { termsOf } from '../../../src/stories/terms/terms.ts';
import { plainWords } from '../../../src/stories/words.ts';

const words = (text: string) => plainWords(text).join(' ');

describe('areTitlesApart', () => {
  it.each([
    ['Severe weather warning issued for Wales', 'Severe weather warning issued for Kent', true],
    ['Ukraine war: what happened on day 1,290', 'Ukraine war: what happened on day 1,291', true],
    ['At least 800 killed in Afghan quake', 'At least 1,400 killed in Afghan quake', false],
    ['Hundreds killed in Afghan quake', 'Dozens killed in Afghan quake', false],
    ['Topic1x report 5 on place 35', 'Topic1x report 6 on place 42', true],
    ['Kim in Beijing', 'Xi in Beijing', false],
    ['Kim arrives in Beijing', 'Kim Jong Un arrives by train in Beijing', false],
  ])('of %j and %j is %j', (one, other, expected) => {
    expect(areTitlesApart(words(one), words(other))).toBe(expected);
  });
});

describe('isRoundup', () => {
  it.each([
    ['Monday briefing: Assad gone, Notre Dame open', true],
    ['Your Wednesday evening briefing: blasts in Iran', true],
    ['What to know today', true],
    ['White House press briefing ends in uproar', false],
    ['Intelligence briefing for Trump on Iran', false],
  ])('of %j is %j', (title, expected) => {
    expect(isRoundup(words(title))).toBe(expected);
  });
});

describe('the signature of a text', () => {
  const text = plainWords(
    'The yellow carriage, popular with tourists, came off the tracks near the avenue on Wednesday evening, hit a building and killed at least fifteen people, the city said in a statement.',
  );

  it('is like that of the same text after an edit, and not that of another', () => {
    const edited = text.with(-1, 'note').concat(plainWords('More details soon.'));
    const other = plainWords(
      'Lawmakers voted against the prime minister on Monday over his plans to cut the debt, and he will hand in his resignation to the president on Tuesday morning.',
    );
    const signature = signatureOf(text) ?? [];
    expect(likenessOfSignatures(signature, signatureOf(edited) ?? [])).toBeGreaterThan(0.5);
    expect(likenessOfSignatures(signature, signatureOf(other) ?? [])).toBeLessThan(0.1);
  });

  it('is none where a text is too short to be known again', () => {
    expect(signatureOf(text.slice(0, 10))).toBeNull();
  });
});

describe('terms', () => {
  const rename = createRenaming([
    { name: 'Kim Jong Un', aliases: ['金正恩', 'Ким Чен Ын'] },
    { name: 'United States', aliases: ['US', 'EE. UU.'] },
  ]);
  const of = (title: string, text = '') => termsOf({ title, text }, rename).map(({ term }) => term);

  it.each([
    ['金正恩抵达北京', ['kim', 'jong', 'un', '抵达']],
    ['Ким Чен Ын прибыл в Пекин', ['kim', 'jong', 'un']],
    ['US hits them and tells us', ['=usa']],
    ['More than 1,400 dead', ['1400', '=kill']],
    ['5 000 Tote', ['5000', '=kill']],
    ['В Москве погиб генерал Кириллов', ['kirill']],
    ['War in Sudan', ['war', '=sudan']],
  ])('of %j hold %j', (title, expected) => {
    expect(of(title)).toEqual(expect.arrayContaining(expected));
  });

  it('of a title come before those of the text, each once', () => {
    const terms = termsOf({ title: 'Quake in Kunar', text: 'Kunar was hit.' }, rename);
    expect(terms.map(({ term, inTitle }) => [term, inTitle])).toEqual([
      ['=quake', true],
      ['kunar', true],
      ['hit', false],
    ]);
  });
});

describe('postings', () => {
  it('keep the stories that grew last', () => {
    const postings = createPostings<string>({ most: 2 });
    for (const story of ['a', 'b', 'a', 'c']) postings.touch([1], story);
    expect(postings.get(1)).toEqual(['a', 'c']);
    postings.remove([1], 'c');
    expect(postings.get(1)).toEqual(['a']);
  });
});

describe('a vocabulary', () => {
  it('takes a word for rare until many stories have it, and forgets what nothing holds', () => {
    const vocabulary = createVocabulary();
    const [rare, common] = [vocabulary.numberOf('kunar'), vocabulary.numberOf('=quake')];
    expect(vocabulary.rarity(rare)).toBeGreaterThan(vocabulary.rarity(common));
    const before = vocabulary.rarity(rare);
    vocabulary.hold(rare);
    vocabulary.count(rare, 50);
    expect(vocabulary.rarity(rare)).toBeLessThan(before);
    vocabulary.count(rare, -50);
    vocabulary.release(rare);
    expect(vocabulary.find('kunar')).toBeUndefined();
  });
});
