import { describe, expect, it } from 'vitest';
import { runBurst } from '../support/burst.ts';

const size = { guilds: 5, channelsPerGuild: 4, alertsPerChannel: 10, pacing: 'paced' } as const;
const sound = { lost: 0, doubled: 0, outOfOrder: 0, refused: 0 };

describe('a burst of 200 alerts over 20 channels, with the limits that Discord has', () => {
  it('arrives whole and in order, and exceeds no limit', async () => {
    const figures = await runBurst(size);
    expect(figures).toMatchObject({ alerts: 200, messages: 200, ...sound });
    expect(figures.mostInASecond).toBeLessThanOrEqual(50);
  });

  it('arrives in one message a channel where so many come together, none lost or doubled', async () => {
    const folding = { order: 'oldest-first', count: 10, ageMs: 0 } as const;
    const figures = await runBurst({ ...size, folding });
    expect(figures).toMatchObject({ alerts: 200, messages: 20, lost: 0, doubled: 0, refused: 0 });
  });

  it('gives each channel its share of messages, the last of it telling the rest', async () => {
    const share = { messages: 3, perMs: 600_000 };
    const figures = await runBurst({ ...size, share });
    expect(figures).toMatchObject({ alerts: 200, messages: 60, lost: 0, doubled: 0, refused: 0 });
  });
});
