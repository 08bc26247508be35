import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/alerts/digest.ts';
import { toDigestMessage } from '../../src/discord/digest-message.ts';
import { sampleAlert } from '../alerts/samples.ts';
import { walkComponents } from '../discord-sim/component-tree.ts';
import { exceedsTextBytes, textsOf } from '../discord-sim/rules-layout.ts';

function digestOf(alerts: Digest['alerts'], reason: Digest['reason'] = 'many'): Digest {
  return { id: 'digest-1', guildId: 'g', channelId: 'c', reason, alerts };
}

const componentsOf = (digest: Digest): unknown[] =>
  JSON.parse(JSON.stringify(toDigestMessage(digest).components));
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    sampleAlert({ id: `a${n}`, title: [{ text: `Report ${n}`, strong: false }] }),
  );

describe('toDigestMessage', () => {
  it('says how many alerts it tells and why together', () => {
    expect(textsOf(componentsOf(digestOf(numbered(3), 'burst')))[0]).toBe(
      '### 3 alerts in one message\n-# ⚠️ Many alerts in a short time: until it is quieter, they come together.',
    );
  });

  it('shows title with link, outlet, time and keywords of each', () => {
    expect(textsOf(componentsOf(digestOf(numbered(2))))[1]).toBe(
      [
        '- [Report 0](<https://news.example/kim>) · Sample Wire · <t:1756800000:R> · ``Kim Jong Un``',
        '- [Report 1](<https://news.example/kim>) · Sample Wire · <t:1756800000:R> · ``Kim Jong Un``',
      ].join('\n'),
    );
  });

  it('says how many more there are where not all fit', () => {
    const list = textsOf(componentsOf(digestOf(numbered(300))))[1] ?? '';
    const shown = list.split('\n').length - 1;
    expect(shown).toBeGreaterThan(20);
    expect(list).toContain(`… and ${300 - shown} more`);
    expect(JSON.stringify(componentsOf(digestOf(numbered(300))))).toContain('Show all 300');
  });

  it('mentions each role once', () => {
    const alerts = numbered(3).map((alert, n) => ({ ...alert, mentionRoleIds: ['1', `${n % 2}`] }));
    const message = toDigestMessage(digestOf(alerts));
    expect(message.allowedMentions).toEqual({ parse: [], roles: ['1', '0'] });
    expect(textsOf(componentsOf(digestOf(alerts)))[0]).toBe('<@&1> <@&0>');
  });

  it('carries the id as nonce and on its button', () => {
    const message = toDigestMessage(digestOf(numbered(2)));
    expect(message).toMatchObject({ nonce: 'digest-1', enforceNonce: true });
    expect(JSON.stringify(message.components)).toContain('"digest:digest-1"');
  });

  it("stays within Discord's limits whatever the alerts say", () => {
    const hostile = fc.string({
      unit: fc.constantFrom('*', '[', 'a ', '\n# ', '`', '@here', 'é', '漢', '👍🏽', '://'),
      maxLength: 400,
    });
    const alert = fc
      .record({
        title: fc.array(fc.record({ text: hostile, strong: fc.boolean() }), { maxLength: 2 }),
        url: fc.option(hostile.map((tail) => `https://news.example/${tail}`)),
        keywords: fc.array(
          hostile.map((text) => `k${text}`),
          { minLength: 1, maxLength: 6 },
        ),
        sources: fc.array(fc.record({ title: hostile, url: fc.constant(null) }), { maxLength: 3 }),
        mentionRoleIds: fc.array(fc.stringMatching(/^\d{19}$/), { maxLength: 3 }),
      })
      .map((change) => sampleAlert(change));
    fc.assert(
      fc.property(fc.array(alert, { minLength: 1, maxLength: 60 }), (alerts) => {
        const components = componentsOf(digestOf(alerts));
        const texts = textsOf(components);
        expect(texts.join('').length).toBeLessThanOrEqual(4_000);
        for (const text of texts) expect(text.trim().length).toBeGreaterThan(0);
        expect(exceedsTextBytes(components)).toBe(false);
        expect([...walkComponents(components)].length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 200 },
    );
  });
});
