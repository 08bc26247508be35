import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/bot-process.ts';
import { rss } from '../support/feed-server.ts';
import { type Desk, openDesk, until } from './desk.ts';

const day = 24 * 3_600_000;
const xml = { 'content-type': 'application/rss+xml' };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const words = ['storm', 'treaty', 'summit', 'budget', 'election', 'volcano', 'strike', 'border', 'train'];
/** Entries of a feed of its own, which no other has. */
const entriesOf = (name: string, ageMs = 0) =>
  Array.from({ length: 9 }, (_, n) => ({
    title: `${name}: ${words[n]} number ${n} reported near the ${words[(n * 7 + 3) % 9]}`,
    guid: `${name}-${n}`,
    link: `https://news.example/${name.replaceAll(' ', '-')}/${n}`,
    pubDate: new Date(Date.now() - ageMs - n * 3_600_000).toUTCString(),
  }));
/** A feed that is well; where it was ill before, it has an entry more. */
const good =
  (name: string, isBack = false): Answer =>
  (response) => {
    const entries = entriesOf(name);
    const news = { title: `${name} is back with news`, guid: 'back', pubDate: new Date().toUTCString() };
    response.writeHead(200, xml).end(rss(name, isBack ? [news, ...entries] : entries));
  };

/** Sends without end until the other side hangs up. */
function pour(response: ServerResponse, chunk: string, everyMs: number): void {
  const timer = setInterval(() => response.write(chunk), everyMs);
  response.on('close', () => clearInterval(timer));
}

/** What a server does instead of answering, and what its owner is to be told. */
const faults: Readonly<Record<string, { answer: Answer; says: RegExp }>> = {
  'Error 500': { answer: (response) => response.writeHead(500).end('oops'), says: /server \(500\)/ },
  'Not Found': { answer: (response) => response.writeHead(404).end(), says: /not exist \(404\)/ },
  Gone: { answer: (response) => response.writeHead(410).end(), says: /for good \(410\)/ },
  Challenge: {
    answer: (response) => response.writeHead(403).end('<title>Just a moment...</title>'),
    says: /only browsers pass \(Cloudflare\)/,
  },
  Consent: {
    answer: (response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Before you continue to News</title>'),
    says: /asks for consent/,
  },
  'Block Page': {
    answer: (response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><html><title>Blocked</title></html>'),
    says: /web page, not a feed/,
  },
  Hanging: { answer: () => {}, says: /longer than 15 s/ },
  Dribbling: {
    answer(response) {
      response.writeHead(200, xml);
      pour(response, '<', 500);
    },
    says: /longer than 15 s/,
  },
  Endless: {
    answer(response) {
      response.writeHead(200, xml);
      pour(response, 'x'.repeat(2_000_000), 5);
    },
    says: /larger than 10 MB/,
  },
  Loop: {
    answer: (response) => response.writeHead(302, { location: '/feed' }).end(),
    says: /redirects in a circle/,
  },
  Unasked: { answer: (response) => response.writeHead(304).end(), says: /\(304\) although/ },
  Busy: {
    answer: (response) => response.writeHead(429, { 'retry-after': '1' }).end(),
    says: /asked too often \(429\)/,
  },
  Broken: { answer: (response) => response.destroy(), says: /broke the connection off/ },
  Silent: {
    answer: (response) => response.writeHead(200, xml).end(rss('Silent', entriesOf('Silent', 40 * day))),
    says: /brought nothing new for 40 days/,
  },
};

const closers: (() => Promise<void>)[] = [];
async function serve(answer: () => Answer): Promise<string> {
  const server = createServer((request, response) => answer()(response, request));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${port}`;
}

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  await desk.close();
  await Promise.all(closers.splice(0).map((close) => close()));
});

describe('servers that misbehave, each in its own way, beside 200 that do not', () => {
  it('make no good feed late, and each is told once, and once when it is well again', {
    timeout: 400_000,
  }, async () => {
    const interval = { min: 2, max: 8 };
    /** When each good feed was asked, milliseconds. */
    const asked = new Map<string, number[]>();
    const news = await serve(() => (response, request) => {
      const path = request.url ?? '';
      asked.set(path, [...(asked.get(path) ?? []), Date.now()]);
      good(`Good ${path.slice(1)}`)(response, request);
    });
    const folder = await temporaryFolder();
    closers.push(folder.remove);
    const feedsFile = join(folder.path, 'feeds.yaml');
    await writeFile(feedsFile, Array.from({ length: 200 }, (_, n) => `- ${news}/${n}\n`).join(''));

    let phase: 'before' | 'ill' | 'after' = 'before';
    const answerOf = (name: string, answer: Answer): Answer => {
      // A feed can't fall silent within a minute: it is so from the start.
      if (phase === 'ill' || (phase === 'before' && name === 'Silent')) return answer;
      return good(name, phase === 'after');
    };
    const channelId = desk.sim.channel('alerts').id;
    await desk.startBot({
      FEEDS_FILE: feedsFile,
      FEED_NOTICE_HOURS: '0',
      POLL_MIN_SECONDS: String(interval.min),
      POLL_MAX_SECONDS: String(interval.max),
    });
    await desk.sim.command('feed notices', { channel: channelId }, { channelId });
    for (const [name, { answer }] of Object.entries(faults)) {
      const origin = await serve(() => answerOf(name, answer));
      const { content } = await desk.sim.command('feed add', { url: `${origin}/feed` }, { channelId });
      expect(content).toContain(`Reading **${name}**`);
    }
    await until('every good feed was asked', () => asked.size === 200);
    const begun = Date.now();
    phase = 'ill';

    const said = (name: string) =>
      desk.sim.messages(channelId).filter(({ content }) => content.includes(`The feed “${name}”`));
    await until(
      'each fault is told',
      () => Object.keys(faults).every((name) => said(name).length > 0),
      150_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 2 * interval.max * 1_000));
    const ended = Date.now();
    for (const [name, { says }] of Object.entries(faults)) {
      expect(said(name).map(({ content }) => content)).toEqual([expect.stringMatching(says)]);
    }

    const gaps = [...asked.values()].map((times) => {
      const during = [begun, ...times.filter((time) => time > begun && time < ended), ended];
      return Math.max(...during.slice(1).map((time, n) => time - (during[n] ?? 0)));
    });
    expect(Math.max(...gaps)).toBeLessThan(2 * interval.max * 1_000);

    phase = 'after';
    const recovering = Object.keys(faults).filter((name) => name !== 'Gone');
    await until('each recovery is told', () => recovering.every((name) => said(name).length > 1), 90_000);
    await new Promise((resolve) => setTimeout(resolve, interval.max * 1_000));
    for (const name of recovering) {
      expect(
        said(name)
          .slice(1)
          .map(({ content }) => content),
      ).toEqual([expect.stringMatching(/^✅ .* again\.$/)]);
    }
    expect(said('Gone')).toHaveLength(1);
    const others = desk.sim.messages(channelId).filter(({ content }) => content.includes('Good '));
    expect(others).toEqual([]);
  });
});
