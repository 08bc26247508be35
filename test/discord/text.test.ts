import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, escapeText, fitLines, link, shorten } from '../../src/discord/text.ts';

describe('escapeText', () => {
  it.each([
    ['Kim Jong-un meets Putin', 'Kim Jong-un meets Putin'],
    ['**bold** and _italic_', '\\*\\*bold\\*\\* and \\_italic\\_'],
    ['[click](https://evil.example)', '\\[click\\](https:\u200b//evil.example)'],
    ['<@123> <#1> <t:0:R>', '\\<@123\\> \\<#1\\> \\<t:0:R\\>'],
    ['@everyone look, @here too', '@\u200beveryone look, @\u200bhere too'],
    ['# heading', '\\# heading'],
    ['-# small', '\\-# small'],
    ['- a list', '\\- a list'],
    ['1. first', '1\\. first'],
    ['2025 - a year', '2025 - a year'],
    ['||spoiler|| `code`', '\\|\\|spoiler\\|\\| \\`code\\`'],
    ['C# and #1 stay', 'C# and #1 stay'],
  ])('shows %j as it was written', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('leaves no markup character without a backslash before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(escapeText(text).replace(/\\./gs, '')).not.toMatch(/[*_~`|[\]<>]/);
      }),
    );
  });

  it('at most doubles the length of a text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('#', '*', ' ', '\n', ':', '/', 'a', '@here', '1.') }),
        (text) => {
          expect(escapeText(text).length).toBeLessThanOrEqual(text.length * 2);
        },
      ),
    );
  });
});

describe('shorten', () => {
  it('leaves a text that fits', () => {
    expect(shorten('short', 5)).toBe('short');
  });

  it('cuts at a word and says so', () => {
    expect(shorten('the quick brown fox jumps', 17)).toBe('the quick brown…');
  });

  it('never exceeds the limit and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const cut = shorten(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut === text ? '' : cut).not.toMatch(/[\uD800-\uDBFF]…$/);
      }),
    );
  });
});

describe('link', () => {
  it('links an http address', () => {
    expect(link('SCO [live]', 'https://news.example/a?b=1')).toBe(
      '[SCO \\[live\\]](<https://news.example/a?b=1>)',
    );
  });

  it.each([[null], ['javascript:alert(1)'], [`https://news.example/${'a'.repeat(900)}`]])(
    'shows the text alone for the address %j',
    (url) => {
      expect(link('title', url)).toBe('title');
    },
  );

  it('lets no address end the link', () => {
    expect(link('title', 'https://news.example/> **x**')).toBe('[title](<https://news.example/%3E%20**x**>)');
  });
});

describe('code', () => {
  it.each([
    ['SCO', '``SCO``'],
    ['a `tick`', '`` a `tick` ``'],
    ['a ``two``', '`` a `\u200b`two`\u200b` ``'],
  ])('shows %j as code', (text, shown) => {
    expect(code(text)).toBe(shown);
  });
});

describe('fitLines', () => {
  it('keeps all lines that fit', () => {
    expect(fitLines(['a', 'b'], 100)).toBe('a\nb');
  });

  it('says how many lines it left out', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `line ${n} of a long list`);
    const text = fitLines(lines, 500);
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text).toMatch(/… and \d+ more$/);
  });
});
