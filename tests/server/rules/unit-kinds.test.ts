import { expect, test } from 'vitest';
import type { Level } from '#contract/admin-units.ts';
import { kindOf } from '#rules/boundaries/values.ts';
import { kindPattern, splitKind, withKindWord } from '#rules/unit-kinds.ts';

test.each([
  ['phuong 9', null, 'ward', '9'],
  ['p. 9', null, 'ward', '9'],
  ['p9', null, 'ward', '9'],
  ['p 9', null, 'ward', '9'],
  ['tp.tuy hoa', null, 'municipality', 'tuy hoa'],
  ['tp.tuy hoa', 'district', 'city', 'tuy hoa'],
  ['t.x song cau', null, 'town', 'song cau'],
  ['t. x. song cau', null, 'town', 'song cau'],
  ['tx song cau', null, 'town', 'song cau'],
  ['t. phu yen', null, 'province', 'phu yen'],
  ['đk. ly son', null, 'specialZone', 'ly son'],
  ['dk ly son', 'commune', 'specialZone', 'ly son'],
  ['h leo', null, 'district', 'leo'],
  ['h leo', 'commune', null, null],
  ['hoa hiep', null, null, null],
  ['tx', null, null, null],
  ['tx.', null, null, null],
  ['thi tran', null, null, null],
  ['xanh', null, null, null],
] as const)('%j among kinds of %j begins by %j, and the rest is %j', (name, level, kind, rest) => {
  const found = splitKind(name, level);
  expect([found?.kind.kind ?? null, found?.rest ?? null]).toEqual([kind, rest]);
});

test.each([
  ['TT. Chí Thạnh', 'township', 'Thị trấn Chí Thạnh'],
  ['TP.Tuy Hòa', 'city', 'Thành phố Tuy Hòa'],
  ['P9', 'ward', 'Phường 9'],
  ['ĐK Lý Sơn', 'specialZone', 'Đặc khu Lý Sơn'],
  ['Đk. Lý Sơn', 'specialZone', 'Đặc khu Lý Sơn'],
  ['xã An Dân', 'commune', 'xã An Dân'],
  ['Hòa Hiệp', 'commune', 'Xã Hòa Hiệp'],
  ['Hòa Hiệp', 'district', 'Huyện Hòa Hiệp'],
  ['Xuân Hải', 'commune', 'Xã Xuân Hải'],
  ['Phú Lâm', 'ward', 'Phường Phú Lâm'],
  ['Tân Lập', 'township', 'Thị trấn Tân Lập'],
] as const)('%j as a %s is written %j', (name, kind, expected) => {
  expect(withKindWord(name, kind)).toBe(expected);
});

test.each([
  ['commune', 'T.T', null, 'township'],
  ['commune', null, 'TT. Chí Thạnh', 'township'],
  ['commune', null, 'P9', 'ward'],
  ['commune', null, "H'Ra", null],
  ['district', 'H.', null, 'district'],
  ['province', null, 'Tp. Huế', 'municipality'],
] as const)('at the level %s, the field %j and the name %j say %j', (level, stated, name, kind) => {
  expect(kindOf(level, stated, name)).toBe(kind);
});

test.each([
  ['commune', 'thi tran hai rieng', 'hai rieng'],
  ['commune', 'p. 9', '9'],
  ['commune', 'p9', '9'],
  ['commune', 'huyen tuy an', 'huyen tuy an'],
  ['district', 'tx. song cau', 'song cau'],
] satisfies [Level, string, string][])('the pattern of %s takes from %j what is before %j', (level, name, rest) => {
  expect(name.replace(new RegExp(kindPattern(level)), '')).toBe(rest);
});
