import { afterEach, describe, expect, it } from 'vitest';
import { createNotices, type Notice, type Speaker } from '../../src/alerts/notices.ts';
import { createOwners } from '../../src/alerts/owners.ts';
import type { Log } from '../../src/ops/log.ts';
import { type FeedRecord, newFeedRecord } from '../../src/store/feed-records.ts';
import { createGuilds } from '../../src/store/guilds.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2025-09-10T00:00:00Z');
const url = 'https://news.example/feed';
const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

/** One guild, `g`, that added the feed, and one, `s`, that reads it as a starter feed; who was told what, in order. */
async function open({
  noticeChannelId = null,
  closed = [],
}: {
  noticeChannelId?: string | null;
  closed?: string[];
} = {}) {
  let now = start;
  const clock = { now: () => now };
  const store = await openStore('memory:', { clock });
  opened.push(store);
  const guilds = createGuilds({ store });
  await guilds.update('g', (guild) => ({
    ...guild,
    noticeChannelId,
    feeds: [{ url, title: 'Sample Wire', tags: [], addedBy: 'ann', addedAt: start }],
  }));
  const told: [place: string, text: string, buttons: string[]][] = [];
  const say = (place: string, { text, actions = [] }: Notice): Promise<boolean> => {
    if (closed.includes(place)) return Promise.resolve(false);
    told.push([place, text, actions.map(({ label }) => label)]);
    return Promise.resolve(true);
  };
  const speaker: Speaker = {
    toChannel: (channelId, notice) => say(`channel ${channelId}`, notice),
    toPerson: (userId, notice) => say(`person ${userId}`, notice),
    toGuild: (guildId, notice) => say(`guild ${guildId}`, notice),
    toOperator: (notice) => say('operator', notice),
  };
  /** New ones each time: nothing may depend on what a process remembers. */
  const owners = () =>
    createOwners({
      guilds,
      notices: createNotices({ store, speaker, clock, log: silentLog }),
      clock,
      failingForMs: day,
      findReplacement: async () => ({ url: 'https://news.example/new', title: 'Other Wire' }),
      escapeText: (text) => text,
    });
  const many = owners();
  let before: FeedRecord | undefined;
  return {
    told,
    owners,
    pass(ms: number) {
      now += ms;
    },
    /** Another feed of the guild's fails, or is well. */
    async pollOther(n: number, change: Partial<FeedRecord>, known?: Partial<FeedRecord>) {
      const other = `https://news.example/other/${n}`;
      const record = { ...newFeedRecord(other, `Other ${n}`), lastPollAt: now };
      await guilds.update('g', (guild) => ({
        ...guild,
        feeds: [
          ...guild.feeds.filter(({ url: at }) => at !== other),
          { url: other, title: `Other ${n}`, tags: [], addedBy: 'ann', addedAt: start },
        ],
      }));
      await many.feedPolled({ ...record, ...change }, known && { ...record, ...known }, new Set(['g']));
    },
    async poll(change: Partial<FeedRecord>, readers: readonly string[] = ['g']) {
      const record = { ...newFeedRecord(url, 'Sample Wire'), lastPollAt: now, ...change };
      await owners().feedPolled(record, before, new Set(readers));
      before = record;
    },
    texts: () => told.map(([place, text]) => `${place}: ${text}`),
  };
}

const failing = (failedForMs: number, failures = 20): Partial<FeedRecord> => ({
  failures,
  failedForMs,
  lastError: 'It has trouble on its server (500).',
  errorKind: 'server',
});

