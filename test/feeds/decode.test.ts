import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/feeds/decode.ts';
import { parseItem } from './parsing.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const join = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);
const declared = (charset: string): string => `<?xml version="1.0" encoding="${charset}"?>`;

describe('decodeText', () => {
  it.each<[name: string, bytes: Uint8Array, contentType: string | null, expected: string]>([
    ['UTF-8 that says nothing', utf8('<a>Erdoğan</a>'), null, 'Erdoğan'],
    ['UTF-8 with a mark', join(bytes('EF BB BF'), utf8('<a>é</a>')), 'text/xml; charset=iso-8859-1', 'é'],
    ['UTF-16 with a mark', join(bytes('FF FE'), Buffer.from('<a>é金</a>', 'utf16le')), null, 'é金'],
    ['UTF-16 big-endian with a mark', join(bytes('FE FF'), utf16be('<a>é金</a>')), null, 'é金'],
    ['UTF-16 without a mark', Buffer.from(`${declared('utf-16')}<a>é金</a>`, 'utf16le'), null, 'é金'],
    ['UTF-16 big-endian without a mark', utf16be(`${declared('utf-16')}<a>é</a>`), null, 'é'],
    [
      'windows-1252 that says nothing',
      join(latin('<a>caf'), bytes('E9 20 96'), latin('</a>')),
      null,
      'café –',
    ],
    [
      'the charset of the header',
      join(latin('<a>'), bytes('CF F0 E8'), latin('</a>')),
      'text/xml; charset=windows-1251',
      'При',
    ],
    [
      'the charset of the header in quotes',
      join(latin('<a>'), bytes('CF F0 E8'), latin('</a>')),
      'text/xml;charset="windows-1251"',
      'При',
    ],
    [
      'the declaration',
      join(latin(`${declared('koi8-r')}<a>`), bytes('F0 D2 C9'), latin('</a>')),
      null,
      'При',
    ],
    [
      'a declaration in single quotes',
      join(latin("<?xml version='1.0' encoding='koi8-r'?><a>"), bytes('F0 D2 C9'), latin('</a>')),
      null,
      'При',
    ],
    [
      'gb2312 with characters of its successor',
      join(latin(`${declared('gb2312')}<a>`), bytes('BD F0 D5 FD B6 F7 E9 46'), latin('</a>')),
      null,
      '金正恩镕'.slice(0, 3),
    ],
    [
      'shift_jis',
      join(latin(`${declared('Shift_JIS')}<a>`), bytes('93 FA 96 7B'), latin('</a>')),
      null,
      '日本',
    ],
    [
      'euc-kr',
      join(latin(`${declared('euc-kr')}<a>`), bytes('B1 E8 C1 A4 C0 BA'), latin('</a>')),
      null,
      '김정은',
    ],
    [
      'iso-2022-jp, which is all ASCII',
      join(latin(`${declared('iso-2022-jp')}<a>`), bytes('1B 24 42 46 7C 4B 5C 1B 28 42'), latin('</a>')),
      null,
      '日本',
    ],
    [
      'the meta element of a page',
      join(latin('<html><meta charset="koi8-r"><a>'), bytes('F0 D2 C9'), latin('</a>')),
      null,
      'При',
    ],
    [
      'the old meta element of a page',
      join(
        latin('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><a>'),
        bytes('F0 D2 C9'),
        latin('</a>'),
      ),
      null,
      'При',
    ],
    [
      'UTF-8 declared as latin',
      utf8(`${declared('iso-8859-1')}<a>Erdoğan</a>`),
      'text/xml; charset=iso-8859-1',
      'Erdoğan',
    ],
    ['UTF-8 declared as UTF-16', utf8(`${declared('utf-16')}<a>é</a>`), null, 'é'],
    [
      'latin declared as UTF-8',
      join(latin(`${declared('utf-8')}<a>caf`), bytes('E9'), latin('</a>')),
      'text/xml; charset=utf-8',
      'café',
    ],
    [
      'UTF-8 with one broken byte',
      join(utf8('<a>Erdoğan met Łukasz and Müller'), bytes('FF'), utf8(' é</a>')),
      null,
      'Erdoğan met Łukasz and Müller\uFFFD é',
    ],
    ['a charset nobody knows', utf8('<a>é</a>'), 'text/xml; charset=klingon', 'é'],
    [
      'latin with a charset nobody knows',
      join(latin('<a>'), bytes('E9'), latin('</a>')),
      'text/xml; charset=klingon',
      'é',
    ],
    [
      'header before declaration',
      join(latin(`${declared('koi8-r')}<a>`), bytes('CF F0 E8'), latin('</a>')),
      'text/xml; charset=windows-1251',
      'При',
    ],
    ['utf8mb4', utf8('<a>é</a>'), 'text/xml; charset=utf8mb4', 'é'],
  ])('reads %s', (_, document, contentType, expected) => {
    expect(decodeText(document, contentType)).toContain(expected);
  });

  it('reads any text that is UTF-8 or UTF-16, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, contentType) => {
        const document = `<a>${text}</a>`;
        expect(decodeText(utf8(document), null)).toBe(document);
        expect(decodeText(join(bytes('FF FE'), Buffer.from(document, 'utf16le')), contentType)).toBe(
          document,
        );
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (document, label) => {
        expect(typeof decodeText(document, `text/xml; charset=${label}`)).toBe('string');
      }),
    );
  });

  it('gives the parser what it can read', async () => {
    const document = join(
      latin(`${declared('windows-1251')}<rss version="2.0"><channel><title>T</title><item><title>`),
      bytes('CF F0 E8 E2 E5 F2'),
      latin('</title></item></channel></rss>'),
    );
    expect((await parseItem(document)).title).toBe('Привет');
  });
});
