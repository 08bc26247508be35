import { describe, expect, it } from 'vitest';
import { QueryError } from '../../src/errors.ts';
import { withoutWord } from '../../src/match/query/without.ts';

describe('a keyword without a word', () => {
  it.each([
    ['SCO', [], 'Linux', 'SCO AND NOT Linux'],
    ['kim AND putin', [], 'golf', 'kim AND putin AND NOT golf'],
    ['kim OR xi', [], 'golf', '(kim OR xi) AND NOT golf'],
    ['kim -trump', [], 'golf', 'kim AND NOT trump AND NOT golf'],
    ['SCO', ['the Eight'], 'Linux', '(SCO OR "the Eight") AND NOT Linux'],
    ['/F-?35/', [], 'model', '/F-?35/ AND NOT model'],
  ])('%s with the names %j and without %s is %s', (keyword, names, word, query) => {
    expect(withoutWord(keyword, names, word)).toBe(query);
  });

  it('is refused where it would be longer than a query may be', () => {
    expect(() => withoutWord('a'.repeat(495), [], 'word')).toThrow(QueryError);
  });
});
