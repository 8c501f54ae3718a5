import { expect, test } from 'vitest';
import { declaredSchemes } from '#catalog/schemes.ts';
import { groupNamed, saysNoGroup, schemeNamed } from '#rules/unit-groups/words.ts';

const scheme = (text: string) => schemeNamed(declaredSchemes, text);

test.each([
  ['nhom-2026', 'nhom-2026'],
  ['Nhóm xã giai đoạn 2026-2030', 'nhom-2026'],
  ['KHU-VUC', 'khu-vuc'],
  ['Areas I, II, III of the ethnic-minority and mountain region', 'khu-vuc'],
  ['nhóm', undefined],
])('the scheme "%s"', (text, id) => {
  expect(scheme(text)?.id).toBe(id);
});

test.each([
  ['nhom-2026', '3', '3'],
  ['nhom-2026', 'Nhóm 3', '3'],
  ['nhom-2026', '4', undefined],
  ['khu-vuc', 'khu vực ii', 'II'],
  ['khu-vuc', 'III', 'III'],
  ['qd-318-dieu-1', 'Xã đặc biệt khó khăn', 'dac-biet-kho-khan'],
])('of %s the group "%s"', (id, text, group) => {
  const found = scheme(id) ?? expect.fail(id);
  expect(groupNamed(found, text)?.id).toBe(group);
});

test('no group is said in words', () => {
  expect(['không thuộc nhóm nào', 'No group', '-', '0'].map(saysNoGroup)).toEqual([true, true, false, false]);
});
