import { expect, test } from 'vitest';
import { Findings } from '#intake/findings.ts';
import { placeColumns } from '#intake/kinds/features/place-columns.ts';
import type { PlaceName } from '#rules/features/fields.ts';

const both = new Map<PlaceName, string>([
  ['x', 'X'],
  ['y', 'Y'],
  ['lng', 'Kinh độ'],
  ['lat', 'Vĩ độ'],
]);

test.each([
  [false, 'lng', '"Kinh độ", "Vĩ độ" was read, not "X", "Y"'],
  [true, 'x', '"X", "Y" was read, not "Kinh độ", "Vĩ độ"'],
])(
  'of degrees and metres those are read that the system means (metres: %s), and the others are told',
  (metres, first, said) => {
    const findings = new Findings();
    expect(placeColumns(both, metres, findings)?.[0]).toBe(first);
    expect(findings.notes[0]?.reason.en).toContain(said);
  },
);

test('a system of metres means geometries rather than degrees', () => {
  const given = new Map<PlaceName, string>([...both, ['wkt', 'WKT']].slice(2) as [PlaceName, string][]);
  expect(placeColumns(given, true, new Findings())?.[0]).toBe('wkt');
  expect(placeColumns(given, false, new Findings())?.[0]).toBe('lng');
});

test('one way is no choice', () => {
  const findings = new Findings();
  expect(placeColumns(new Map([['wkt', 'wkt']]), false, findings)).toEqual(['wkt']);
  expect(findings.notes).toEqual([]);
});
