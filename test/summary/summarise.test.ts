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

  it.each(['Kim Jong Un arrives in Beijing - Sample Wire', 'LIVE: Kim Jong Un arrives in Beijing'])(
    'does not repeat what the title %j says without outlet and label',
    (title) => {
      expect(of(`Kim Jong Un arrives in Beijing. ${second}`, title)).toBe(second);
    },
  );

  it('keeps a lead that says more than the title', () => {
    const text = `Kim Jong Un arrived in Beijing by train on Tuesday morning. ${third}`;
    expect(of(text, 'Kim Jong Un arrived in Beijing by train')).toBe(text);
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

  it('takes whole sentences before captions and headings', () => {
    const text = `Image source, Getty Images\nThe parade marks the end of the war\nPublished\n2 hours ago\n\n${lead} ${third}`;
    expect(of(text)).toBe(`${lead} ${third}`);
  });

  it('begins with no question where something else can be told', () => {
    expect(of(`What has happened? ${lead} ${fourth} ${third}`)).toBe(`${lead} ${fourth} ${third}`);
  });

  it.each(["This year's parade was the largest so far.", 'Those who came early saw the train.'])(
    'begins with a sentence that only seems to point back: %s',
    (sentence) => {
      expect(of(`${sentence} ${fourth}`)).toBe(`${sentence} ${fourth}`);
    },
  );

  it.each(['This was a surprise to all of them.', 'Those were the words of the leader.'])(
    'does not begin with one that does: %s',
    (sentence) => {
      expect(of(`${sentence} ${fourth}`)).toBe(fourth);
    },
  );

  it.each(['10:00 ', '9.05am ', '14:30 GMT: ', '19:00 (January 1) '])(
    'leaves the time %j of a live report out',
    (time) => {
      expect(of(`${time}${lead}`)).toBe(lead);
    },
  );

  it.each(['10:00 to 12:00 are the hours of the visit.', '12:30 trains were full of people.'])(
    'leaves a time that belongs to the sentence: %s',
    (sentence) => {
      expect(of(sentence)).toBe(sentence);
    },
  );

  it('asks no questions where there is something to tell', () => {
    expect(of(`${lead} Why did he come? Who is with him? ${fourth}`)).toBe(`${lead} ${fourth}`);
  });

  it('fills up with what is central to the text and near its title', () => {
    const text = `${lead} The weather was fine. Many people watched. South Korea fears the meeting of Kim Jong Un and Putin in Beijing.`;
    expect(of(text, 'Kim Jong Un in Beijing: South Korea fears meeting with Putin')).toContain(
      'South Korea fears',
    );
  });

  it('is the points of a list where there is nothing else, without their bullets', () => {
    expect(of('- Kim travels by train\n- Xi hosts a parade\n• Putin attends as well')).toBe(
      'Kim travels by train Xi hosts a parade Putin attends as well',
    );
  });

  it('tells of each watched word, as far as there is room', () => {
    const text = [lead, second, third, fourth, 'Taiwan condemned the parade.', 'Japan did so too.'].join(' ');
    const focus = ['Kim Jong Un', 'South Korea', 'Taiwan'].map((word) => ({
      start: text.indexOf(word),
      end: text.indexOf(word) + word.length,
    }));
    expect(summarise({ title: '', text, focus }).text).toBe(`${lead} ${fourth} Taiwan condemned the parade.`);
  });

  it('reads a long text of thousands of different mentions', () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `Word${n} met Xi in town ${n}.`).join(' ');
    const focus = Array.from(text.matchAll(/Word\d+/g), ({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
    }));
    expect(summarise({ title: '', text, focus }).sentences).toHaveLength(3);
  });

  it('reads a long run of spaces inside a sentence', () => {
    const text = `ก${' '.repeat(300_000)}Kim`;
    const focus = [{ start: text.length - 3, end: text.length }];
    expect(summarise({ title: '', text, focus }).text).toBe('Kim');
  });

  it('tells of a watched word that is named again and again once', () => {
    const text = [lead, second, third, 'Kim Jong Un smiled.', 'Kim Jong Un waved.'].join(' ');
    const focus = Array.from(text.matchAll(/Kim Jong Un/g), ({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
    }));
    expect(summarise({ title: '', text, focus }).text).toBe([lead, second, third].join(' '));
  });

  it('gives a sentence that points back the one before it', () => {
    const text = `${lead} ${third} ${fourth} The SCO met in Tianjin on Monday. It praised the talks on gas.`;
    expect(of(text, '', 'talks on gas')).toBe(
      `${lead} The SCO met in Tianjin on Monday. It praised the talks on gas.`,
    );
  });

  it('leaves a teaser that breaks off out where the sentence is there in full', () => {
    const teaser = lead.slice(0, 40);
    expect(of(`${teaser}…\n\n${lead} ${third}`)).toBe(`${lead} ${third}`);
    expect(of(`${teaser}[…]`)).toBe(`${teaser}[…]`);
  });

  it('leaves out a note of the publisher that holds a title with a question', () => {
    expect(of(`${lead} The post Kim in Beijing? What we know appeared first on Sample Wire.`)).toBe(lead);
  });

  it('leaves out a link that is glued to a teaser', () => {
    expect(of(`${lead} Read more`)).toBe(lead);
    expect(of('The train reached Beijing on Read more »')).toBe('The train reached Beijing on');
  });

  it('leaves out the dateline behind a title and says where the sentence starts', () => {
    const text = `Kim arrives in Beijing\n\nBEIJING (AP) — ${lead}`;
    const { text: told, sentences } = summarise({ title: 'Kim arrives in Beijing', text, focus: [] });
    expect(told).toBe(lead);
    expect(sentences).toEqual([{ index: 1, start: text.indexOf(lead), end: text.length }]);
  });

  it('is empty for a text that only has links and notes', () => {
    expect(of('submitted by /u/someone [link] [comments]')).toBe('');
    expect(of('Continue reading\n\n© 2025 Example Media')).toBe('');
  });

  it('reads a text that was wrapped at a width, with a space for the break', () => {
    const text = [
      'The armoured train of Kim Jong Un reached Beijing on',
      'Tuesday after a night on the way from Pyongyang, the',
      'agency said. It is his first trip abroad in two',
      'years.',
    ].join('\n');
    expect(of(text)).toBe(text.replaceAll('\n', ' '));
  });

  it('does not cut a letter, an emoji or a flag in two', () => {
    for (const letter of ['👍', '👨‍👩‍👧', '🇰🇵', 'e\u0301']) {
      for (const shift of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const told = of('x'.repeat(shift) + letter.repeat(300));
        expect(told.length).toBeLessThanOrEqual(400);
        expect(told.slice(shift, -1).replaceAll(letter, '')).toBe('');
      }
    }
  });

  it('is found in time that grows with the text, however often the watched word is named', () => {
    const text = Array.from({ length: 50_000 }, (_, n) => `Kim was in town ${n}.`).join('\n\n');
    const focus = Array.from(text.matchAll(/Kim/g), ({ index }) => ({ start: index, end: index + 3 }));
    expect(summarise({ title: '', text, focus }).text).toContain('Kim was in town 0.');
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

  it.each([0, -1, Number.NaN])('is empty where %s sentences or characters are asked for', (none) => {
    const input = { title: '', text: lead, focus: [] };
    expect(summarise(input, { sentences: none })).toEqual({ text: '', sentences: [] });
    expect(summarise(input, { characters: none })).toEqual({ text: '', sentences: [] });
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
        fc.integer({ min: 1, max: 600 }),
        (title, body, at, length, sentences, characters) => {
          const start = Math.min(at, body.length);
          const focus = [{ start, end: Math.min(body.length, start + length) }];
          const summary = summarise({ title, text: body, focus }, { sentences, characters });
          expect(summary.text.length).toBeLessThanOrEqual(characters);
          expect(summary.sentences.every((one) => one.end > one.start)).toBe(true);
          expect(summary.sentences.length).toBeLessThanOrEqual(sentences);
          const slices = summary.sentences.map((one) => body.slice(one.start, one.end).replaceAll('\n', ' '));
          expect([slices.join(' '), `${slices.join(' ')}…`]).toContain(summary.text);
          expect(summary.sentences).toEqual(summary.sentences.toSorted((a, b) => a.start - b.start));
        },
      ),
    );
  });
});
