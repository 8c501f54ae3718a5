import { expect, test } from 'vitest';
import { districtOf, districtTitle, districtWords } from '#client/lib/programme/districts.ts';
import { unit } from '../../samples.ts';

const below = { parentCode: '66', parentName: 'Tỉnh Đắk Lắk' };
const formerDistricts = [
  { code: '555', name: 'Thành phố Tuy Hoà', share: 0.7 },
  { code: '563', name: 'Huyện Phú Hoà', share: 0.3 },
];

test('a commune is of the district above it, and of a day without any of the one that most of it lay in', () => {
  const then = districtOf(unit('22081', 'Thị trấn La Hai'));
  expect(then).toEqual({ code: '558', name: 'Huyện Đồng Xuân', former: false });
  const since = districtOf(unit('22015', 'Phường Tuy Hòa', { ...below, formerDistricts }));
  expect(since).toEqual({ code: '555', name: 'Thành phố Tuy Hoà', former: true });
  expect(districtOf(unit('99999', 'Xã Mới', below))).toBeNull();
  expect([then, since].map((district) => district && districtWords(district))).toEqual([
    'Huyện Đồng Xuân',
    'Thành phố Tuy Hoà cũ',
  ]);
  expect([[then], [null, since], [null], []].map(districtTitle)).toEqual([
    'Huyện',
    'Huyện (thị xã, thành phố) cũ',
    null,
    null,
  ]);
});
