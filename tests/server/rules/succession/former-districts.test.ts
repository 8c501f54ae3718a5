import { expect, test } from 'vitest';
import { formerDistrictsOf, type CommuneThen } from '#rules/succession/former-districts.ts';
import { piecesBetween, type Share } from '#rules/succession/pieces.ts';

const province = { code: '54', name: 'Tỉnh Phú Yên' };
const commune = (id: number, code: string | null, rest: Partial<CommuneThen> = {}): CommuneThen => ({
  id,
  areaKm2: 10,
  code,
  name: code === null ? null : `Huyện ${code}`,
  provinceCode: province.code,
  provinceName: province.name,
  ...rest,
});
const then = (...communes: CommuneThen[]) => new Map(communes.map((each) => [each.id, each]));
const edge = (before: number, since: number, share: number | null, day = '2025-07-01'): Share => ({
  day,
  before,
  since,
  share,
});

test('the district with most of the ground comes first, and shares are of the ground of the commune', () => {
  const communes = then(commune(1, '564', { areaKm2: 30 }), commune(2, '555', { areaKm2: 90 }), commune(3, '555'));
  const pieces = piecesBetween([1, 2, 3], [edge(1, 9, 1), edge(2, 9, 1 / 3), edge(2, 8, 2 / 3), edge(3, 8, 1)]);
  expect(formerDistrictsOf(pieces.get(9) ?? new Map(), communes, province)).toEqual([
    { code: '555', name: 'Huyện 555', share: 0.5 },
    { code: '564', name: 'Huyện 564', share: 0.5 },
  ]);
  expect(formerDistrictsOf(pieces.get(8) ?? new Map(), communes, province)).toEqual([
    { code: '555', name: 'Huyện 555', share: 1 },
  ]);
});

test('a commune that went on lay in the district that it lay in, also after later changes', () => {
  const communes = then(commune(1, '558'), commune(2, '559'));
  expect(formerDistrictsOf(piecesBetween([1], []).get(1) ?? new Map(), communes, province)).toMatchObject([
    { code: '558', share: 1 },
  ]);
  const later = piecesBetween([1, 2], [edge(1, 3, 1), edge(2, 3, 1), edge(3, 4, 1, '2026-07-01')]);
  expect(formerDistrictsOf(later.get(4) ?? new Map(), communes, province)).toMatchObject([
    { code: '558', share: 0.5 },
    { code: '559', share: 0.5 },
  ]);
});

test('where ground is not known of every part, most communes come first and no share is said', () => {
  const communes = then(commune(1, '558'), commune(2, '559', { areaKm2: null }), commune(3, '559'));
  const pieces = piecesBetween([1, 2, 3], [edge(1, 9, null), edge(2, 9, 1), edge(3, 9, 1)]);
  expect(formerDistrictsOf(pieces.get(9) ?? new Map(), communes, province)).toEqual([
    { code: '559', name: 'Huyện 559', share: null },
    { code: '558', name: 'Huyện 558', share: null },
  ]);
  // Of one district there is nothing to measure.
  const single = then(commune(2, '559', { areaKm2: null }));
  expect(formerDistrictsOf(new Map([[2, null]]), single, province)).toMatchObject([{ code: '559', share: 1 }]);
});

test('the province is said where it was another by code or by name', () => {
  const communes = then(commune(1, '558'));
  const now = (code: string, name: string) => formerDistrictsOf(new Map([[1, 1]]), communes, { code, name })[0];
  expect(now('66', 'Tỉnh Đắk Lắk')?.province).toEqual(province);
  expect(now('54', 'Tỉnh Mới')?.province).toEqual(province);
  expect(now('54', 'Tỉnh Phú Yên')).not.toHaveProperty('province');
});

test('what lay in no district, or was there no more, has none', () => {
  expect(formerDistrictsOf(new Map([[1, 1]]), then(commune(1, null)), province)).toEqual([]);
  expect(formerDistrictsOf(new Map([[7, 1]]), then(commune(1, '558')), province)).toEqual([]);
  const halves = new Map([
    [1, 1],
    [2, 1],
  ]);
  expect(formerDistrictsOf(halves, then(commune(1, null), commune(2, '558')), province)).toMatchObject([
    { code: '558', share: 0.5 },
  ]);
});
