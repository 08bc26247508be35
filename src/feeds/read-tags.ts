import { Parser } from 'htmlparser2';

/** What is done with each tag. */
export interface TagReader {
  /** `at` is the place of the tag in the text, in UTF-16 code units. */
  open(name: string, attributes: Readonly<Record<string, string>>, at: number): void;
  close?(name: string): void;
}

class TooDeep extends Error {}

/**
 * Reads the tags of a text in their order, those that its end leaves open closed. Nesting beyond `deepest` is made to
 * keep the parser busy: the reading ends there, and the place is given; null where all was read.
 */
export function readTags(
  text: string,
  { open, close = () => {} }: TagReader,
  { deepest, isXml }: { deepest: number; isXml: boolean },
): number | null {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > deepest) throw new TooDeep();
        open(name, attributes, parser.startIndex);
      },
      onclosetag(name) {
        depth -= 1;
        close(name);
      },
    },
    { xmlMode: isXml },
  );
  try {
    parser.end(text);
  } catch (error) {
    if (error instanceof TooDeep) return parser.startIndex;
    throw error;
  }
  return null;
}
