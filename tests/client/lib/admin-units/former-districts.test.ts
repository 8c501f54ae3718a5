import { expect, test } from 'vitest';
import type { FormerDistrict } from '#contract/admin-units.ts';
import {
  districtsOf,
  formerChoices,
  formerPlace,
  formerWords,
  provincesOf,
} from '#client/lib/admin-units/former-districts.ts';
import { unit } from '../../samples.ts';

const province = { code: '54', name: 'Tỉnh Phú Yên' };
const tuyHoa: FormerDistrict = { code: '555', name: 'Thành phố Tuy Hoà', share: 0.726, province };
const phuHoa: FormerDistrict = { code: '563', name: 'Huyện Phú Hoà', share: 0.274, province };
const whole: FormerDistrict = { ...tuyHoa, share: 1 };
const buonMaThuot: FormerDistrict = { code: '643', name: 'Thành phố Buôn Ma Thuột', share: 1 };
const now = { parentCode: '66', parentName: 'Tỉnh Đắk Lắk' };
const units = [
  unit('22015', 'Phường Tuy Hòa', { ...now, formerDistricts: [tuyHoa, phuHoa] }),
  unit('22045', 'Phường Bình Kiến', { ...now, formerDistricts: [whole] }),
  unit('24133', 'Phường Buôn Ma Thuột', { ...now, formerDistricts: [buonMaThuot] }),
  unit('99999', 'Xã Mới', now),
];
const told = (places: readonly { code: string; name: string; codes: ReadonlySet<string> }[]) =>
  places.map(({ code, name, codes }) => [code, name, [...codes]]);

test('a commune is counted in the district that most of it lay in, and in no other', () => {
  expect(told(districtsOf(units))).toEqual([
    ['643', 'Thành phố Buôn Ma Thuột cũ', ['24133']],
    ['555', 'Thành phố Tuy Hoà cũ', ['22015', '22045']],
  ]);
  expect(districtsOf([unit('1', 'Xã')])).toEqual([]);
});

test('a former province has the communes of its districts; one that is still so called too', () => {
  expect(told(provincesOf(units))).toEqual([
    ['66', 'Tỉnh Đắk Lắk cũ', ['24133']],
    ['54', 'Tỉnh Phú Yên cũ', ['22015', '22045']],
  ]);
});

test('districts can be chosen, and provinces that became a part of another; one that is what it was is not former', () => {
  const labels = (list: typeof units) => formerChoices(list).map(({ id, label }) => `${id} ${label}`);
  expect(labels(units.slice(0, 2))).toEqual(['555 Thành phố Tuy Hoà cũ (2)']);
  const hanoi = unit('09619', 'Xã Ba Vì', {
    parentCode: '01',
    parentName: 'Thành phố Hà Nội',
    formerDistricts: [{ code: '271', name: 'Huyện Ba Vì', share: 1 }],
  });
  expect(labels([...units.slice(0, 3), hanoi])).toEqual([
    '271 Huyện Ba Vì cũ, Thành phố Hà Nội (1)',
    '66 Tỉnh Đắk Lắk cũ (1)',
    '643 Thành phố Buôn Ma Thuột cũ, Tỉnh Đắk Lắk (1)',
    '54 Tỉnh Phú Yên cũ (2)',
    '555 Thành phố Tuy Hoà cũ, Tỉnh Phú Yên (2)',
  ]);
});

test('by its code a former unit is found among the communes inside a scope', () => {
  expect(formerPlace(units, '555', null)).toMatchObject({ level: 'district', name: 'Thành phố Tuy Hoà cũ' });
  expect(formerPlace(units, '54', null)?.codes.size).toBe(2);
  expect([...(formerPlace(units, '555', { codes: new Set(['22045']) })?.codes ?? [])]).toEqual(['22045']);
  expect(formerPlace(units, '555', { codes: new Set(['24133']) })).toBeNull();
  expect(formerPlace(units, '563', null)).toBeNull();
  const apart = [unit('1', 'A', { bbox: [108, 12, 109, 13] }), unit('2', 'B', { bbox: [108.5, 11, 110, 12.5] })];
  const placed = [...apart, unit('3', 'C', { bbox: null })].map((each) => ({ ...each, formerDistricts: [whole] }));
  expect(formerPlace(placed, '555', null)?.reach).toEqual({ bbox: [108, 11, 110, 13] });
  expect(formerPlace(placed.slice(2), '555', null)?.reach).toEqual({ bbox: null });
});

test('words never call a district that is no more by its name alone', () => {
  expect(formerWords([])).toBe('');
  expect(formerWords([whole])).toBe('Thành phố Tuy Hoà cũ');
  expect(formerWords([tuyHoa, phuHoa])).toBe('Chủ yếu thành phố Tuy Hoà cũ (72,6%); còn lại huyện Phú Hoà cũ (27,4%)');
  expect(formerWords([{ ...tuyHoa, share: null }, phuHoa])).toMatch(/^Chủ yếu thành phố Tuy Hoà cũ; còn lại/);
});
