import { ComponentType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Alert } from '../../src/alerts/alert.ts';
import { accentOf, toMessage } from '../../src/discord/message.ts';
import { sampleAlert } from '../alerts/samples.ts';

const anyComponent = z.looseObject({ type: z.number(), content: z.string().optional() });

/** Every component of the message, nested ones too, as Discord gets it. */
function componentsOf(alert: Alert): z.infer<typeof anyComponent>[] {
  const found: z.infer<typeof anyComponent>[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const component = anyComponent.safeParse(value);
    if (component.success) found.push(component.data);
    Object.values(value).forEach(visit);
  };
  visit(JSON.parse(JSON.stringify(toMessage(alert).components)));
  return found;
}

const textsOf = (alert: Alert): string[] => componentsOf(alert).flatMap(({ content }) => content ?? []);

describe('toMessage', () => {
  it('shows the title with its link first, so that a notification makes sense', () => {
    expect(textsOf(sampleAlert())[0]).toBe(
      '### [Kim Jong Un arrives in Beijing](<https://news.example/kim>)',
    );
  });

  it('shows matched words of the summary in bold', () => {
    expect(textsOf(sampleAlert())[1]).toBe('The train of **Kim Jong Un** reached the capital.');
  });

  it('shows source, time and keyword', () => {
    expect(textsOf(sampleAlert()).at(-1)).toBe(
      '-# [Sample Wire](<https://news.example/kim>) · <t:1756800000:R>\n-# ``Kim Jong Un``',
    );
  });

  it('escapes markdown of titles', () => {
    const alert = sampleAlert({
      title: [{ text: '**[free](https://x.example)** <@1>', strong: false }],
      url: null,
    });
    expect(textsOf(alert)[0]).toBe('### \\*\\*\\[free\\](https:\u200b//x.example)\\*\\* \\<@1\\>');
  });

  it('pings nobody when no role is named', () => {
    expect(toMessage(sampleAlert()).allowedMentions).toEqual({ parse: [], roles: [] });
  });

  it('pings the role that the subscription names, and only that', () => {
    const alert = sampleAlert({ mentionRoleIds: ['300000000000000001'] });
    expect(toMessage(alert).allowedMentions).toEqual({ parse: [], roles: ['300000000000000001'] });
    expect(textsOf(alert)[0]).toBe('<@&300000000000000001>');
  });

  it('carries the picture as a thumbnail', () => {
    const types = componentsOf(sampleAlert({ image: 'https://news.example/kim.jpg' })).map(
      ({ type }) => type,
    );
    expect(types).toContain(ComponentType.Thumbnail);
  });

  it('carries the alert id as nonce, so that a repeated request posts once', () => {
    expect(toMessage(sampleAlert())).toMatchObject({ nonce: 'abcdefghijklmnopqrstuv', enforceNonce: true });
  });

  it("stays within Discord's limits whatever the item says", () => {
    const hostile = fc.string({
      unit: fc.constantFrom('*', '[', 'a ', '\n# ', '`', '@here', 'é', '漢', '👍🏽', '://'),
      minLength: 0,
      maxLength: 12_000,
    });
    const span = fc.record({ text: hostile, strong: fc.boolean() });
    fc.assert(
      fc.property(
        fc.record({
          title: fc.array(span, { maxLength: 3 }),
          summary: fc.array(span, { maxLength: 6 }),
          url: fc.option(hostile.map((tail) => `https://news.example/${tail}`)),
          image: fc.option(hostile.map((tail) => `https://news.example/${encodeURIComponent(tail)}`)),
          keywords: fc.array(
            hostile.map((text) => `k${text}`),
            { minLength: 1, maxLength: 30 },
          ),
          sources: fc.array(fc.record({ title: hostile, url: fc.option(fc.webUrl()) }), { maxLength: 20 }),
        }),
        (change) => {
          const alert = sampleAlert(change);
          const texts = textsOf(alert);
          expect(texts.join('').length).toBeLessThanOrEqual(4_000);
          for (const text of texts) expect(text.length).toBeGreaterThan(0);
          expect(componentsOf(alert).length).toBeLessThanOrEqual(40);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('shows a title of 10,000 characters cut at a word', () => {
    const alert = sampleAlert({ title: [{ text: 'word '.repeat(2_000), strong: false }], url: null });
    expect(textsOf(alert)[0]?.length).toBeLessThanOrEqual(4 + 256);
    expect(textsOf(alert)[0]).toMatch(/word…$/);
  });
});

describe('accentOf', () => {
  it('gives a watchlist always the same colour', () => {
    expect(accentOf('main')).toBe(accentOf('main'));
  });
});
