import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchable } from '#rules/text/fold.ts';
import { SearchableUnits, type SearchedName } from '#rules/unit-search.ts';
import { patternOf } from '#rules/unit-names.ts';

const named = (name: string, code: string): SearchedName => ({ code, name, nameSearch: searchable(name) });

/** Names as lists have them, those among them that nearly are another's. */
const names = [
  'Tỉnh Phú Yên',
  'Thành phố Tuy Hòa',
  'Huyện Tây Hoà',
  "Huyện Ea H'Leo",
  "Xã Ea H'Leo",
  'Xã Ea Hiao',
  'Xã Ea Hu',
  "Xã H'Ra",
  'Huyện Ra',
  "Xã M'Đrắk",
  'Thị xã Sông Cầu',
  'Phường Sông Cầu',
  'Xã Xuân Cảnh',
  'Xã Hòa Hiệp Bắc',
  'Xã Oà Hiệp',
  'Phường 1',
  'Phường 10',
  'Phường 09',
  'Xã P9',
  'Đặc khu Lý Sơn',
  'Quận 9',
  'Xã A Lưới',
  'Thị trấn N.T Phú Châu',
  'Xã Thụy Hải',
  'Xã Thuỵ Hải Đông',
];
const units = names.map((name, at) => named(name, String(30_000 + at)));
const board = new SearchableUnits(units);
const found = (query: string) => board.find(query, () => true).map(({ unit }) => unit.name);

describe('one name in the ways in which it is written', () => {
  test.each([
    ['Tuy Hoà', 'Thành phố Tuy Hòa'],
    ['Tuy Hòa'.normalize('NFD'), 'Thành phố Tuy Hòa'],
    ['Tp.Tuy Hòa', 'Thành phố Tuy Hòa'],
    ['TP Tuy Hoà', 'Thành phố Tuy Hòa'],
    ['ea h leo', "Huyện Ea H'Leo"],
    ['xã Ea H’Leo', "Xã Ea H'Leo"],
    ['X. Ea HLeo', "Xã Ea H'Leo"],
    ['h ra', "Xã H'Ra"],
    ['H. Ra', 'Huyện Ra'],
    ['T.X Sông Cầu', 'Thị xã Sông Cầu'],
    ['tx  sông\u00a0cầu', 'Thị xã Sông Cầu'],
    ['P. 9', 'Phường 09'],
    ['p.10', 'Phường 10'],
    ['phường 01', 'Phường 1'],
    ['đk lý sơn', 'Đặc khu Lý Sơn'],
    ['Q9', 'Quận 9'],
    ['a lưới', 'Xã A Lưới'],
    ['nt phú châu', 'Thị trấn N.T Phú Châu'],
    ['Thụy Hải', 'Xã Thụy Hải'],
    ['Thuỵ Hải', 'Xã Thụy Hải'],
    ['30003', "Huyện Ea H'Leo"],
  ])('%j finds %j first', (query, name) => {
    expect(found(query)[0]).toBe(name);
  });

  test('while somebody writes', () => {
    expect(found('tx')).toEqual(['Thị xã Sông Cầu']);
    expect(found('tx.')).toEqual(['Thị xã Sông Cầu']);
    expect(found('Tp. Tu')).toEqual(['Thành phố Tuy Hòa']);
    expect(found('ea h')).toEqual(["Huyện Ea H'Leo", "Xã Ea H'Leo", 'Xã Ea Hiao', 'Xã Ea Hu']);
    expect(found("ea h'")).toEqual(expect.arrayContaining(["Huyện Ea H'Leo", "Xã Ea H'Leo"]));
  });

  test('a name that begins by letters of an abbreviation keeps them', () => {
    expect(found('Hòa Hiệp')[0]).toBe('Xã Hòa Hiệp Bắc');
    expect(found('Oà Hiệp')[0]).toBe('Xã Oà Hiệp');
    expect(found('p9').slice(0, 2)).toEqual(['Phường 09', 'Xã P9']);
    expect(found('Xuân')).toEqual(['Xã Xuân Cảnh']);
  });
});

const shorts: Readonly<Record<string, string>> = {
  'Thành phố': 'TP',
  Tỉnh: 'T',
  Huyện: 'H',
  'Thị xã': 'TX',
  'Thị trấn': 'TT',
  Quận: 'Q',
  Phường: 'P',
  Xã: 'X',
  'Đặc khu': 'ĐK',
};
const earlier: readonly (readonly [string, string])[] = [
  ['hoà', 'hòa'],
  ['oà', 'òa'],
  ['uỵ', 'ụy'],
];

