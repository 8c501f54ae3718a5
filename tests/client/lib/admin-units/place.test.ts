import { expect, test } from 'vitest';
import type { Neighbour, UnitProfile } from '#contract/admin-units.ts';
import { placeFilter, placeWords } from '#client/lib/admin-units/place.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { directionWord } from '#client/text/words.ts';

overwriteGetLocale(() => 'vi');

const neighbour = (code: string, name: string, bearingDegrees: number): Neighbour => ({
  code,
  name,
  point: [109, 13],
  bearingDegrees,
  sharedM: 100,
});
type Parent = UnitProfile['ancestors'][number];
const province: Parent = { code: '54', name: 'Tỉnh Phú Yên', level: 'province' };
const district: Parent = { code: '557', name: 'Thị xã Sông Cầu', level: 'district' };
const commune = {
  code: '22075',
  name: 'Xã Xuân Thọ 1',
  level: 'commune' as const,
  point: [109.1, 13.1] as [number, number],
  ancestors: [province, district],
  neighbours: [neighbour('22051', 'Phường Xuân Phú', 31), neighbour('22052', 'Xã Xuân Lâm', 343)],
};

test('a commune is shown in its district, a district in its province, with what they touch', () => {
  expect(placeFilter(commune)).toBe("parent_code = '557' OR code IN ('22075','22051','22052')");
  expect(placeFilter({ ...commune, code: '557', level: 'district', ancestors: [province], neighbours: [] })).toBe(
    "parent_code = '54' OR code IN ('557')",
  );
});

test('a commune of a province without districts is shown with what it touches alone', () => {
  expect(placeFilter({ ...commune, ancestors: [province] })).toBe("code IN ('22075','22051','22052')");
});

test('where a unit lies and what it touches, in words', () => {
  expect(placeWords(commune, [109, 13, 109.2, 14])).toBe(
    'Xã Xuân Thọ 1 nằm ở phía nam thị xã Sông Cầu. Giáp phường Xuân Phú (đông bắc), xã Xuân Lâm (bắc).',
  );
  expect(placeWords({ ...commune, neighbours: [] }, [109, 13, 109.2, 13.2])).toBe(
    'Xã Xuân Thọ 1 nằm ở giữa thị xã Sông Cầu.',
  );
  expect(placeWords({ ...commune, neighbours: [] }, null)).toBe('');
});

test.each([
  [0, 'bắc'],
  [22, 'bắc'],
  [23, 'đông bắc'],
  [90, 'đông'],
  [-45, 'tây bắc'],
  [-135, 'tây nam'],
  [359, 'bắc'],
])('%d degrees', (degrees, word) => {
  expect(directionWord(degrees)).toBe(word);
});
