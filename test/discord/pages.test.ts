import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lists, pagedReply } from '../../src/discord/pages.ts';
import { createShortMemory } from '../../src/discord/short-memory.ts';

const memory = () => createShortMemory<readonly string[]>({ clock: { now: () => 0 }, ttlMs: 1_000 });

/** The pages that a reply keeps, in order. */
function pagesOf(lists: Lists, reply: ReturnType<typeof pagedReply>): readonly string[] {
  const id = JSON.stringify(reply.components ?? []).match(/page:([\w-]+):/)?.[1];
  return id === undefined ? [reply.content] : (lists.get(id) ?? []);
}

describe('a long list', () => {
  it('shows every line once, in order, on pages that fit a message', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 900 })), (texts) => {
        const lines = texts.map((text, n) => `${n} ${text}`);
        const lists = memory();
        const pages = pagesOf(lists, pagedReply(lists, 'Heading', lines));
        expect(pages.flatMap((page) => page.split('\n').slice(1))).toEqual(lines);
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(1_950);
      }),
    );
  });

  it('has no buttons where it fits one page', () => {
    const reply = pagedReply(memory(), 'Heading', ['one', 'two']);
    expect(reply).toEqual({ content: 'Heading\none\ntwo' });
  });

  it('begins at its first page, from where one can only go on', () => {
    const reply = pagedReply(
      memory(),
      'Heading',
      Array.from({ length: 40 }, (_, n) => `line ${n}`),
    );
    expect(reply.content).toContain('Page 1 of 3');
    const buttons = reply.components?.[0]?.toJSON().components ?? [];
    expect(buttons.map((button) => 'disabled' in button && button.disabled)).toEqual([true, false]);
  });
});
