import { guildLimits } from '../store/guild-changes.ts';
import type { ImportReport } from './import-feeds.ts';

const number = (n: number): string => n.toLocaleString('en');

interface Part {
  /** What is said of the count where it isn't zero, before and after it. */
  readonly before: string;
  readonly count: number;
  readonly after?: string;
}

/** What became of a file, one sentence a line; what is said last belongs to the lines that were not taken. */
export function importSummary(report: ImportReport): string[] {
  const parts: readonly Part[] = [
    { before: 'Added, but not readable just now (they are tried again)', count: report.late },
    { before: 'Read already, or more than once in the file', count: report.known },
    {
      before: `No room left, as a server may have ${number(guildLimits.feeds)} feeds of its own`,
      count: report.overLimit,
      after: ' Remove some first.',
    },
    {
      before: 'Not reached in time',
      count: report.notReached,
      after: ' Import the same file again: it goes on from there.',
    },
    { before: "Left out, because they can't be read", count: report.faults.length },
  ];
  return [
    `Imported ${number(report.added)} of ${number(report.total)} feeds; what is in them already is not posted.`,
    ...parts
      .filter(({ count }) => count > 0)
      .map(({ before, count, after = '' }) => `${before}: ${number(count)}.${after}`),
  ];
}

/** The lines that were not taken, as "line 12: why". */
export function faultLines({ faults }: ImportReport): string[] {
  return faults.map(({ line, says }) => `line ${line}: ${says}`);
}
