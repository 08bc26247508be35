import { type App, lookBackIn } from '../app.ts';
import { keptDays } from '../feeds/recent.ts';
import type { LookBack } from '../match/look-back.ts';
import { formatQuery } from '../match/query/format.ts';
import { parseQuery } from '../match/query/parse.ts';
import { itemLine } from './preview.ts';
import { code, count, shorten } from './text.ts';

const shown = 3;
/** From this many matches a day on, it is asked whether they are wanted. */
const manyADay = 50;

/** How often something comes, in words: "about 3 a day", "about one in 4 days". */
export function paceInWords(perDay: number): string {
  if (perDay >= 1.5) return `about ${Math.round(perDay).toLocaleString('en')} a day`;
  if (perDay > 0.67) return 'about one a day';
  return `about one in ${Math.round(1 / perDay)} days`;
}

/** What a keyword would have found in a guild's feeds in the days that items are kept. Throws QueryError. */
export function keywordPreview(app: App, guildId: string, keyword: string): Promise<LookBack> {
  return lookBackIn(app, guildId, keyword, { shown });
}

/** The preview in words: how many, how often, and the newest of them. */
export function previewLines(app: App, guildId: string, { found, newest, perDay }: LookBack): string[] {
  const feeds = count(app.roster.feedsOf(app.guilds.get(guildId)).length, 'feed');
  if (found === 0) return [`-# No match in what ${feeds} brought in the last ${keptDays} days.`];
  const pace = perDay > 0 ? `, ${paceInWords(perDay)}` : '';
  return [
    `${count(found, 'match', 'matches')} in the last ${keptDays} days in ${feeds}${pace}. The newest (a preview, not posted):`,
    ...newest.map(itemLine),
  ];
}

/** What may be watched instead of a keyword that comes too often. */
export interface Narrower {
  readonly keyword: string;
  readonly perDay: number;
}

/** A keyword that comes too often. */
export interface Flood {
  readonly warning: string;
  readonly narrower: Narrower | null;
}

/** Whether a keyword would flood, and what finds less: the same words in titles only. Null where it is no flood. */
export async function floodOf(
  app: App,
  guildId: string,
  keyword: string,
  { perDay }: LookBack,
): Promise<Flood | null> {
  if (perDay < manyADay) return null;
  const warning = `${code(shorten(keyword, 200))} would find ${paceInWords(perDay)}, which is a lot for one channel.`;
  const query = parseQuery(keyword);
  if (query.type !== 'term' || query.scope !== null) return { warning, narrower: null };
  const inTitle = formatQuery({ ...query, scope: 'title' });
  const narrow = await keywordPreview(app, guildId, inTitle);
  return {
    warning,
    narrower: narrow.perDay < perDay / 2 ? { keyword: inTitle, perDay: narrow.perDay } : null,
  };
}
