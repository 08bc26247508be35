import { describe, expect, it } from 'vitest';
import { rss } from '../support/feed-server.ts';
import { day, hour, minute, openFeed, start } from './polling.ts';

const entry = (n: number) => ({
  title: `Report number ${n} from the city of Tianjin`,
  guid: `g${n}`,
  link: `https://news.example/${n}`,
});
const dated = (n: number, at: number) => ({ ...entry(n), pubDate: new Date(at).toUTCString() });
const document = (...numbers: number[]) => rss('Sample Wire', numbers.map(entry));

describe('a poll', () => {
  it('tells what is new since the last one, in the order in which it came', async () => {
    let body = document(1);
    const { poll, titles } = await openFeed((_, response) => response.end(body));
    await poll();
    body = document(3, 2, 1);
    const record = await poll();
    expect(titles()).toEqual([entry(2).title, entry(3).title]);
    expect(record).toMatchObject({ title: 'Sample Wire', lastSuccessAt: start, failures: 0 });
  });

  it('tells nothing of a feed that is read for the first time', async () => {
    const { poll, titles } = await openFeed((_, response) => response.end(document(2, 1)));
    await poll();
    expect(titles()).toEqual([]);
  });

  it('does not parse the same body again, whatever its validators', async () => {
    let tag = 0;
    const { poll, parses, pass } = await openFeed((_, response) => {
      tag += 1;
      response.writeHead(200, { etag: `"${tag}"` }).end(document(1));
    });
    await poll();
    pass(hour);
    const record = await poll();
    expect(parses).toHaveLength(1);
    expect(record).toMatchObject({ etag: '"2"', lastSuccessAt: start + hour, failures: 0 });
  });

  it('takes a 304 as success once there was a document', async () => {
    const asked: unknown[] = [];
    const { poll } = await openFeed((request, response) => {
      const { 'if-none-match': etag, 'if-modified-since': date } = request.headers;
      asked.push([etag, date]);
      response.writeHead(etag === undefined ? 200 : 304, {
        etag: 'W/"7"',
        'last-modified': 'Wed, 03 Sep 2025 02:00:00 GMT',
      });
      response.end(etag === undefined ? document(1) : undefined);
    });
    await poll();
    expect(await poll()).toMatchObject({ failures: 0, lastError: null });
    expect(asked).toEqual([
      [undefined, undefined],
      ['W/"7"', 'Wed, 03 Sep 2025 02:00:00 GMT'],
    ]);
  });

  it('takes a 304 for a failure where there was none, and goes on', async () => {
    let status = 304;
    const { poll } = await openFeed((_, response) => response.writeHead(status).end(document(1)));
    expect(await poll()).toMatchObject({ failures: 1, errorKind: 'status', lastSuccessAt: null });
    status = 200;
    expect(await poll()).toMatchObject({ failures: 0, errorKind: null, title: 'Sample Wire' });
  });

  it('keeps the validators of the last document that could be read', async () => {
    const asked: (string | undefined)[] = [];
    let answer = { etag: '"good"', body: document(1) };
    const { poll } = await openFeed((request, response) => {
      asked.push(request.headers['if-none-match']);
      response.writeHead(200, { etag: answer.etag }).end(answer.body);
    });
    await poll();
    answer = { etag: '"bad"', body: '<html><title>Just a moment...</title></html>' };
    expect(await poll()).toMatchObject({ failures: 1, errorKind: 'forbidden', etag: '"good"' });
    answer = { etag: '"better"', body: document(2, 1) };
    await poll();
    expect(asked).toEqual([undefined, '"good"', '"good"']);
  });

  it('comes when the server and the feed say that something can have changed', async () => {
    let headers: Record<string, string> = { 'cache-control': 'max-age=2400' };
    let body = rss(
      'Sample Wire',
      Array.from({ length: 10 }, (_, n) => dated(n, start - n * hour)),
    );
    const { poll, pass } = await openFeed((_, response) => response.writeHead(200, headers).end(body));
    const first = await poll();
    expect(first.nextPollAt - start).toBeGreaterThanOrEqual(40 * minute);
    expect(first.nextPollAt - start).toBeLessThanOrEqual(44 * minute);

    pass(40 * minute);
    headers = {};
    body = body.replace('<description/>', '<ttl>60</ttl><skipHours><hour>2</hour></skipHours><description/>');
    const second = await poll();
    // An hour from 01:10 is in the hour that is skipped.
    expect(second.nextPollAt).toBeGreaterThanOrEqual(Date.parse('2025-09-10T03:00:00Z'));
    expect(second.nextPollAt).toBeLessThan(Date.parse('2025-09-10T03:06:00Z'));
  });

  it('after a day in which the process stood still tells all that came meanwhile', async () => {
    let body = rss('Sample Wire', [dated(1, start)]);
    const { poll, pass, titles } = await openFeed((_, response) => response.end(body));
    await poll();
    pass(day);
    const numbers = Array.from({ length: 40 }, (_, n) => 41 - n);
    body = rss(
      'Sample Wire',
      numbers.map((n) => dated(n, start + (n * day) / 42)),
    );
    const record = await poll();
    expect(titles()).toEqual(numbers.toReversed().map((n) => entry(n).title));
    // They came over the day: the feed is no busier for that they were read at once.
    expect(record.nextPollAt - (start + day)).toBeGreaterThan(7 * minute);
  });
});

