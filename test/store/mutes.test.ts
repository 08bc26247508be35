import { describe, expect, it } from 'vitest';
import { addKeyword } from '../../src/store/guild-changes.ts';
import { guildSchema, newGuild } from '../../src/store/guilds.ts';
import { isMuted, muteKeyword, mutesOf, unmuteKeyword } from '../../src/store/mutes.ts';

const guild = addKeyword(newGuild('g'), { text: 'SCO', watchlist: 'main', userId: 'u', now: 0 });
const mute = (until: number | null) => ({ keyword: 'SCO', until, mutedBy: 'u' });

describe('a muted keyword', () => {
  it('is muted until its time is over', () => {
    const muted = muteKeyword(guild, mute(1_000), 0);
    expect([999, 1_000].map((now) => isMuted(muted, 'SCO', now))).toEqual([true, false]);
  });

  it('without a time is muted until somebody ends it', () => {
    const muted = muteKeyword(guild, mute(null), 0);
    expect(isMuted(muted, 'SCO', Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(isMuted(unmuteKeyword(muted, 'SCO', 0), 'SCO', 0)).toBe(false);
  });

  it('has one time: the last that was said', () => {
    const twice = muteKeyword(muteKeyword(guild, mute(null), 0), mute(1_000), 0);
    expect(mutesOf(twice, 0)).toEqual([mute(1_000)]);
  });

  it('must be watched', () => {
    expect(() => muteKeyword(newGuild('g'), mute(null), 0)).toThrow('"SCO" is not watched here');
  });

  it('is not muted in a record from before there were mutes', () => {
    const { mutes: _, ...old } = guild;
    expect(guildSchema.parse(old)).toEqual(guild);
  });
});
