import type { Span } from './alert.ts';

/** A stretch of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Cuts a text into spans, strong where a range lies; ranges may overlap and come in any order. */
export function toSpans(text: string, ranges: readonly Range[]): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const push = (end: number, strong: boolean) => {
    if (end > at) spans.push({ text: text.slice(at, end), strong });
    at = Math.max(at, end);
  };
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    push(Math.min(start, text.length), false);
    push(Math.min(end, text.length), true);
  }
  push(text.length, false);
  return spans;
}
