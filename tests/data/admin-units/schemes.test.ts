import { expect, test } from 'vitest';
import { declaredSchemes } from '#catalog/schemes.ts';
import { occasionInYear, occasionOf } from '#catalog/declared.ts';

test('three schemes are declared, each with its decision and groups of its own', () => {
  expect(declaredSchemes.map(({ id, groups }) => [id, groups.map((group) => group.id)])).toEqual([
    ['nhom-2026', ['1', '2', '3']],
    ['khu-vuc', ['I', 'II', 'III']],
    ['qd-318-dieu-1', ['dac-biet-kho-khan', 'an-toan-khu']],
  ]);
  for (const { source, groups } of declaredSchemes) {
    expect(source).toMatch(/^QĐ /);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
  }
});

test('a group that follows another scheme names groups that there are', () => {
  const follows = declaredSchemes.flatMap(({ groups }) => groups.flatMap((group) => group.follows ?? []));
  expect(follows).toEqual([{ scheme: 'khu-vuc', groups: ['II', 'III'] }]);
  for (const { scheme, groups } of follows) {
    const known = declaredSchemes.find(({ id }) => id === scheme)?.groups.map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining(groups));
  }
});

test.each([
  ['Phú Yên on its last day', '54', {}, '2025-06-30', 'southCentralCoast'],
  ['Phú Yên is no more', '54', {}, '2025-07-01', null],
  ['Đắk Lắk', '66', {}, '2025-07-01', 'centralHighlands'],
  ['a province that is not known', '01', {}, '2024-06-30', null],
  ['no province', null, {}, '2024-06-30', null],
  ['a commune in extreme difficulty', '54', { 'qd-318-dieu-1': 'dac-biet-kho-khan' }, '2024-06-30', 'northernMidlands'],
  ['a safe-zone commune', '66', { 'qd-318-dieu-1': 'an-toan-khu' }, '2024-06-30', 'northernMidlands'],
  ['a group without a region', '54', { 'khu-vuc': 'III' }, '2024-06-30', 'southCentralCoast'],
])('the region of %s', (_, province, groups, at, region) => {
  expect(occasionOf({ province, groups, at }).region).toBe(region);
});

test('of the year in which a province ended its region is that of its first half', () => {
  expect(occasionInYear('54', 2025)).toEqual({ region: 'southCentralCoast', groups: {}, at: '2025-12-31' });
  expect(occasionInYear('54', 2026).region).toBeNull();
});