/** A name in any of its ways, at random. */
const written = (name: string) =>
  fc
    .record({
      kind: fc.constantFrom('word', 'point', 'point and space', 'space', 'none'),
      apostrophe: fc.constantFrom("'", '’', '‘', 'ʼ', '`', '', ' '),
      space: fc.constantFrom(' ', '  ', '\u00a0', ' \u00a0 ', '\t'),
      hyphened: fc.boolean(),
      form: fc.constantFrom('NFC', 'NFD'),
      letters: fc.constantFrom('as they are', 'small', 'capitals', 'plain'),
      tones: fc.constantFrom('early', 'late', 'as they are'),
      zeros: fc.boolean(),
    })
    .map(({ kind, apostrophe, space, hyphened, form, letters, tones, zeros }) => {
      const [word = '', short = ''] = Object.entries(shorts).find(([start]) => name.startsWith(`${start} `)) ?? [];
      let rest = name.slice(word.length + 1).replaceAll("'", apostrophe);
      if (hyphened) rest = rest.replaceAll(/(?<=\p{L}\p{L}) (?=\p{L}\p{L})/gu, '-');
      rest = zeros ? rest.replace(/^(\d)$/, '0$1') : rest.replace(/^0/, '');
      for (const [late, early] of earlier)
        if (tones !== 'as they are')
          rest = tones === 'early' ? rest.replaceAll(late, early) : rest.replaceAll(early, late);
      const isNumber = /^\d/.test(rest);
      const before = {
        word: `${word} `,
        point: `${short}.`,
        'point and space': `${short}. `,
        space: `${short} `,
        // A number alone is no name.
        none: isNumber ? short : '',
      }[kind];
      let text = (before + rest).replaceAll(' ', space);
      if (letters === 'small') text = text.toLowerCase();
      if (letters === 'capitals') text = text.toUpperCase();
      if (letters === 'plain') text = searchable(text).replaceAll(' ', space);
      return { text: text.normalize(form), kindGiven: kind !== 'none' || isNumber };
    });

test('a name in any of its ways finds its unit first, or among the first that answer as well', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...units).chain((unit) => fc.tuple(fc.constant(unit), written(unit.name))),
      ([unit, { text }]) => {
        // Found first where it is told first among equals.
        const first = new SearchableUnits([unit, ...units.filter((other) => other !== unit)]).find(text, () => true)[0];
        expect(first?.unit.name, JSON.stringify(text)).toBe(unit.name);
      },
    ),
    { numRuns: 3000 },
  );
});

test('what a database narrows by lets every hit through', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constantFrom(...units).chain((unit) => written(unit.name).map(({ text }) => text)),
        fc
          .string({ maxLength: 6, unit: fc.constantFrom(..."aehlptxđòy 019.'-’") })
          .filter((text) => text.trim() !== ''),
      ),
      fc.nat(12),
      (text, cut) => {
        const query = text.slice(0, cut + 1).trim() || text;
        const pattern = new RegExp(patternOf(query));
        for (const { unit } of board.find(query, () => true)) {
          const byCode = unit.code.startsWith(searchable(query));
          expect(byCode || pattern.test(unit.nameSearch), `${query} ${unit.name}`).toBe(true);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

describe('names of before', () => {
  const former = { ...named('Thị trấn La Hai', '22081'), until: '2025-06-30' };
  const today = [named('Xã Đồng Xuân', '22088'), named('Xã La Hai Đông', '22090'), named('Xã Phú Mỡ', '22081')];
  const searched = new SearchableUnits(today, (unit) => (unit.code === '22088' ? [former] : []));
  const hits = (query: string) => searched.find(query, () => true).map(({ unit, formerly }) => [unit.name, formerly]);

  test('find the unit of today and say so, after what is called so today', () => {
    expect(hits('La Hai')).toEqual([
      ['Xã Đồng Xuân', former],
      ['Xã La Hai Đông', null],
    ]);
    expect(hits('TT.La Hai')[0]).toEqual(['Xã Đồng Xuân', former]);
    expect(hits('22081')).toEqual([
      ['Xã Phú Mỡ', null],
      ['Xã Đồng Xuân', former],
    ]);
  });

  test('are not told of where a name of today answers', () => {
    expect(hits('Đồng Xuân')).toEqual([['Xã Đồng Xuân', null]]);
    expect(hits('220')).toEqual(today.map(({ name }) => [name, null]));
  });
});
