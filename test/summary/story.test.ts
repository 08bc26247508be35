import { describe, expect, it } from 'vitest';
import { summariseStory } from '../../src/summary/story.ts';
import type { SummaryInput } from '../../src/summary/summary.ts';

const item = (text: string, change: Partial<SummaryInput> = {}): SummaryInput => ({
  title: 'Kim in Beijing',
  text,
  lang: 'en',
  focus: [],
  ...change,
});

const teaser = item('The armoured train of Kim Jong Un reached Beijing. Read more');
const full = item(
  'The armoured train of Kim Jong Un reached Beijing. Crowds watched it pass. Xi Jinping hosts a parade. Seoul is worried.',
);

describe('the summary of a story', () => {
  it.each([
    ['takes the most complete item', [teaser, full], 1],
    ['takes the first of several that are complete', [full, { ...full }, teaser], 0],
    ['takes no other language where the first says something', [teaser, { ...full, lang: 'de' }], 0],
    ['takes another language where the first says nothing', [item(''), { ...full, lang: 'de' }], 1],
    ['reads items whose language is unknown', [teaser, { ...full, lang: null }], 1],
    ['takes the first where none says anything', [item(''), item('')], 0],
  ])('%s', (_, items, source) => {
    expect(summariseStory(items).source).toBe(source);
  });

  it('prefers an item that tells what is watched', () => {
    const watched = { ...full, focus: [{ start: full.text.indexOf('Seoul'), end: full.text.length }] };
    const other = item('One thing happened. Another followed. A third came. A fourth did.');
    expect(summariseStory([other, watched])).toMatchObject({
      source: 1,
      text: expect.stringContaining('Seoul'),
    });
  });

  it('is empty without items', () => {
    expect(summariseStory([])).toEqual({ text: '', sentences: [], source: -1 });
  });
});
