import { expect, test } from 'vitest';
import { declaredSchemes } from '#catalog/schemes.ts';
import { groupValue, listGroupMeasures } from '#rules/measures/list-group-measures.ts';

test('a scheme in which somebody is has a measure, with a class a group that is told apart without colour', () => {
  const rules = listGroupMeasures(declaredSchemes, (id) => (id === 'khu-vuc' ? ['2026-01-29'] : []));
  expect(rules.map(({ measure }) => measure.id)).toEqual(['group-khu-vuc']);
  const [measure] = rules.map((rule) => rule.measure);
  expect(measure).toMatchObject({ kind: 'group', levels: ['commune'], change: null, dates: ['2026-01-29'] });
  expect(measure?.classes.map(({ id, label, min, max }) => [id, label.vi, min, max])).toEqual([
    ['I', 'Khu vực I', 1, 1],
    ['II', 'Khu vực II', 2, 2],
    ['III', 'Khu vực III', 3, 3],
  ]);
  expect(new Set(measure?.classes.map(({ colour }) => colour)).size).toBe(3);
  expect(new Set(measure?.classes.map(({ pattern }) => pattern)).size).toBe(3);
});

test('a group is the number of its class, one that the scheme does not have is none', () => {
  for (const scheme of declaredSchemes) {
    expect(scheme.groups.map(({ id }) => groupValue(scheme, id))).toEqual(scheme.groups.map((_, index) => index + 1));
    expect(groupValue(scheme, 'IX')).toBeNull();
  }
});

test('every scheme has colours enough for its groups', () => {
  expect(listGroupMeasures(declaredSchemes, () => ['2026-01-29'])).toHaveLength(declaredSchemes.length);
});
