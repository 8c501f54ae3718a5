import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { judgeBytes } from '#formats/judge-bytes.ts';
import { communeNames, typedInVni } from './legacy-typing.ts';

const names = ['Trường Tiểu học Hòa Xuân', 'Trường THCS Nguyễn Thị Định', 'Xã Đức Bình Tây'];
const as = {
  'utf-8': (text: string) => Buffer.from(text, 'utf8').toString('latin1'),
  tcvn3: (text: string) => iconv.encode(text, 'tcvn').toString('latin1'),
  vni: (text: string) => iconv.encode(typedInVni(text), 'windows-1252').toString('latin1'),
  'windows-1258': (text: string) => iconv.encode(tonesApart(text), 'windows-1258').toString('latin1'),
};

/** Windows-1258 has the vowels of Vietnamese, and tones as letters of their own. */
function tonesApart(text: string): string {
  return [...text]
    .map((letter) => {
      const tones = letter.normalize('NFD').replace(/[^\u0300\u0301\u0303\u0309\u0323]/g, '');
      return (
        letter
          .normalize('NFD')
          .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
          .normalize('NFC') + tones
      );
    })
    .join('');
}

function read(texts: readonly string[], stated: string | null, wanted: string | null = null) {
  const judged = judgeBytes(texts, stated, wanted);
  const values = texts.map((text) => judged.read(text));
  return { values, ...judged.encoding, codes: judged.notes().map(({ code }) => code), notes: judged.notes() };
}

const ids = Object.keys(as) as (keyof typeof as)[];

describe.each(ids)('bytes of %s', (id) => {
  const bytes = names.map((name) => as[id](name));

  test.each(['UTF-8', 'ISO-8859-1', 'ANSI 1252', 'LDID/87', 'CP1258', 'TCVN3', 'VNI', 'klingon', null])(
    'are read rightly where the file states %s',
    (stated) => {
      const { values, used, codes } = read(bytes, stated);
      expect({ values, used }).toEqual({ values: names, used: id });
      const right =
        stated === null || { 'utf-8': 'UTF-8', tcvn3: 'TCVN3', vni: 'VNI', 'windows-1258': 'CP1258' }[id] === stated;
      expect(codes).toEqual(right ? [] : [stated === 'klingon' ? 'unknownStatedEncoding' : 'encodingContradicted']);
    },
  );

  test('are read as a person says, with a word where it looks wrong; UTF-8 is that whatever anybody says', () => {
    const asked = {
      values: bytes.map((text) => iconv.decode(Buffer.from(text, 'latin1'), 'windows-1252').normalize('NFC')),
      how: 'option',
      codes: ['encodingContradicted'],
    };
    // That it was not needed is told where all Unicode is read.
    const unicode = { values: names, how: 'format', codes: [] };
    expect(read(bytes, 'UTF-8', 'windows-1252')).toMatchObject(id === 'utf-8' ? unicode : asked);
    expect(read(bytes, 'ISO-8859-1', id)).toMatchObject({ values: names, codes: [] });
  });
});

test('the note names both, and counts the texts', () => {
  const [note] = read(names.map(as.tcvn3), 'ISO-8859-1').notes;
  expect(note?.reason.en).toBe('The file states windows-1252, but its text is tcvn3 and was read so (3 texts).');
});

test.each([['UTF8'], ['utf-8'], ['65001'], ['\ufeffUTF-8']])('UTF-8 by the name %s', (stated) => {
  expect(read(names.map(as['utf-8']), stated)).toMatchObject({ values: names, how: 'cpg', codes: [] });
});

test.each([
  ['French in windows-1252', ['Café', 'Forêt'], 'ISO 88591', 'cpg'],
  ['French where nothing is stated', ['Café', 'Forêt'], null, 'guess'],
  ['Vietnamese that windows-1252 can write', ['Hòa Bình', 'Hà Nam'], 'ISO-8859-1', 'cpg'],
  ['one word that might be another', ['Hué'], 'ISO-8859-1', 'cpg'],
])('%s stays', (_, texts, stated, how) => {
  const bytes = texts.map((text) => iconv.encode(text, 'windows-1252').toString('latin1'));
  expect(read(bytes, stated)).toMatchObject({ values: texts, used: 'windows-1252', how, codes: [] });
});

test('ASCII says nothing against anybody', () => {
  for (const stated of ['UTF-8', 'ISO-8859-1', 'TCVN3']) expect(read(['Hoa Xuan'], stated).codes).toEqual([]);
});

test('a letter that is cut at the end is left out, and told of', () => {
  const cut = as['utf-8']('Trường Tiểu học').slice(0, -2);
  const { values, codes } = read([cut, as['utf-8']('Hòa Xuân')], 'UTF-8');
  expect(values).toEqual(['Trường Tiểu h', 'Hòa Xuân']);
  expect(codes).toEqual(['textCut']);
});

test('some rows of another encoding', () => {
  const mixed = [...names.map(as['utf-8']), as.tcvn3('Hòa Hiệp')];
  for (const stated of ['UTF-8', null]) {
    const { values, codes } = read(mixed, stated);
    expect(values).toEqual([...names, 'Hòa Hiệp']);
    expect(codes).toEqual(['mixedEncodings']);
  }
});

test('a font of old days in UTF-8 is UTF-8 first, where a person says that it is that font', () => {
  const typed = names.map((name) => as['utf-8'](iconv.decode(Buffer.from(as.tcvn3(name), 'latin1'), 'windows-1252')));
  expect(read(typed, 'UTF-8', 'tcvn3')).toMatchObject({ used: 'utf-8', how: 'format', codes: [] });
});

test('lists of communes in any encoding, stated or not', () => {
  const telling = communeNames.filter((name) => /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/.test(name));
  const some = fc.subarray(telling, { minLength: 4, maxLength: 40 });
  const said = fc.constantFrom('UTF-8', 'ISO-8859-1', 'LDID/87', 'LDID/3', 'klingon', null);
  fc.assert(
    fc.property(some, fc.constantFrom(...ids), said, (list, id, stated) => {
      expect(read(list.map(as[id]), stated).values).toEqual(list.map((name) => name.normalize('NFC')));
    }),
  );
});

test('what may be half a letter of UTF-8 is whole where nothing else is UTF-8', () => {
  const list = ['Xã', 'Hòa Xuân Đông', 'Ngọc Lãng', 'Phước Mỹ'];
  expect(read(list.map(as['windows-1258']), null, 'utf-8')).toMatchObject({ values: list, codes: ['mixedEncodings'] });
});

test('a word whose tone stands where none is written is no word: "Xaõ" is VNI', () => {
  const list = ['Xã Sơn Hội', 'Xã Suối Trai', 'Xã Sơn Giang', 'Xã Hòa Trị'];
  expect(read(list.map(as.vni), 'ISO-8859-1').values).toEqual(list);
});

test('no bytes make a letter that is lost where UTF-8 is stated', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 4 }), (texts) => {
      const bytes = texts.map((text) => Buffer.from(text).toString('latin1'));
      const judged = judgeBytes(bytes, 'UTF-8', null);
      for (const text of bytes) {
        const lost = judged.read(text).includes('\ufffd');
        // Five bytes are no letter of windows-1252, and some none of the others.
        if (lost) expect(judged.notes().length).toBeGreaterThan(0);
      }
    }),
  );
});
