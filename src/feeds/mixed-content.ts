import { escapeXml } from './xml-text.ts';

interface Piece {
  readonly kind: 'text' | 'markup' | 'cdata';
  readonly value: string;
}

/** The content of an element whose text, with any markup in it, is one value. */
export interface MixedContent {
  text(value: string, isCdata: boolean): void;
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** The content as HTML: text beside markup is text, text alone is what the feed escaped. */
  value(): string;
}

/** HTML knows no prefixes. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Nothing yet. `isBase64` where the content is HTML in that encoding (Atom 0.3). */
export function createMixedContent(isBase64: boolean): MixedContent {
  const pieces: Piece[] = [];
  return {
    text(value, isCdata) {
      pieces.push({ kind: isCdata ? 'cdata' : 'text', value });
    },
    open(name, attributes) {
      const written = Object.entries(attributes)
        .filter(([key]) => !key.startsWith('xml'))
        .map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
      pieces.push({ kind: 'markup', value: `<${localName(name)}${written.join('')}>` });
    },
    close(name) {
      pieces.push({ kind: 'markup', value: `</${localName(name)}>` });
    },
    value() {
      const isMixed = pieces.some(({ kind }) => kind === 'markup');
      const html = pieces
        .map(({ kind, value }) => (isMixed && kind === 'text' ? escapeXml(value) : value))
        .join('');
      return isBase64 ? Buffer.from(html, 'base64').toString('utf8') : html;
    },
  };
}
