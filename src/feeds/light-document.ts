/** Texts shorter than this are not worth it, in UTF-16 units. */
const shortest = 48;

/** Characters that XML forbids (XML 1.0, section 2.2) mark where a text was. */
const before = '\u0001';
const after = '\u0002';

/** A document without its long texts and without what nobody reads, and how to get the texts back. */
export interface LightDocument {
  readonly xml: string;
  /** Puts the texts that were set aside back into what a parser read. */
  restore(value: string): string;
  readonly isWhole: boolean;
}

const greaterThan = 0x3e;
const doubleQuote = 0x22;
const singleQuote = 0x27;

/** An ampersand that begins anything but what every XML parser resolves alike. */
const unusual =
  /&(?!(?:amp|lt|gt|quot|apos|#(?:34|39|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}|x(?:22|27|[1-9a-c][\da-f]{3})));)/;

/** The text that XML means, or null where it is better left to the parser: it may be a fault. */
function decodePlain(raw: string): string | null {
  if (!raw.includes('&')) return raw;
  if (unusual.test(raw)) return null;
  return raw
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(x?)([\da-f]+);/g, (_, hex, code) =>
      String.fromCharCode(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replaceAll('&amp;', '&');
}

/** Where a tag ends, behind its quoted attributes; -1 if it does not. */
function endOfTag(xml: string, from: number): number {
  for (let at = from; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at);
    if (code === greaterThan) return at;
    if (code !== doubleQuote && code !== singleQuote) continue;
    at = xml.indexOf(code === doubleQuote ? '"' : "'", at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

/** A start tag's name, where it begins no comment, declaration or end tag. */
const tagName = /[A-Za-z_][\w.:-]*/y;
const attributes = /(?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*\s*(\/?)>/y;

/**
 * Where an element ends that holds no other and has no fault, or -1. `nameEnd` is where its start tag's attributes
 * begin.
 */
function endOfLeaf(xml: string, name: string, nameEnd: number): number {
  attributes.lastIndex = nameEnd;
  const match = attributes.exec(xml);
  // What declares a name of its own may be something else than it seems.
  if (match === null || match[0].includes('xmlns')) return -1;
  let at = attributes.lastIndex;
  if (match[1] === '/') return at;
  for (;;) {
    const next = xml.indexOf('<', at);
    if (next < 0 || decodePlain(xml.slice(at, next)) === null) return -1;
    if (!xml.startsWith('![CDATA[', next + 1)) {
      const isClosed = xml.startsWith(`/${name}>`, next + 1);
      return isClosed ? next + name.length + 3 : -1;
    }
    const end = xml.indexOf(']]>', next + 9);
    if (end < 0) return -1;
    at = end + 3;
  }
}

/**
 * Makes the work of a parser, which looks at every character, lighter: takes out long texts, and elements without
 * children that nobody reads. What a parser reads of the rest is, once restored, what it would have read of the
 * whole, and it fails where it would have failed. `from` is where the root element begins.
 */
export function lighten(xml: string, from: number, isRead: (name: string) => boolean): LightDocument {
  const whole: LightDocument = { xml, restore: (value) => value, isWhole: true };
  if (xml.includes(before) || xml.includes(after)) return whole;
  const pieces: string[] = [];
  const texts: string[] = [];
  let copied = 0;

  function setAside(start: number, end: number, isCdata: boolean): void {
    if (end - start < shortest) return;
    const raw = xml.slice(start, end);
    const text = isCdata ? raw : decodePlain(raw);
    // White space alone means nothing, and the parser treats it so.
    if (text === null || !/\S/.test(text)) return;
    pieces.push(xml.slice(copied, start), before, String(texts.length), after);
    texts.push(text);
    copied = end;
  }

  /** Leaves out the element that begins here if nobody reads it; gives where it ends, else -1. */
  function leaveOut(tag: number): number {
    tagName.lastIndex = tag + 1;
    const name = tagName.exec(xml)?.[0];
    if (name === undefined || isRead(name)) return -1;
    const end = endOfLeaf(xml, name, tag + 1 + name.length);
    if (end < 0) return -1;
    pieces.push(xml.slice(copied, tag));
    copied = end;
    return end;
  }

  let at = from;
  for (;;) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) break;
    setAside(at, tag, false);
    let end: number;
    const mark = xml.charCodeAt(tag + 1);
    if (mark === 0x21) {
      if (xml.startsWith('[CDATA[', tag + 2)) {
        end = xml.indexOf(']]>', tag + 9);
        if (end < 0) break;
        setAside(tag + 9, end, true);
        at = end + 3;
        continue;
      }
      if (!xml.startsWith('--', tag + 2)) return whole;
      end = xml.indexOf('-->', tag + 4) + 2;
    } else if (mark === 0x3f) end = xml.indexOf('?>', tag + 2) + 1;
    else if (mark === 0x2f) end = xml.indexOf('>', tag + 2);
    else {
      const left = leaveOut(tag);
      end = left < 0 ? endOfTag(xml, tag + 1) : left - 1;
    }
    if (end < tag) break;
    at = end + 1;
  }
  if (pieces.length === 0) return whole;
  pieces.push(xml.slice(copied));

  return {
    xml: pieces.join(''),
    isWhole: false,
    restore(value) {
      let start = value.indexOf(before);
      if (start < 0) return value;
      let restored = '';
      let done = 0;
      while (start >= 0) {
        const end = value.indexOf(after, start);
        restored += value.slice(done, start) + (texts[Number(value.slice(start + 1, end))] ?? '');
        done = end + 1;
        start = value.indexOf(before, done);
      }
      return restored + value.slice(done);
    },
  };
}
