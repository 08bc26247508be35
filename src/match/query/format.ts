import type { QueryError } from '../../errors.ts';
import type { Query, Term } from './ast.ts';

/** How tightly an operator binds. */
const binding = { or: 0, and: 1, not: 2, near: 3, term: 4, regex: 4, attribute: 4 } as const;

function quote(text: string): string {
  return text.includes('"') ? `“${text}”` : `"${text}"`;
}

function formatTerm({ text, quoted, mode, scope }: Term): string {
  const field = scope === null ? '' : `${scope}:`;
  if (mode === 'prefix') return `${field}${text}*`;
  const sign = mode === 'exact' ? '=' : '';
  return `${field}${sign}${quoted || (/\s/.test(text) && (scope !== null || mode === 'exact')) ? quote(text) : text}`;
}

/** Writes a query so that reading it again gives the same query. */
export function formatQuery(query: Query): string {
  const inside = (part: Query, than: number): string =>
    binding[part.type] < than ? `(${formatQuery(part)})` : formatQuery(part);
  switch (query.type) {
    case 'term':
      return formatTerm(query);
    case 'regex':
      return `${query.scope === null ? '' : `${query.scope}:`}/${query.source}/`;
    case 'attribute':
      return `${query.name}:${/[\s()]/.test(query.value) ? quote(query.value) : query.value}`;
    case 'near':
      return `${formatTerm(query.left)} NEAR/${query.distance} ${formatTerm(query.right)}`;
    case 'not':
      return `NOT ${inside(query.of, binding.not)}`;
    case 'and':
      return query.of.map((part) => inside(part, binding.and)).join(' AND ');
    case 'or':
      return query.of.map((part) => inside(part, binding.or)).join(' OR ');
  }
}

/** How much of a long query is shown before the fault, and at the most. */
const shownBefore = 40;
const shownAtMost = 80;

/** The query with a mark under the place of its fault, on two lines for a fixed-width font. */
export function caret({ query, position: at }: QueryError): string {
  const from = Math.max(0, at - shownBefore);
  const line = query.slice(from, from + shownAtMost).replace(/\s/g, ' ');
  const position = at - from;
  return `${line}\n${' '.repeat(Math.min(position, line.length))}^`;
}
