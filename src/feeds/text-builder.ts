import { dropInvisible } from './plain.ts';

/** Collects text in paragraphs, with all other white space made one blank. */
export interface TextBuilder {
  /** How much there is; `dropSince` takes back what came after it. */
  readonly length: number;
  add(piece: string): void;
  space(): void;
  /** What follows begins a line within its paragraph. */
  line(): void;
  /** As `<br>`: a line, and twice in a row a paragraph. */
  newLine(): void;
  /** What follows begins a paragraph. */
  paragraph(): void;
  dropSince(length: number): void;
  /** The text, without what nobody sees. */
  finish(): string;
}

/** An empty text. */
export function createTextBuilder(): TextBuilder {
  let text = '';
  let breaks = 0;
  let isSpaced = false;

  return {
    get length() {
      return text.length;
    },
    add(piece) {
      const trimmed = piece.trim();
      if (trimmed === '') {
        isSpaced ||= piece !== '';
        return;
      }
      const isPadded = trimmed.length < piece.length;
      if (text !== '') {
        if (breaks > 0) text += breaks > 1 ? '\n\n' : '\n';
        else if (isSpaced || (isPadded && /^\s/.test(piece))) text += ' ';
      }
      // One expression for both takes twice the time.
      const isEven = !trimmed.includes('  ') && !/[^\S ]/.test(trimmed);
      text += isEven ? trimmed : trimmed.replaceAll(/\s+/g, ' ');
      breaks = 0;
      isSpaced = isPadded && /\s$/.test(piece);
    },
    space() {
      isSpaced = true;
    },
    line() {
      breaks = Math.max(breaks, 1);
    },
    newLine() {
      breaks = Math.min(2, breaks + 1);
    },
    paragraph() {
      breaks = 2;
    },
    dropSince(length) {
      text = text.slice(0, length);
      breaks = 2;
    },
    finish: () => dropInvisible(text).trim(),
  };
}
