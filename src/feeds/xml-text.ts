import { decodeHTMLStrict, encodeXML } from 'entities';

/** Own entities of a document are replaced where they are short, and this often, so that none can explode. */
const longestEntity = 200;
const mostReplacements = 10_000;

/**
 * Resolves the entities in a document's text: those of HTML whether declared or not, and the plain ones that its
 * DOCTYPE declares (`prologue` is what comes before the root). An ampersand that begins none stays what it is.
 */
export function createDecoder(prologue: string): (text: string) => string {
  const own = new Map<string, string>();
  for (const match of prologue.matchAll(/<!ENTITY\s+([\w.-]+)\s+(?:"([^"<%]*)"|'([^'<%]*)')\s*>/g)) {
    const [, name = '', double, single] = match;
    const value = double ?? single ?? '';
    if (value.length <= longestEntity && !own.has(name)) own.set(name, decodeHTMLStrict(value));
  }
  let replacements = 0;
  return (text) => {
    if (!text.includes('&')) return text;
    if (own.size === 0) return decodeHTMLStrict(text);
    const replaced = text.replaceAll(/&([\w.-]+);/g, (reference, name: string) => {
      const value = own.get(name);
      if (value === undefined || ++replacements > mostReplacements) return reference;
      return encodeXML(value);
    });
    return decodeHTMLStrict(replaced);
  };
}

/** Attributes as they are written, in order. */
export type Attributes = readonly (readonly [name: string, value: string])[];

/** XML allows no control characters but these three (XML 1.0, section 2.2). */
const noXml = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu;

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Anything but characters that mean themselves. */
const unusual = /[^\n\x20!#-%'-;=?-~]/;

/** Text as XML content or attribute. */
export function escapeXml(text: string): string {
  if (!unusual.test(text)) return text;
  return text
    .toWellFormed()
    .replaceAll(noXml, '')
    .replaceAll(/[&<>"]/g, (character) => special[character] ?? character);
}

/** An element, written out; `content` is XML already. */
export function writeElement(name: string, attributes: Attributes, content: string): string {
  const written = attributes.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
  return `<${name}${written}>${content}</${name}>`;
}
