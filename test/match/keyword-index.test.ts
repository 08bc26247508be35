import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';
import type { KeywordEntry } from '../../src/match/match.ts';

const aliases = createAliasTable([
  {
    name: 'Shanghai Cooperation Organisation',
    aliases: ['SCO', 'Shanghai Cooperation Organization', 'ШОС', '上合组织'],
  },
  { name: 'United States', aliases: ['US', 'USA'] },
]);

function found(keyword: string, title: string, text = ''): string[] {
  const index = createKeywordIndex({ aliases });
  index.add({ keyword, aliases: [], owner: 'o' });
  return index.search({ title, text }).flatMap(({ matches }) => matches.map((match) => match.text));
}

const rows: readonly (readonly [keyword: string, finds: string, words: string, missesIn: string])[] = [
  ['Kim Jong Un', 'North Korea’s Kim Jong-un’s train left', 'Kim Jong-un', 'Kim Jong Il ruled before'],
  ['Kim Jong Un', 'KIM JONG UN IN BEIJING TODAY', 'KIM JONG UN', 'Kim and Jong met the UN envoy'],
  ['kim jong-un', 'Kim Jongun met Xi', 'Kim Jongun', 'Kim Jong-unit'],
  ['"Kim Jong Un"', 'Kim\u00a0Jong\u00a0Un arrives', 'Kim\u00a0Jong\u00a0Un', 'Jong Un Kim'],
  ['UN', 'The UN votes', 'UN', 'Kim Jong Un arrives'],
  ['UN', 'The U.N. votes', 'U.N.', 'un homme est mort'],
  ['US', 'U.S. troops leave', 'U.S.', 'They told us nothing'],
  ['US', 'US troops leave', 'US', 'Us and them'],
  ['WHO', 'WHO warns of an outbreak', 'WHO', 'Who will win?'],
  ['WHO', 'Les experts de l’OMS et de la WHO', 'WHO', 'WHO WILL STOP THIS WAR NOW'],
  ['NATO', 'Nato meets in Brussels', 'Nato', 'natomiast nato nie'],
  [
    'SCO',
    'Leaders of the Shanghai Cooperation Organisation met',
    'Shanghai Cooperation Organisation',
    'A disco in Shanghai',
  ],
  ['SCO', 'Саммит ШОС открылся', 'ШОС', 'ШОСсе перекрыто'],
  ['SCO', '上合组织峰会在天津举行', '上合组织', '上海组织峰会'],
  ['Shanghai Cooperation Organisation', 'The SCO summit', 'SCO', 'Scout leaders meet'],
  ['Erdogan', 'Erdoğan visits Baku', 'Erdoğan', 'Erdo visits'],
  ['Erdoğan', 'ERDOGAN visits Baku', 'ERDOGAN', 'Erdogans Reise'],
  ['São Paulo', 'Flood in Sao Paulo', 'Sao Paulo', 'Sao Tome and Paulo'],
  ['Müller', 'Mu\u0308ller resigns', 'Mu\u0308ller', 'Muellers resign'],
  ['F-35', 'An F35 crashed', 'F35', 'An AF35 crashed'],
  ['F-35', 'The F-35A fleet', 'F-35', 'The F-351 fleet'],
  ['F35', 'The F 35 fleet', 'F 35', 'The F 3.5 fleet'],
  ['Covid 19', 'Covid-19 is back', 'Covid-19', 'Covid-190'],
  ['COVID-19', 'covid19 is back', 'covid19', 'COVID is back'],
  ['cooperation', 'Economic co-operation grows', 'co-operation', 'Coop eration'],
  ['tariff', 'A tar\u00adiff on steel', 'tar\u00adiff', 'tariffication'],
  ["O'Brien", 'O’Brien resigns', 'O’Brien', 'O Brien resigns'],
  ['OTAN', 'Le chef de l’OTAN parle', 'OTAN', 'lotan'],
  ['C++', 'C++ turns 40', 'C++', 'C turns 50'],
  ['AT&T', 'AT&T to merge', 'AT&T', 'AT and T'],
  ['G7', 'The G-7 meets', 'G-7', 'The G77 meets'],
  ['金正恩', '朝鲜领导人金正恩抵达北京', '金正恩', '金正日'],
  ['김정은', '김정은이 베이징에 도착했다', '김정은', '김정일이 도착했다'],
  ['プーチン', 'プーチン大統領が訪問', 'プーチン', 'ラスプーチンの時代'],
  ['ชายแดน', 'ปะทะชายแดนไทย', 'ชายแดน', 'ชายหาดไทย'],
  ['Ким Чен Ын', 'Ким Чен Ын прибыл в Пекин', 'Ким Чен Ын', 'Ким Чен Ир'],
  ['Королёв', 'Город Королев растёт', 'Королев', 'Королевство растёт'],
  ['غزّة', 'قصف على غزة', 'غزة', 'غزال'],
  ['Ｇａｚａ', 'Aid for Gaza', 'Gaza', 'Gazania'],
  ['Μητσοτάκης', 'ΜΗΤΣΟΤΑΚΗΣ: δηλώσεις', 'ΜΗΤΣΟΤΑΚΗΣ', 'Μητσοτάκη'],
];

