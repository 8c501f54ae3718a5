import { expect, test } from 'vitest';
import type { DissolvedUnit, FoundUnit } from '#contract/admin-units.ts';
import { formerWords } from '#client/lib/admin-units/former-words.ts';

const today: FoundUnit = {
  code: '22075',
  name: 'Xã Đồng Xuân',
  level: 'commune',
  kind: 'commune',
  parentCode: '66',
  parentName: 'Tỉnh Đắk Lắk',
  point: null,
  bbox: null,
  areaKm2: null,
  population: null,
};
const laHai = { code: '22081', name: 'Thị trấn La Hai', until: '2025-06-30' };
const dissolved: DissolvedUnit = {
  ...laHai,
  level: 'commune',
  kind: 'township',
  parentName: 'Huyện Đồng Xuân',
  successors: [],
};
const became = (event: DissolvedUnit['successors'][number]['event'], ...names: string[]): DissolvedUnit => ({
  ...dissolved,
  successors: names.map((name) => ({ code: '1', name, level: 'commune', event, on: '2025-07-01', decision: null })),
});

test.each<[string, FoundUnit | DissolvedUnit, string, string]>([
  ['a unit by its name of today', today, 'đồng', ''],
  [
    'by a name of before',
    { ...today, formerly: laHai },
    'la hai',
    'trước đây là thị trấn La Hai (22081) đến 30/06/2025',
  ],
  ['by a code of before', { ...today, formerly: laHai }, '2208', 'mã 22081 thuộc về thị trấn La Hai đến 30/06/2025'],
  ['one of which nothing more is known', dissolved, 'la hai', 'có đến 30/06/2025'],
  [
    'one that was merged',
    became('merge', 'Xã Đồng Xuân'),
    'la hai',
    'có đến 30/06/2025; đã sáp nhập, nay thuộc xã Đồng Xuân',
  ],
  [
    'one that was divided, by its code',
    became('split', 'Xã Đồng Xuân', 'Xã Phú Mỡ'),
    '22081',
    'mã 22081 thuộc về thị trấn La Hai đến 30/06/2025; đã chia tách, nay thuộc xã Đồng Xuân, xã Phú Mỡ',
  ],
  [
    'one by a name that it had before its last',
    { ...became('abolishTier', 'Xã Đồng Xuân'), formerly: { ...laHai, name: 'Xã La Hai', until: '2009-12-31' } },
    'xã la hai',
    'trước đây là xã La Hai (22081) đến 31/12/2009; có đến 30/06/2025; nay thuộc xã Đồng Xuân',
  ],
])('%s', (_, unit, asked, words) => {
  expect(formerWords(unit, asked)).toBe(words);
});
