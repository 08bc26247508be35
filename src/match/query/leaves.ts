import { RE2JS, RE2JSException } from 're2js';
import { tokenize } from '../tokens.ts';
import type { Attribute, Query, Scope, Term } from './ast.ts';
import type { Lexeme } from './lex.ts';
import { queryLimits, shortestPrefix } from './limits.ts';

/** What an operator joins: each is checked, and counted, at its place in the query. */
export interface Leaves {
  term(
    lexeme: Lexeme,
    text: string,
    options: { quoted: boolean; scope: Scope | null; mode?: 'usual' | 'exact' },
  ): Term;
  /** @param text - with its star. */
  prefix(lexeme: Lexeme, text: string, scope: Scope | null): Term;
  regex(lexeme: Lexeme, source: string, scope: Scope | null): Query;
  attribute(lexeme: Lexeme, name: string, value: string): Attribute;
}

const things = new Set(['image']);

/**
 * Makes the leaves of one query.
 *
 * @param fail - throws a QueryError with a place of the query.
 */
export function createLeaves(fail: (message: string, at: number) => never): Leaves {
  let terms = 0;

  function count(at: number): void {
    terms += 1;
    if (terms > queryLimits.terms)
      fail(
        `The query has more than ${queryLimits.terms} words and phrases at ${at + 1}: make two keywords of it.`,
        at,
      );
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

  return { term, prefix, regex, attribute };
}
