import type { Query, Scope } from './ast.ts';

/** One operator with all its operands, those of the same operator inside taken out of their brackets. */
export function join(type: 'and' | 'or', parts: readonly Query[]): Query {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { type, of: parts.flatMap((part) => (part.type === type ? part.of : [part])) };
}

/** Limits every term that is not limited yet. */
export function withScope(query: Query, scope: Scope): Query {
  switch (query.type) {
    case 'term':
    case 'regex':
      return { ...query, scope: query.scope ?? scope };
    case 'near':
      return {
        ...query,
        left: { ...query.left, scope: query.left.scope ?? scope },
        right: { ...query.right, scope: query.right.scope ?? scope },
      };
    case 'not':
      return { ...query, of: withScope(query.of, scope) };
    case 'and':
    case 'or':
      return { ...query, of: query.of.map((part) => withScope(part, scope)) };
    case 'attribute':
      return query;
  }
}

/** Whether every item that satisfies the query says some word of it. */
export function needsWords(query: Query): boolean {
  switch (query.type) {
    case 'term':
    case 'regex':
    case 'near':
      return true;
    case 'and':
      return query.of.some(needsWords);
    case 'or':
      return query.of.every(needsWords);
    case 'not':
    case 'attribute':
      return false;
  }
}
