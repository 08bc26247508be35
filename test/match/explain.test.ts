import { describe, expect, it } from 'vitest';
import { explanationLine } from '../../src/match/explain.ts';
import { createMatching } from '../../src/match/matching.ts';

const matching = createMatching([{ name: 'United Nations', aliases: ['UN'] }]);
const item = {
  title: 'Kim and Putin meet',
  text: 'Kim Jong Un met Vladimir Putin before the UN vote in Beijing.',
  lang: 'en',
  feed: { url: 'https://news.example.org/feed', title: 'Example World' },
};

describe('an explanation', () => {
  it.each([
    ['putin AND tokyo', false, "'putin' found at 8 of the title, 'tokyo' missing"],
    [
      'kim -beijing',
      false,
      "'kim' found at 0 of the title, 'beijing' found at 53 of the text, which NOT excludes",
    ],
    ['kim -tokyo', true, "'kim' found at 0 of the title, 'tokyo' absent, as NOT asks"],
    ['kim AND lang:fr', false, "'kim' found at 0 of the title, 'lang:fr' missing"],
    ['kim AND source:example', true, "'kim' found at 0 of the title, 'source:example' holds"],
    ['kim is:image', false, "'kim' found at 0 of the title, 'is:image' missing"],
    [
      'jong NEAR/2 beijing',
      false,
      "'jong' found at 4 of the text, 'beijing' found at 53 of the text, 'jong NEAR/2 beijing' missing",
    ],
    ['United Nations', true, "'United Nations' found at 42 of the text (as UN)"],
    ['/Kim \\w+ Un/', true, "'/Kim \\w+ Un/' found at 0 of the text"],
    ['tokyo', false, "'tokyo' missing"],
  ])('of %j says what is there and what is missing', (keyword, isHit, line) => {
    const explanation = matching.explain(keyword, item, []);
    expect(explanationLine(explanation)).toBe(line);
    expect(explanation.hit !== null).toBe(isHit);
  });

  it("counts a guild's own aliases", () => {
    expect(explanationLine(matching.explain('capital', item, ['Beijing']))).toBe(
      "'capital' found at 53 of the text (as Beijing)",
    );
  });
});
