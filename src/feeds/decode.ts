import { isAscii } from 'node:buffer';

/** Labels that mean more than they say: pages that declare the old set use characters of its successor. */
const successors: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  utf8mb4: 'utf-8',
};

const byteOrderMarks: readonly { readonly bytes: readonly number[]; readonly charset: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
];

/** How far into a document its declaration is looked for, in bytes. */
const declarationBytes = 1_024;

function decoder(label: string, fatal: boolean): InstanceType<typeof TextDecoder> | null {
  const name = label.trim().toLowerCase();
  try {
    return new TextDecoder(successors[name] ?? name, { fatal });
  } catch {
    // A label nobody knows says nothing.
    return null;
  }
}

function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    return decoder(label, true)?.decode(bytes) ?? null;
  } catch {
    return null;
  }
}

/** UTF-16 without a byte order mark shows in the zero beside the `<`, `{` or white space it begins with. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'utf-16be';
  return null;
}

function declaredCharset(bytes: Uint8Array): string | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, declarationBytes));
  const declaration =
    /^[^<]*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start) ??
    /<meta[^>]*?\scharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start) ??
    /<meta[^>]*?\scontent\s*=\s*["'][^"'>]*charset=\s*([\w.:-]+)/i.exec(start);
  return declaration?.[1] ?? null;
}

/** UTF-8 with a few broken bytes reads better with gaps than as another encoding from beginning to end. */
function decodeDamagedUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  let gaps = 0;
  let whole = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) gaps += 1;
    else if (code >= 0x80) whole += 1;
  }
  return whole > gaps ? text : null;
}

/**
 * A document's bytes as text. In this order: byte order mark; the charset of the HTTP header; the document's own
 * declaration; UTF-8 where every byte fits it; windows-1252. A declaration that the bytes contradict is passed
 * over, and text that is UTF-8 in every byte is read as UTF-8 although it be declared a legacy encoding. Never
 * throws; the byte order mark is not part of the text.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const mark = byteOrderMarks.find((known) => known.bytes.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) return new TextDecoder(mark.charset).decode(bytes);

  const utf16 = unmarkedUtf16(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);

  const utf8 = decodeStrictly(bytes, 'utf-8');
  const inHeader = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null;
  const declared = [inHeader, declaredCharset(bytes)].filter((label) => label !== null);
  // Other encodings hardly ever make well-formed UTF-8 by chance; ISO-2022-JP is the one that is all ASCII.
  if (utf8 !== null && (declared.length === 0 || !isAscii(bytes))) return utf8;

  for (const label of declared) {
    // ASCII bytes can't be UTF-16, whatever they say of themselves.
    if (/^utf-?16|^ucs|^unicode/i.test(label)) continue;
    const text = decodeStrictly(bytes, label);
    if (text !== null) return text;
  }
  if (utf8 !== null) return utf8;

  const isUtf8 = declared.some((label) => /^utf-?8/i.test(label));
  const isLegacy = declared.some((label) => !/^utf/i.test(label) && decoder(label, false) !== null);
  if (isUtf8 || !isLegacy) {
    const damaged = decodeDamagedUtf8(bytes);
    if (damaged !== null) return damaged;
  }
  const legacy = declared.find((label) => !/^(?:utf|ucs|unicode)/i.test(label));
  return (
    (legacy === undefined ? null : decoder(legacy, false)?.decode(bytes)) ??
    new TextDecoder('windows-1252').decode(bytes)
  );
}
