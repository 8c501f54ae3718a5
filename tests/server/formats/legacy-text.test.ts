import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { reinterpret } from '#formats/encodings.ts';
import { fromFont, legacyFontOf, undoubled } from '#formats/legacy-text.ts';
import { looksVietnamese, tellingWords } from '#formats/vietnamese.ts';
import { communeNames, typedInTcvn3, typedInVni } from './legacy-typing.ts';

const typed = { tcvn3: typedInTcvn3, vni: typedInVni } as const;
const fonts = ['tcvn3', 'vni'] as const;
/** Fonts show capitals with signs by another file: they are typed as small letters. */
const telling = communeNames.filter(
  (name) =>
    /[^\u0000-\u007f]/.test(name) && !/[ÀÁẢÃẠÂẦẤẨẪẬĂẰẮẲẴẶÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]/.test(name),
);
/** Names of minorities may be words of any language. */
const vietnamese = telling.filter((name) => tellingWords(name).every(looksVietnamese));
const some = fc.subarray(vietnamese, { minLength: 5, maxLength: 40 });

describe.each(fonts)('%s', (font) => {
  test('every name of a commune is typed and read back', () => {
    const wrong = telling.filter((name) => reinterpret(typed[font](name), font) !== name.normalize('NFC'));
    expect(wrong).toEqual([]);
  });

  test('is known in any list of communes, and as no other', () => {
    fc.assert(
      fc.property(some, (names) => {
        expect(legacyFontOf(names.map(typed[font]))).toBe(font);
      }),
    );
  });

  test('a text that is proper stays as it is', () => {
    const changed = telling.filter((name) => /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/.test(name) && fromFont(name, font) !== name);
    expect(changed).toEqual([]);
  });
});

describe('what is proper is not taken for a font', () => {
  test.each([
    ['nothing', []],
    ['ASCII', ['Xa Hoa Xuan', 'Truong THCS', "Ea H'leo; 12,5"]],
    ['Vietnamese with letters that others have too', ['Hòa Bình', 'Hà Nam', 'Bình Tân', 'Lý Sơn', 'Kông Chro']],
    [
      'French',
      [
        'Mairie de Hué',
        'où est l’école à côté',
        'Forêt d’Évreux',
        'Saint-Étienne',
        'août',
        'façade',
        'Château-Thierry',
      ],
    ],
    ['French in short words', ['à', 'où', 'né', 'dû', 'là', 'clé', 'thé', 'blé', 'été']],
    ['English', ['café', 'naïve', 'résumé', 'Brontë', 'Zoë', '£5', '10 °C', '½ mile', '© 2025', 'a “quotation” – so']],
    ['German', ['Straße', 'Größe', 'Übersicht', 'schön', 'Tür', 'für', 'Bär', 'Öl']],
    ['Spanish', ['año', 'niño', 'señor', 'España', 'María', 'José', 'Nuñez', '«está»']],
    ['Portuguese', ['São João', 'coração', 'não', 'mãe', 'Conceição', 'à', 'avô']],
    ['units', ['m²', 'km²', '36 °C', '±5', 'µg/m³', '25·10³']],
    ['names of minorities', ['Krông Búk', 'Čư Mgar', 'Ea Drăng', 'Đắk Glong', 'Êđê', 'Chư Sê']],
    ['Khmer', ['ភូមិ', 'ខ្មែរ']],
  ])('%s', (_, texts) => {
    expect(legacyFontOf(texts)).toBeNull();
  });

  test('any list of communes', () => {
    fc.assert(
      fc.property(fc.subarray([...communeNames], { maxLength: 40 }), (names) => {
        expect(legacyFontOf(names)).toBeNull();
        expect(legacyFontOf(names.map((name) => name.normalize('NFD')))).toBeNull();
        expect(legacyFontOf(names.map((name) => name.toUpperCase()))).toBeNull();
      }),
    );
  });
});

test.each([
  ['TrÆ°á»\u009dng Tiá»ƒu há»\u008dc', 'Trường Tiểu học'],
  ['XÃ£ HÃ²a XuÃ¢n', 'Xã Hòa Xuân'],
  ['Ä\u0090á»©c CÆ¡', 'Đức Cơ'],
  ['Trường', null],
  ['Tr­êng TiÓu häc', null],
  ['Thaønh phoá', null],
  ['école', null],
  ['«está»', null],
  ['abc', null],
])('%s is %s encoded twice', (text, meant) => {
  expect(undoubled(text)).toBe(meant);
});

test('what was encoded twice is found in any text, and nothing else', () => {
  const latin = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  const windows = (text: string) => iconv.decode(Buffer.from(text, 'utf8'), 'windows-1252');
  fc.assert(
    fc.property(fc.constantFrom(...telling), (name) => {
      expect(undoubled(latin(name))).toBe(name);
      // Five bytes are nothing there, and lost.
      if (!windows(name).includes('\ufffd')) expect(undoubled(windows(name))).toBe(name);
      for (const text of [name, name.normalize('NFD'), typedInTcvn3(name), typedInVni(name)])
        expect(undoubled(text)).toBeNull();
    }),
  );
});
