import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declaredSchemes } from '#catalog/schemes.ts';
import { findContradictions } from '#rules/unit-groups/find-contradictions.ts';

const said = (nhom: string | null, khuVuc: string | null) =>
  findContradictions(declaredSchemes, {
    ...(nhom === null ? {} : { 'nhom-2026': nhom }),
    ...(khuVuc === null ? {} : { 'khu-vuc': khuVuc }),
  }).map(({ group, otherGroup, following }) => `${group} ${otherGroup} ${following}`);

test.each([
  ['group 3 is areas II and III', '3', 'II', []],
  ['group 3 of area III', '3', 'III', []],
  ['group 3 of area I', '3', 'I', ['3 I 3']],
  ['another group of area II', '1', 'II', ['1 II 3']],
  ['another group of area I', '2', 'I', []],
  ['of which the area is not known nothing is said', '3', null, []],
  ['of which the group is not known nothing is derived', null, 'III', []],
] as const)('%s', (_, nhom, khuVuc, wanted) => {
  expect(said(nhom, khuVuc)).toEqual(wanted);
});

test('exactly one of group 3 and areas II or III is a contradiction, and schemes that follow nothing are none', () => {
  const any = fc.record({
    'nhom-2026': fc.constantFrom('1', '2', '3'),
    'khu-vuc': fc.constantFrom('I', 'II', 'III'),
    'qd-318-dieu-1': fc.constantFrom('dac-biet-kho-khan', 'an-toan-khu'),
  });
  fc.assert(
    fc.property(any, (groups) => {
      const parts = (groups['nhom-2026'] === '3') !== (groups['khu-vuc'] !== 'I');
      expect(findContradictions(declaredSchemes, groups)).toHaveLength(parts ? 1 : 0);
      expect(findContradictions([...declaredSchemes].reverse(), groups)).toHaveLength(parts ? 1 : 0);
    }),
  );
});