describe('a feed that fails', () => {
  it('is asked less and less often, and keeps what was known of it', async () => {
    let status = 200;
    const { poll } = await openFeed((_, response) => response.writeHead(status).end(document(1)));
    const good = await poll();
    status = 500;
    const pauses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const record = await poll();
      pauses.push(record.nextPollAt - start);
      expect(record).toMatchObject({ failures: n + 1, errorKind: 'server', contentHash: good.contentHash });
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });

  it('has failed for as long as it was asked, not while nobody did', async () => {
    let status = 500;
    const { poll, pass } = await openFeed((_, response) => response.writeHead(status).end(document(1)));
    const first = await poll();
    pass(first.nextPollAt - start);
    expect((await poll()).failedForMs).toBe(first.nextPollAt - start);
    const before = await poll();
    pass(7 * day);
    const later = await poll();
    expect(later.failedForMs - before.failedForMs).toBeLessThanOrEqual(8 * minute);
    expect(later.failingSince).toBe(start);
    status = 200;
    expect(await poll()).toMatchObject({ failedForMs: 0, failingSince: null });
  });

  it('because it is gone for good is asked once a day', async () => {
    const { poll } = await openFeed((_, response) => response.writeHead(410).end());
    const record = await poll();
    expect(record).toMatchObject({ errorKind: 'gone' });
    expect(record.nextPollAt - start).toBe(day);
  });

  it('is left alone for as long as its server asks, a day at most', async () => {
    let after = '3600';
    const { poll } = await openFeed((_, response) => response.writeHead(429, { 'retry-after': after }).end());
    expect((await poll()).nextPollAt - start).toBe(hour);
    after = '99999999';
    expect((await poll()).nextPollAt - start).toBe(day);
  });
});

describe('a feed that moved', () => {
  it('is counted only while every hop says that it is for good, each time the same', async () => {
    let codes: [number, number] = [301, 308];
    let end = '/new';
    const { poll, origin } = await openFeed((request, response) => {
      if (request.url === '/feed') response.writeHead(codes[0], { location: '/middle' }).end();
      else if (request.url === '/middle') response.writeHead(codes[1], { location: end }).end();
      else response.end(document(1));
    });
    expect((await poll()).moving).toEqual({ to: `${origin}/new`, times: 1 });
    expect((await poll()).moving).toEqual({ to: `${origin}/new`, times: 2 });
    end = '/other';
    expect((await poll()).moving).toEqual({ to: `${origin}/other`, times: 1 });
    codes = [301, 302];
    expect((await poll()).moving).toEqual({ to: `${origin}/middle`, times: 1 });
    codes = [302, 301];
    expect((await poll()).moving).toBeNull();
  });

  it('is also counted where the document is the same', async () => {
    const { poll, origin } = await openFeed((request, response) => {
      if (request.url === '/feed') response.writeHead(301, { location: '/new' }).end();
      else response.writeHead(request.headers['if-none-match'] ? 304 : 200, { etag: '"1"' }).end(document(1));
    });
    await poll();
    expect((await poll()).moving).toEqual({ to: `${origin}/new`, times: 2 });
  });
});
