import { QueryError } from '../../errors.ts';
import type { Query, Scope } from './ast.ts';
import { createLeaves } from './leaves.ts';
import { type Lexeme, lex } from './lex.ts';
import { queryLimits } from './limits.ts';
import { join, needsWords, withScope } from './shape.ts';

const starters = new Set<Lexeme['type']>(['(', 'not', 'minus', 'exact', 'field', 'quoted', 'word', 'regex']);

/** Reads what `query` means; see docs/queries.md. @throws QueryError with the place of the fault. */
export function parseQuery(query: string): Query {
  if (query.length > queryLimits.characters) {
    throw new QueryError(
      `The query has ${query.length} characters; at most ${queryLimits.characters} are read. Make two keywords of it.`,
      query,
      queryLimits.characters,
    );
  }
  const lexemes = lex(query);
  let next = 0;
  let depth = 0;

  const peek = (): Lexeme | undefined => lexemes[next];
  const placeOf = (lexeme: Lexeme | undefined): number => lexeme?.at ?? query.length;
  const fail = (message: string, at: number): never => {
    throw new QueryError(message, query, at);
  };

  const leaves = createLeaves(fail);

  function operand<T>(operator: Lexeme, read: () => T): T {
    const following = peek();
    if (following === undefined || !starters.has(following.type)) {
      fail(
        `${query.slice(operator.at).split(/\s/)[0]} at ${operator.at + 1} has nothing to its right: add a word, or put it in quotes if it is one.`,
        operator.at,
      );
    }
    return read();
  }

  function readOr(): Query {
    const parts = [readAnd()];
    for (let lexeme = peek(); lexeme?.type === 'or'; lexeme = peek()) {
      next += 1;
      parts.push(operand(lexeme, readAnd));
    }
    return join('or', parts);
  }

  function readAnd(): Query {
    const parts = [readNot()];
    for (let lexeme = peek(); lexeme !== undefined; lexeme = peek()) {
      if (lexeme.type === 'and') {
        next += 1;
        parts.push(operand(lexeme, readNot));
      } else if (starters.has(lexeme.type)) {
        parts.push(readNot());
      } else break;
    }
    return join('and', parts);
  }

  function readNot(): Query {
    const lexeme = peek();
    if (lexeme?.type !== 'not' && lexeme?.type !== 'minus') return readNear();
    next += 1;
    const of = nested(lexeme.at, () => operand(lexeme, readNot));
    return of.type === 'not' ? of.of : { type: 'not', of };
  }

  function readNear(): Query {
    const left = readPrimary(null);
    const lexeme = peek();
    if (lexeme?.type !== 'near') return left;
    next += 1;
    const right = operand(lexeme, () => readPrimary(null));
    if (left.type !== 'term' || right.type !== 'term') {
      return fail(
        `NEAR at ${lexeme.at + 1} joins two words or phrases: take brackets and other operators away from it.`,
        lexeme.at,
      );
    }
    if (peek()?.type === 'near')
      fail(`A second NEAR at ${placeOf(peek()) + 1}: join one pair, then use AND.`, placeOf(peek()));
    return { type: 'near', left, right, distance: lexeme.distance };
  }

  function nested<T>(at: number, read: () => T): T {
    depth += 1;
    if (depth > queryLimits.depth)
      fail(`The query is nested more than ${queryLimits.depth} deep at ${at + 1}: make it simpler.`, at);
    const result = read();
    depth -= 1;
    return result;
  }

  function readPrimary(scope: Scope | null): Query {
    const lexeme = peek();
    if (lexeme === undefined || !starters.has(lexeme.type)) return misplaced(lexeme);
    next += 1;
    switch (lexeme.type) {
      case '(':
        return readGroup(lexeme, scope);
      case 'field':
        return readField(lexeme, lexeme.name);
      case 'exact':
        return readExact(lexeme, scope);
      case 'quoted':
        return leaves.term(lexeme, lexeme.text, { quoted: true, scope });
      case 'regex':
        return leaves.regex(lexeme, lexeme.text, scope);
      case 'word':
        return readWords(lexeme, lexeme.text, scope);
      case ')':
      case 'and':
      case 'or':
      case 'near':
      case 'not':
      case 'minus':
        return misplaced(lexeme);
    }
  }

  function misplaced(lexeme: Lexeme | undefined): never {
    const at = placeOf(lexeme);
    if (lexeme === undefined) return fail('The query is empty: type a word or a phrase.', at);
    if (lexeme.type === ')') return fail(`unopened ")" at ${at + 1}: take it away or open it before.`, at);
    return fail(
      `${query.slice(at).split(/\s/)[0]} at ${at + 1} has nothing to its left: add a word, or put it in quotes if it is one.`,
      at,
    );
  }

  function readGroup(opening: Lexeme, scope: Scope | null): Query {
    if (peek()?.type === ')')
      fail(`The brackets at ${opening.at + 1} are empty: put a word between them.`, opening.at);
    const inside = nested(opening.at, readOr);
    if (peek()?.type !== ')') fail(`unclosed "(" at ${opening.at + 1}: close it with ")".`, opening.at);
    next += 1;
    return scope === null ? inside : withScope(inside, scope);
  }

  function readField(lexeme: Lexeme, name: string): Query {
    const following = peek();
    if (following === undefined || !['quoted', 'word', '(', 'exact', 'regex'].includes(following.type)) {
      fail(
        `${name}: at ${lexeme.at + 1} has nothing to look for: write a word right after the colon.`,
        lexeme.at,
      );
    }
    if (name === 'title' || name === 'text') {
      if (following?.type !== 'word') return readPrimary(name);
      next += 1;
      return following.text.endsWith('*')
        ? leaves.prefix(following, following.text, name)
        : leaves.term(following, following.text, { quoted: false, scope: name });
    }
    if (following?.type !== 'quoted' && following?.type !== 'word') {
      return fail(`${name}: at ${lexeme.at + 1} takes one word, or several in quotes.`, lexeme.at);
    }
    next += 1;
    return leaves.attribute(lexeme, name, following.text);
  }

  function readExact(lexeme: Lexeme, scope: Scope | null): Query {
    const following = peek();
    if (
      following === undefined ||
      !following.glued ||
      (following.type !== 'word' && following.type !== 'quoted')
    ) {
      return fail(`= at ${lexeme.at + 1} has no word right after it: write =SCO or ="the words".`, lexeme.at);
    }
    next += 1;
    return leaves.term(following, following.text, {
      quoted: following.type === 'quoted',
      scope,
      mode: 'exact',
    });
  }

  function readWords(first: Lexeme, text: string, scope: Scope | null): Query {
    if (/^.*\*$/.test(text)) return leaves.prefix(first, text, scope);
    const words = [text];
    for (let lexeme = peek(); lexeme?.type === 'word' && !lexeme.text.endsWith('*'); lexeme = peek()) {
      words.push(lexeme.text);
      next += 1;
    }
    return leaves.term(first, words.join(' '), { quoted: false, scope });
  }

  const parsed = readOr();
  const rest = peek();
  if (rest !== undefined) misplaced(rest);
  if (!needsWords(parsed)) {
    fail(
      'The query would be satisfied by items that say none of its words: add a word or phrase that must be there.',
      0,
    );
  }
  return parsed;
}
