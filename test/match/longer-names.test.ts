import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadAliases } from '../../config/aliases.ts';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';

const aliases = createAliasTable(
  loadAliases(fileURLToPath(new URL('../../config/aliases.yaml', import.meta.url))),
);

function found(keyword: string, text: string): string[] {
  const index = createKeywordIndex({ aliases });
  index.add({ keyword, aliases: [], owner: 'o' });
  return index.search({ title: '', text }).flatMap(({ matches }) => matches.map((match) => match.text));
}

describe("a country's name", () => {
  it.each([
    ['South Korea', "The Democratic People's Republic of Korea tests a missile"],
    ['ROK', "The Democratic People's Republic of Korea tests a missile"],
    ['Republic of Korea', "The Democratic People's Republic of Korea tests a missile"],
    ['Sudan', 'South Sudan votes'],
    ['Guinea', 'Equatorial Guinea, Guinea-Bissau and Papua New Guinea'],
    ['Republic of the Congo', 'The Democratic Republic of the Congo votes'],
    ['Samoa', 'American Samoa votes'],
    ['Russia', '白俄罗斯总统'],
    ['Russia', 'روسيا البيضاء'],
    ['India', '인도네시아 대통령'],
    ['Mali', '索马里总统'],
    ['Sudan', 'Южный Судан'],
    ['Sudan AND votes', 'South Sudan votes'],
  ])('%j is not found as a part of another: %j', (keyword, text) => {
    expect(found(keyword, text)).toEqual([]);
  });

  it.each([
    ['South Korea', 'The Republic of Korea answers', ['Republic of Korea']],
    ['North Korea', 'The Democratic People’s Republic of Korea', ['Democratic People’s Republic of Korea']],
    ['South Korea', 'Republic of Korea; Democratic People’s Republic of Korea', ['Republic of Korea']],
    ['Sudan', 'Sudan and South Sudan', ['Sudan']],
    ['South Sudan', 'Sudan and South Sudan', ['South Sudan']],
    ['Guinea-Bissau', 'Guinea-Bissau votes', ['Guinea-Bissau']],
    ['China', "The People's Republic of China", ["People's Republic of China"]],
    ['United States', 'United States of America', ['United States of America']],
    ['Russia', '俄罗斯总统', ['俄罗斯']],
    ['India', '인도 총리', ['인도']],
    ['Congo', 'DR Congo votes', ['Congo']],
  ])('%j is found in %j', (keyword, text, words) => {
    expect(found(keyword, text)).toEqual(words);
  });

  it('is found as a part of what is no country', () => {
    expect(found('China', 'The South China Sea')).toEqual(['China']);
    expect(found('Japan', 'The Bank of Japan')).toEqual(['Japan']);
  });

  it('is found as a part of another where it is asked for exactly', () => {
    expect(found('=Sudan', 'South Sudan votes')).toEqual(['Sudan']);
  });

  it('is found again as before when those who watch it come and go', () => {
    const index = createKeywordIndex({ aliases });
    const entry = (keyword: string) => ({ keyword, aliases: [], owner: 'o' });
    const item = { title: 'South Sudan votes', text: '' };
    index.add(entry('Sudan'));
    index.add(entry('South Sudan'));
    index.remove(entry('South Sudan'));
    expect(index.search(item)).toEqual([]);
    index.remove(entry('Sudan'));
    index.add(entry('South Sudan'));
    expect(index.search(item)).toHaveLength(1);
  });
});