describe('a feed that fails', () => {
  it('is told once after a day, with what can be done, and its recovery too', async () => {
    const { poll, told, texts } = await open();
    await poll(failing(day - 1));
    expect(told).toEqual([]);
    for (const more of [0, 1, 2]) await poll(failing(day + more * hour));
    expect(told).toEqual([
      [
        'person ann',
        expect.stringMatching(/“Sample Wire” has not worked for 24 hours\. It has trouble .*\(500\)/),
        ['Retry now', 'Replace with “Other Wire”', 'Remove'],
      ],
    ]);
    await poll({ lastSuccessAt: start });
    await poll({ lastSuccessAt: start });
    expect(texts().slice(1)).toEqual(['person ann: ✅ The feed “Sample Wire” works again.']);
    await poll(failing(day));
    expect(told).toHaveLength(3);
  });

  it('is not told where it failed only once or twice, however long ago that was', async () => {
    const { poll, told } = await open();
    await poll(failing(3 * day, 2));
    expect(told).toEqual([]);
  });

  it('is told at once where it is gone for good', async () => {
    const { poll, texts } = await open();
    await poll({ ...failing(0, 1), errorKind: 'gone', lastError: 'It is gone for good (410).' });
    expect(texts()).toEqual([expect.stringMatching(/^person ann: ⚠️ The feed “Sample Wire” is gone\./)]);
  });

  it('that recovers before it was told is not told at all', async () => {
    const { poll, told } = await open();
    await poll(failing(hour));
    await poll({ lastSuccessAt: start });
    expect(told).toEqual([]);
  });

  it.each<[string, Parameters<typeof open>[0], string]>([
    ['in the channel that was chosen', { noticeChannelId: 'c' }, 'channel c'],
    [
      'to the person who added it, where that channel is closed',
      { noticeChannelId: 'c', closed: ['channel c'] },
      'person ann',
    ],
    ['in the guild, where that person takes no messages', { closed: ['person ann'] }, 'guild g'],
  ])('is told %s', async (_, options, place) => {
    const { poll, told } = await open(options);
    await poll(failing(day));
    expect(told.map(([where]) => where)).toEqual([place]);
  });

  it('of the starter feeds is told to whoever runs the bot, once', async () => {
    const { poll, texts } = await open();
    await poll(failing(day), ['s', 't']);
    await poll(failing(2 * day), ['s', 't']);
    expect(texts()).toEqual([expect.stringMatching(/^operator: ⚠️ .* FEEDS_FILE/)]);
  });
});

describe('polls that follow each other closely', () => {
  it('are told in their order, although another feed is looked for in between', async () => {
    const { texts, owners } = await open();
    const record = { ...newFeedRecord(url, 'Sample Wire'), lastPollAt: start };
    const readers = new Set(['g']);
    const same = owners();
    const bad = { ...record, ...failing(day) };
    await Promise.all([same.feedPolled(bad, record, readers), same.feedPolled(record, bad, readers)]);
    expect(texts().map((text) => text.slice(0, 14))).toEqual(['person ann: ⚠️', 'person ann: ✅ ']);
  });
});

describe('many feeds that fail at once', () => {
  it('are told as one beyond twenty an hour, whose recovery is not told', async () => {
    const { pollOther, texts, pass } = await open();
    for (let n = 0; n < 40; n += 1) await pollOther(n, failing(day));
    expect(texts()).toHaveLength(21);
    expect(texts()[20]).toContain('More feeds have trouble at once');
    await pollOther(39, {}, failing(day));
    expect(texts()).toHaveLength(21);
    await pollOther(0, {}, failing(day));
    expect(texts()[21]).toContain('“Other 0” works again');
    pass(2 * hour);
    await pollOther(50, failing(day));
    expect(texts()[22]).toContain('“Other 50” has not worked');
  });
});

describe('a feed that is silent', () => {
  const arrivals = (last: number) => Array.from({ length: 10 }, (_, n) => last - n * hour);

  it('for much longer than usual is told once, and that it brings news again', async () => {
    const { poll, texts, pass } = await open();
    await poll({ arrivals: arrivals(start - 6 * day) });
    expect(texts()).toEqual([]);
    pass(2 * day);
    await poll({ arrivals: arrivals(start - 6 * day) });
    await poll({ arrivals: arrivals(start - 6 * day) });
    expect(texts()).toEqual([
      expect.stringMatching(
        /^person ann: 💤 .* nothing new for 8 days; usually something comes every 1 hour\./,
      ),
    ]);
    pass(hour);
    await poll({ arrivals: arrivals(start + 2 * day) });
    expect(texts().slice(1)).toEqual(['person ann: ✅ The feed “Sample Wire” brings news again.']);
  });
});
