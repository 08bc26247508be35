import { describe, expect, it } from 'vitest';
import { lead3 } from '../../bench/summary/baselines.ts';
import { type Article, loadArticles } from '../../bench/summary/corpus.ts';
import { coverage, meanRouge } from '../../bench/summary/measure.ts';
import { splitSentences } from '../../src/summary/sentences.ts';
import { summarise } from '../../src/summary/summarise.ts';

const articles = loadArticles();
const heldOut = articles.filter(({ split }) => split === 'test');
const ours = ({ input }: Article) => summarise(input).text;

describe('the articles with reference summaries', () => {
  it('are enough, in many languages, each with a watched word in its text', () => {
    expect(articles.length).toBeGreaterThanOrEqual(60);
    expect(new Set(articles.map(({ id }) => id)).size).toBe(articles.length);
    expect(new Set(articles.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(9);
    expect(articles.filter(({ input }) => input.focus.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('have references that are no sentences of the text', () => {
    for (const { reference, text, lang } of articles) {
      for (const { start, end } of splitSentences(reference, lang)) {
        expect(text).not.toContain(reference.slice(start, end));
      }
    }
  });
});

describe('summaries of them', () => {
  it('are nearer to the references than the first three sentences, held out and all', () => {
    for (const chosen of [heldOut, articles]) {
      const [own, lead] = [meanRouge(chosen, ours), meanRouge(chosen, ({ input }) => lead3(input))];
      expect(own.longest).toBeGreaterThan(lead.longest + 0.005);
      expect(own.one).toBeGreaterThan(lead.one + 0.005);
      expect(own.two).toBeGreaterThan(lead.two);
    }
  });

  it('tell every watched word that is in the text', () => {
    expect(coverage(articles, ours)).toBe(1);
  });

  it('are at most three sentences and 400 characters, in order, and nothing twice', () => {
    for (const { id, input } of articles) {
      const { text, sentences } = summarise(input);
      expect([id, text.length > 40 && text.length <= 400]).toEqual([id, true]);
      expect(sentences.length).toBeLessThanOrEqual(3);
      const starts = sentences.map(({ start }) => start);
      expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
    }
  });
});