describe('a keyword', () => {
  it.each(rows)('%j is found in %j', (keyword, text, words) => {
    expect(found(keyword, text)).toEqual([words]);
  });

  it.each(rows.map(([keyword, , , text]) => [keyword, text]))('%j is not found in %j', (keyword, text) => {
    expect(found(keyword, text)).toEqual([]);
  });

  it('is found in title and text, each with its place', () => {
    const index = createKeywordIndex({ aliases });
    index.add({ keyword: 'Xi', aliases: [], owner: 'o' });
    expect(index.search({ title: 'Xi speaks', text: 'In Tianjin, Xi spoke.' })).toEqual([
      {
        owner: 'o',
        keyword: 'Xi',
        matches: [
          { keyword: 'Xi', field: 'title', text: 'Xi', start: 0, end: 2 },
          { keyword: 'Xi', field: 'text', text: 'Xi', start: 12, end: 14 },
        ],
      },
    ]);
  });

  it('says which alias was found', () => {
    const index = createKeywordIndex({ aliases });
    index.add({ keyword: 'SCO', aliases: [], owner: 'o' });
    expect(index.search({ title: 'ШОС', text: '' })[0]?.matches[0]).toMatchObject({
      keyword: 'SCO',
      alias: 'ШОС',
    });
  });

  it("is found by a guild's own alias for that guild only", () => {
    const index = createKeywordIndex({ aliases });
    index.add({ keyword: 'parade', aliases: ['Aufmarsch'], owner: 'a' });
    index.add({ keyword: 'parade', aliases: [], owner: 'b' });
    expect(index.search({ title: 'Der Aufmarsch', text: '' }).map(({ owner }) => owner)).toEqual(['a']);
  });

  it('counts once where an alias lies inside the keyword', () => {
    expect(found('United States', 'United States of America (USA)')).toEqual(['United States', 'USA']);
  });

  it('is found as long as anybody watches it', () => {
    const index = createKeywordIndex({ aliases });
    const entry = { keyword: 'SCO', aliases: [], owner: 'o' };
    index.add(entry);
    index.add(entry);
    index.remove(entry);
    expect(index.search({ title: 'SCO', text: '' })).toHaveLength(1);
    index.remove(entry);
    expect(index.search({ title: 'SCO', text: '' })).toHaveLength(0);
    expect(index.size).toBe(0);
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['""', 'are empty'],
    ['!?', 'no letter or digit'],
    ['x'.repeat(501), 'at most 500'],
    ['"climate change', 'not closed'],
  ])('%j is refused with a reason', (keyword, reason) => {
    const index = createKeywordIndex({ aliases });
    expect(() => index.add({ keyword, aliases: [], owner: 'o' })).toThrow(reason);
  });
});

const word = fc.constantFrom(
  'Kim',
  'Jong',
  'Un',
  'UN',
  'SCO',
  'us',
  'US',
  'Xi',
  '金',
  '正',
  '恩',
  'F',
  '35',
  'é',
  'co',
);
const joint = fc.constantFrom(' ', '-', '’s ', '. ', '');
const text = fc
  .array(fc.tuple(word, joint), { maxLength: 25 })
  .map((parts) => parts.map(([left, right]) => left + right).join(''));
const keyword = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const entry = fc.record({ keyword, aliases: fc.constant<string[]>([]), owner: fc.constantFrom('a', 'b') });

describe('the index', () => {
  it('gives ranges that hold the words they name', () => {
    fc.assert(
      fc.property(text, text, fc.array(keyword, { maxLength: 8 }), (title, body, keywords) => {
        const index = createKeywordIndex({ aliases });
        for (const one of keywords) index.add({ keyword: one, aliases: [], owner: 'o' });
        const document = { title, text: body };
        for (const { matches } of index.search(document)) {
          for (const match of matches) {
            expect(document[match.field].slice(match.start, match.end)).toBe(match.text);
          }
        }
      }),
    );
  });

  it('finds each keyword among many as it finds it alone', () => {
    fc.assert(
      fc.property(text, fc.uniqueArray(keyword, { maxLength: 12 }), (title, keywords) => {
        const index = createKeywordIndex({ aliases });
        for (const one of keywords) index.add({ keyword: one, aliases: [], owner: one });
        const together = new Map(index.search({ title, text: '' }).map((hit) => [hit.owner, hit.matches]));
        for (const one of keywords) {
          expect((together.get(one) ?? []).map((match) => match.text)).toEqual(found(one, title));
        }
      }),
    );
  });

  it('is after adding and removing as if only what is left had been added', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, fc.boolean()), { maxLength: 20 }), text, (changes, title) => {
        const index = createKeywordIndex({ aliases });
        const left: KeywordEntry[] = [];
        for (const [one, isRemoved] of changes) {
          index.add(one);
          if (isRemoved) index.remove(one);
          else left.push(one);
        }
        const fresh = createKeywordIndex({ aliases });
        for (const one of left) fresh.add(one);
        const sorted = (of: typeof index) =>
          of
            .search({ title, text: '' })
            .toSorted((a, b) => (a.owner + a.keyword).localeCompare(b.owner + b.keyword));
        expect(sorted(index)).toEqual(sorted(fresh));
        expect(index.size).toBe(fresh.size);
      }),
    );
  });
});
