import type { ComponentHandler } from '../../commands/index.ts';
import { UserError } from '../errors.ts';
import { type Button, buttonRow } from './action-row.ts';
import type { Reply } from './reply.ts';
import type { ShortMemory } from './short-memory.ts';
import { answerLimit } from './text.ts';

/** Lists that people leaf through: their pages. */
export type Lists = ShortMemory<readonly string[]>;

/** How long a list can be leafed through, in milliseconds: as long as Discord lets its answer be edited. */
export const listsKeptMs = 15 * 60_000;

const pageButton = 'page';
const linesAPage = 15;

/** The lines as pages; a line is never cut in two. */
function paginate(heading: string, lines: readonly string[]): string[] {
  const pages: string[][] = [];
  let length = 0;
  for (const line of lines) {
    const page = pages.at(-1);
    if (page === undefined || page.length >= linesAPage || length + line.length + 1 > answerLimit) {
      pages.push([line]);
      length = heading.length + 1 + line.length;
    } else {
      page.push(line);
      length += line.length + 1;
    }
  }
  return pages.map((page) => [heading, ...page].join('\n'));
}

function turnButton(id: string, page: number, label: string, exists: boolean): Button {
  return { id: `${pageButton}:${id}:${page}`, label, isDisabled: !exists };
}

function show(pages: readonly string[], id: string, at: number): Reply {
  const row = buttonRow(
    turnButton(id, at - 1, 'Back', at > 0),
    turnButton(id, at + 1, 'Next', at < pages.length - 1),
  );
  return { content: `${pages[at] ?? ''}\n-# Page ${at + 1} of ${pages.length}`, components: [row] };
}

/** A list under a heading, each line shorter than 1,000 characters; with buttons where it is longer than a page. */
export function pagedReply(lists: Lists, heading: string, lines: readonly string[]): Reply {
  const pages = paginate(heading, lines);
  if (pages.length < 2) return { content: pages[0] ?? heading };
  return show(pages, lists.keep(pages), 0);
}

const turn: ComponentHandler = async (_interaction, argument, app) => {
  const [id = '', page = ''] = argument.split(':');
  const pages = app.lists.get(id);
  if (pages === undefined) {
    throw new UserError('This list is no longer kept: type the command again for how it stands now.');
  }
  return { ...show(pages, id, Math.min(Math.max(0, Number(page)), pages.length - 1)), update: true };
};

/** The buttons under long lists. */
export const pageComponents = { [pageButton]: turn };
