import { UserError } from '../errors.ts';
import type { Guild, Mute } from './guilds.ts';

const holds = ({ until }: Mute, now: number): boolean => until === null || until > now;

/** The mutes that still hold. */
export function mutesOf(guild: Guild, now: number): readonly Mute[] {
  return guild.mutes.filter((mute) => holds(mute, now));
}

/** Whether a keyword posts nothing at this time (milliseconds UTC). */
export function isMuted(guild: Guild, keyword: string, now: number): boolean {
  return guild.mutes.some((mute) => mute.keyword === keyword && holds(mute, now));
}

/** Mutes a watched keyword; a mute that it had is replaced. Throws UserError where it isn't watched. */
export function muteKeyword(guild: Guild, mute: Mute, now: number): Guild {
  if (!guild.watchlists.some(({ keywords }) => keywords.some(({ text }) => text === mute.keyword))) {
    throw new UserError(`"${mute.keyword}" is not watched here: /watch list shows what is.`);
  }
  const others = mutesOf(guild, now).filter(({ keyword }) => keyword !== mute.keyword);
  return { ...guild, mutes: [...others, mute] };
}

/** Ends a mute. Throws UserError where the keyword isn't muted. */
export function unmuteKeyword(guild: Guild, keyword: string, now: number): Guild {
  if (!isMuted(guild, keyword, now)) throw new UserError(`"${keyword}" is not muted here.`);
  return { ...guild, mutes: mutesOf(guild, now).filter((mute) => mute.keyword !== keyword) };
}
