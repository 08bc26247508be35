import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../src/errors.ts';
import { createLog, type LogFields, type LogOptions } from '../../src/ops/log.ts';

const token = 'MTA5NzY1.Gabcde."quoted"/ü+secret';

function collect(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({
    level: 'debug',
    format: 'json',
    secrets: [token],
    destination: { write: (line: string) => void lines.push(line) },
    ...options,
  });
  return { log, lines, parsed: () => lines.map((line): LogFields => JSON.parse(line)) };
}

describe('the log', () => {
  it('writes one JSON object a line: level, time in UTC, event and fields', () => {
    const { log, parsed } = collect();
    log.info('feed-polled', { url: 'https://a.example/feed', items: 3 });
    log.warn('alone');
    expect(parsed()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        event: 'feed-polled',
        url: 'https://a.example/feed',
        items: 3,
      },
      { level: 'warn', time: expect.any(String), event: 'alone' },
    ]);
  });

  it('writes nothing below its level, and nothing at all when silent', () => {
    const quiet = collect({ level: 'warn' });
    quiet.log.debug('a');
    quiet.log.info('b');
    quiet.log.error('c');
    expect(quiet.parsed().map(({ event }) => event)).toEqual(['c']);
    const silent = collect({ level: 'silent' });
    silent.log.error('d');
    expect(silent.lines).toEqual([]);
  });

  it('writes errors with their causes, and the stack only of those that nobody meant to throw', () => {
    const { log, parsed } = collect();
    log.error('failed', { error: new StoreError('The disk is full.', { cause: new TypeError('deep') }) });
    expect(parsed()[0]).toMatchObject({
      error: {
        type: 'StoreError',
        message: 'The disk is full.',
        cause: { type: 'TypeError', message: 'deep' },
      },
    });
    expect(parsed()[0]?.error).not.toHaveProperty('stack');
    log.error('failed', { nested: [{ error: new RangeError('oops') }] });
    expect(parsed()[1]).toMatchObject({
      nested: [{ error: { type: 'RangeError', stack: expect.any(String) } }],
    });
  });

  it('keeps its own names and survives values that JSON has not', () => {
    const { log, parsed } = collect();
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    log.info('odd', {
      event: 'mine',
      time: 1,
      level: 'x',
      big: 1n,
      circle,
      map: new Map([[1, 2]]),
      none: undefined,
    });
    expect(parsed()[0]).toMatchObject({ event: 'odd', level: 'info', event_: 'mine', time_: 1, level_: 'x' });
  });

  it('writes one readable line in the pretty format, whatever is in the fields', () => {
    const { log, lines } = collect({ format: 'pretty' });
    log.info('item', { title: 'a\nb\u001b[31mred', token });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/INFO.*item.*"title":"a\\nb\\u001b\[31mred"/);
    expect(lines[0]).not.toContain('secret"');
    expect(lines[0]?.trim()).not.toContain('\n');
  });
});

describe('secrets', () => {
  it.each<[string, LogFields]>([
    ['a field', { token }],
    ['a part of a field', { header: `Bot ${token}, and more` }],
    ['a nested field', { request: { headers: [{ authorization: token }] } }],
    ['a key', { [token]: 1 }],
    ['an error', { error: new Error(`refused ${token}`) }],
    ['a cause', { error: new StoreError('x', { cause: new Error('y', { cause: new Error(token) }) }) }],
    ['a property of an error', { error: Object.assign(new Error('x'), { request: { token } }) }],
    ['an address', { url: `https://a.example/?token=${encodeURIComponent(token)}` }],
    ['text of JSON', { body: JSON.stringify({ token }) }],
    ['a value with toJSON', { value: { toJSON: () => token } }],
  ])('are not written where they stand in %s', (_, fields) => {
    for (const format of ['json', 'pretty'] as const) {
      const { log, lines } = collect({ format });
      log.error('leak', fields);
      expect(lines.join('')).toContain('[secret]');
      expect(lines.join('')).not.toContain('Gabcde');
    }
  });

  it('are not written as the event either', () => {
    const { log, lines } = collect();
    log.info(`logged in with ${token}`);
    expect(lines.join('')).not.toContain('Gabcde');
  });

  it.each([
    ['https://user:pa55word@feeds.example/rss', 'https://[secret]@feeds.example/rss'],
    ['redis://:pa55word@host:6379', 'redis://[secret]@host:6379'],
    [
      'https://discord.com/api/v10/webhooks/123/pa55word/messages/@original',
      'https://discord.com/api/v10/webhooks/123/[secret]/messages/@original',
    ],
    [
      'https://discord.com/api/v10/interactions/12/pa55word/callback',
      'https://discord.com/api/v10/interactions/12/[secret]/callback',
    ],
    ['https://a.example/@user?mail=a@b.example', 'https://a.example/@user?mail=a@b.example'],
  ])('are known by their shape in %s', (url, shown) => {
    const { log, parsed } = collect();
    log.info('fetched', { url, error: new Error(`failed: ${url}`) });
    expect(parsed()[0]).toMatchObject({ url: shown, error: { message: `failed: ${shown}` } });
  });

  it('never come through, whatever characters they are made of, and the line stays JSON', () => {
    const secrets = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter((s) => /\W/.test(s));
    fc.assert(
      fc.property(secrets, fc.string(), (secret, around) => {
        const { log, parsed } = collect({ secrets: [secret] });
        log.info('e', { a: around + secret + around, b: { c: [secret] } });
        const [line] = parsed();
        expect(line?.b).toEqual({ c: ['[secret]'] });
        expect(line?.a).toContain('[secret]');
      }),
    );
  });
});
