import { RE2JS, RE2JSException } from 're2js';
import { QueryError } from '../../errors.ts';
import { tokenize } from '../tokens.ts';
import type { Attribute, Query, Scope, Term } from './ast.ts';
import { type Lexeme, lex } from './lex.ts';

/** What a query may be at most; beyond it, it is refused with these figures. */
export const queryLimits = { characters: 500, depth: 10, terms: 40 };

/** A prefix of fewer letters would be found in every other item. */
const shortestPrefix = 3;
const things = new Set(['image']);

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
  let terms = 0;

  const peek = (): Lexeme | undefined => lexemes[next];
  const placeOf = (lexeme: Lexeme | undefined): number => lexeme?.at ?? query.length;
  const fail = (message: string, at: number): never => {
    throw new QueryError(message, query, at);
  };

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
        return term(lexeme, lexeme.text, { quoted: true, scope });
      case 'regex':
        return regex(lexeme, lexeme.text, scope);
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
        ? prefix(following, following.text, name)
        : term(following, following.text, { quoted: false, scope: name });
    }
    if (following?.type !== 'quoted' && following?.type !== 'word') {
      return fail(`${name}: at ${lexeme.at + 1} takes one word, or several in quotes.`, lexeme.at);
    }
    next += 1;
    return attribute(lexeme, name, following.text);
  }

  function attribute(lexeme: Lexeme, name: string, value: string): Attribute {
    if (name !== 'source' && name !== 'author' && name !== 'lang' && name !== 'is') {
      return fail(`There is no ${name}: at ${lexeme.at + 1}.`, lexeme.at);
    }
    if (name === 'is' && !things.has(value)) {
      fail(`is:${value} at ${lexeme.at + 1} is not known: is:image is.`, lexeme.at);
    }
    if (name === 'lang' && !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(value)) {
      fail(`lang:${value} at ${lexeme.at + 1} is no language: write its tag, such as lang:en.`, lexeme.at);
    }
    if (tokenize(value).length === 0)
      fail(`${name}: at ${lexeme.at + 1} has nothing to look for: write a word.`, lexeme.at);
    count(lexeme.at);
    return { type: 'attribute', name, value };
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
    return term(following, following.text, { quoted: following.type === 'quoted', scope, mode: 'exact' });
  }

  function readWords(first: Lexeme, text: string, scope: Scope | null): Query {
    if (/^.*\*$/.test(text)) return prefix(first, text, scope);
    const words = [text];
    for (let lexeme = peek(); lexeme?.type === 'word' && !lexeme.text.endsWith('*'); lexeme = peek()) {
      words.push(lexeme.text);
      next += 1;
    }
    return term(first, words.join(' '), { quoted: false, scope });
  }

  function prefix(lexeme: Lexeme, text: string, scope: Scope | null): Term {
    const letters = text.slice(0, -1);
    const tokens = tokenize(letters);
    if (
      tokens.length !== 1 ||
      letters.includes('*') ||
      Array.from(tokens[0]?.text ?? '').length < shortestPrefix
    ) {
      fail(
        `${text} at ${lexeme.at + 1} is too short or no single word: write at least ${shortestPrefix} letters before *.`,
        lexeme.at,
      );
    }
    count(lexeme.at);
    return { type: 'term', text: letters, quoted: false, mode: 'prefix', scope };
  }

  function term(
    lexeme: Lexeme,
    text: string,
    { quoted, scope, mode = 'usual' }: { quoted: boolean; scope: Scope | null; mode?: 'usual' | 'exact' },
  ): Term {
    count(lexeme.at);
    const trimmed = text.trim().replace(/\s+/g, ' ');
    if (tokenize(trimmed).length === 0) {
      fail(
        trimmed === ''
          ? `The quotation marks at ${lexeme.at + 1} are empty: put a word between them.`
          : `${trimmed} at ${lexeme.at + 1} has no letter or digit: type a word or a phrase.`,
        lexeme.at,
      );
    }
    return { type: 'term', text: trimmed, quoted, mode, scope };
  }

  function regex(lexeme: Lexeme, source: string, scope: Scope | null): Query {
    count(lexeme.at);
    try {
      if (RE2JS.compile(source).matches('')) {
        fail(
          `/${source}/ at ${lexeme.at + 1} is found everywhere: let it ask for at least one character.`,
          lexeme.at,
        );
      }
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error;
      fail(`/${source}/ at ${lexeme.at + 1} is no regular expression of RE2: ${error.message}.`, lexeme.at);
    }
    return { type: 'regex', source, scope };
  }

  function count(at: number): void {
    terms += 1;
    if (terms > queryLimits.terms)
      fail(
        `The query has more than ${queryLimits.terms} words and phrases at ${at + 1}: make two keywords of it.`,
        at,
      );
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

/** One operator with all its operands, those of the same operator inside taken out of their brackets. */
function join(type: 'and' | 'or', parts: readonly Query[]): Query {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { type, of: parts.flatMap((part) => (part.type === type ? part.of : [part])) };
}

/** Limits every term that is not limited yet. */
function withScope(query: Query, scope: Scope): Query {
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
