import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/summary/summarise.ts';

const lead = 'The armoured train of Kim Jong Un reached Beijing on Tuesday.';
const second = 'He is to attend a military parade with leaders of two dozen countries.';
const third = 'It is his first trip abroad in two years.';
const fourth = 'South Korea watches the visit closely.';

const of = (text: string, title = '', focused = '') => {
  const start = text.indexOf(focused);
  const focus = focused === '' ? [] : [{ start, end: start + focused.length }];
  return summarise({ title, text, focus }).text;
};

describe('a summary', () => {
  it('is the first three sentences of a text that names what is watched at once', () => {
    expect(of([lead, second, third, fourth].join(' '), 'Kim in China', 'Kim Jong Un')).toBe(
      [lead, second, third].join(' '),
    );
  });

  it('includes the sentence about what is watched, in its place', () => {
    const text = [lead, second, third, fourth].join(' ');
    expect(of(text, '', 'South Korea')).toBe([lead, second, fourth].join(' '));
  });

  it('does not repeat the title', () => {
    expect(of(`Kim Jong Un arrives in Beijing. ${second}`, 'Kim Jong Un arrives in Beijing')).toBe(second);
  });

  it('tells nothing twice', () => {
    expect(of(`${lead}\n\n${lead}\n\n${third}`)).toBe(`${lead} ${third}`);
  });

  it('does not begin with a sentence that points back', () => {
    expect(of(`${second} ${lead}`)).toBe(lead);
  });

  it.each([
    'Read more',
    'Continue reading...',
    'The post Kim in Beijing appeared first on Sample Wire.',
    'Subscribe to our newsletter for more.',
    'Sign up here.',
    'Follow us on Telegram.',
    'Advertisement',
    'Lire la suite',
    'Weiterlesen',
    'Читать далее',
    '[…]',
  ])('leaves %j out', (line) => {
    expect(of(`${lead}\n\n${line}`)).toBe(lead);
  });

  it.each(['BEIJING (AP) — ', 'LONDON, Sept 3 (Reuters) - ', 'SEOUL — '])(
    'leaves the dateline %j out',
    (dateline) => {
      expect(of(dateline + lead)).toBe(lead);
    },
  );

  it('is short enough', () => {
    const text = Array.from(
      { length: 10 },
      (_, n) => `Sentence number ${n} tells of ${'things '.repeat(15)}here.`,
    ).join(' ');
    expect(of(text).length).toBeLessThanOrEqual(400);
  });

  it('cuts a sentence that is too long at a word', () => {
    const text = `The leaders ${'talked and '.repeat(100)}left.`;
    expect(of(text)).toMatch(/^The leaders .*(?:talked|and)…$/);
    expect(of(text).length).toBeLessThanOrEqual(400);
  });

  it('shows what is watched even at the end of a sentence that is too long', () => {
    expect(of(`The leaders ${'talked and '.repeat(100)}praised the SCO summit.`, '', 'SCO')).toContain('SCO');
  });

  it('reads texts without spaces', () => {
    expect(of('金正恩抵达北京。他将参加阅兵。这是他两年来首次出国。韩国密切关注。')).toBe(
      '金正恩抵达北京。 他将参加阅兵。 这是他两年来首次出国。',
    );
  });

  it('is empty for an empty text', () => {
    expect(summarise({ title: 'Title', text: '', focus: [] })).toEqual({ text: '', sentences: [] });
  });

  it('says of each sentence which it is and where it stands', () => {
    const text = `${lead} ${second}`;
    expect(summarise({ title: '', text, focus: [] }).sentences).toEqual([
      { index: 0, start: 0, end: lead.length },
      { index: 1, start: lead.length + 1, end: text.length },
    ]);
  });

  it('has as many sentences as asked for', () => {
    expect(
      summarise({ title: '', text: [lead, third, fourth].join(' '), focus: [] }, { sentences: 1 }).text,
    ).toBe(lead);
  });

  it('keeps its limits and its places whatever the text', () => {
    const unit = fc.constantFrom(
      'word ',
      'Kim ',
      '. ',
      '\n',
      'U.S. ',
      '。',
      '漢',
      'He ',
      '"',
      '👍',
      'x'.repeat(50),
    );
    const text = fc.string({ unit, maxLength: 120 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.nat(500),
        fc.nat(20),
        fc.integer({ min: 1, max: 5 }),
        (title, body, at, length, sentences) => {
          const start = Math.min(at, body.length);
          const focus = [{ start, end: Math.min(body.length, start + length) }];
          const summary = summarise({ title, text: body, focus }, { sentences });
          expect(summary.text.length).toBeLessThanOrEqual(400);
          expect(summary.sentences.length).toBeLessThanOrEqual(sentences);
          const slices = summary.sentences.map((one) => body.slice(one.start, one.end).replaceAll('\n', ' '));
          expect([slices.join(' '), `${slices.join(' ')}…`]).toContain(summary.text);
          expect(summary.sentences).toEqual(summary.sentences.toSorted((a, b) => a.start - b.start));
        },
      ),
    );
  });
});
