import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../support/feed-server.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

/** What twelve outlets write of nine events that all concern one keyword: forty items, one headline an outlet. */
const events: readonly (readonly string[])[] = [
  [
    'SCO summit opens in Tianjin with a welcome banquet by Xi',
    'Xi welcomes guests of SCO summit with banquet in Tianjin',
    'SCO summit in Tianjin opens with banquet',
  ],
  [
    'SCO trade ministers sign customs accord in Bishkek',
    'Customs accord signed by SCO trade ministers in Bishkek',
  ],
  ['SCO observers praise election in Uzbekistan', 'Election in Uzbekistan praised by SCO observers'],
  [
    'SCO launches satellite project with Kazakh engineers at Baikonur',
    'SCO satellite project launched at Baikonur with Kazakh engineers',
  ],
  ['Laos becomes dialogue partner of SCO', 'SCO makes Laos a dialogue partner'],
  ['SCO anti-terror drill begins near Chelyabinsk', 'Anti-terror drill of SCO begins near Chelyabinsk'],
  [
    'SCO film festival in Chongqing honours Iranian director',
    'Iranian director honoured at SCO film festival in Chongqing',
  ],
  [
    'SCO bank to be based in Samarkand, finance chiefs decide',
    'Finance chiefs decide SCO bank to be based in Samarkand',
  ],
  [
    'Volunteers of SCO youth council plant trees in Dushanbe',
    'SCO youth council volunteers plant trees in Dushanbe',
  ],
];
const outlets = Array.from({ length: 12 }, (_, n) => `Sample Outlet ${'ABCDEFGHIJKL'.charAt(n)}`);
const counts = [12, 4, 4, 4, 4, 3, 3, 3, 3];

/** The entries of an outlet: those events that it is one of the first to report. */
function entriesOf(outlet: number, upTo: number): Entry[] {
  return events.slice(0, upTo).flatMap((headlines, event) =>
    outlet < (counts[event] ?? 0)
      ? [
          {
            title: headlines[outlet % headlines.length] ?? '',
            guid: `${event}`,
            link: `https://outlet${outlet}.example/${event}`,
          },
        ]
      : [],
  );
}

const channelId = () => desk.sim.channel('alerts').id;
const shown = () => desk.sim.messages(channelId()).map((message) => JSON.stringify(message.components));

describe('a story that many outlets report', () => {
  it('has one message, edited in place, also over a restart in the middle', async () => {
    const env = { STORY_EDIT_SECONDS: '1' };
    const pathOf = (outlet: number) => `/outlet${outlet}`;
    const publish = (upTo: number, from: number, to: number) => {
      for (let outlet = from; outlet < to; outlet += 1)
        desk.news.feed(pathOf(outlet), outlets[outlet] ?? '', entriesOf(outlet, upTo));
    };
    publish(0, 0, 12);
    const first = await desk.startBot(env);
    for (const outlet of outlets.keys())
      await desk.sim.command('feed add', { url: desk.news.url + pathOf(outlet) }, { channelId: channelId() });
    await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId: channelId() });

    publish(9, 0, 1);
    await desk.sim.waitForMessages(channelId(), 9, 60_000);
    publish(9, 1, 4);
    await until(
      'half of the reports',
      () => shown().filter((text) => text.includes('also reported by')).length >= 5,
    );
    await first.stop();
    publish(9, 4, 12);
    await desk.startBot(env);
    await until('all outlets of the summit', () => shown().some((text) => text.includes('+9')));
    const others = () => shown().filter((text) => text.includes('also reported by'));
    await until('all reports', () => others().length === 9);

    expect(shown()).toHaveLength(9);
    for (const [event, headlines] of events.entries()) {
      const [message, ...more] = shown().filter((text) => text.includes(headlines[0] ?? ''));
      expect(more).toEqual([]);
      const others = (counts[event] ?? 0) - 1;
      expect(message).toContain(others > 2 ? `+${others - 2}` : 'Sample Outlet C');
    }
    expect(desk.sim.unknownRequests).toEqual([]);
  });
});
