import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ThresholdSetting } from '#contract/criteria.ts';
import { findThreshold } from '#rules/criteria/find-threshold.ts';
import { anIndicator } from './builders.ts';

const open = anIndicator({ thresholdBy: 'province', thresholds: [] });
const coast = { region: 'southCentralCoast' as const, groups: {}, at: '2024-06-30' };

function aSetting(value: number, changes: Partial<ThresholdSetting> = {}): ThresholdSetting {
  return {
    ...{ region: null, communeGroup: null, year: null, validFrom: null, validTo: null, value2: null },
    ...{ setId: 'xa', indicatorNo: '1.1', source: 'QĐ', demo: false, value },
    ...changes,
  };
}
const valueOf = (...settings: ThresholdSetting[]) =>
  findThreshold('xa', open, settings, coast)?.threshold.value ?? null;

describe('a setting holds where and when it says', () => {
  test.each([
    ['everywhere', aSetting(80), 80],
    ['in its region', aSetting(80, { region: 'southCentralCoast' }), 80],
    ['not in another', aSetting(80, { region: 'centralHighlands' }), null],
    ['not for a group that is not known', aSetting(80, { communeGroup: { scheme: 'nhom-2026', group: '1' } }), null],
    ['in its year', aSetting(80, { year: 2024 }), 80],
    ['not in another', aSetting(80, { year: 2023 }), null],
    ['from a day', aSetting(80, { validFrom: '2024-06-30' }), 80],
    ['not before', aSetting(80, { validFrom: '2024-07-01' }), null],
    ['until the day before another', aSetting(80, { validTo: '2024-06-30' }), null],
    ['not for another indicator', aSetting(80, { indicatorNo: '1.2' }), null],
    ['not for another set', aSetting(80, { setId: 'huyen' }), null],
  ])('%s', (_, setting, value) => {
    expect(valueOf(setting)).toBe(value);
  });
});

test('the more exact one holds, then the newer, then the stricter', () => {
  expect(valueOf(aSetting(80), aSetting(70, { year: 2024 }))).toBe(70);
  expect(valueOf(aSetting(70, { validFrom: '2024-03-01' }), aSetting(80, { validFrom: '2021-01-01' }))).toBe(70);
  expect(valueOf(aSetting(80), aSetting(90))).toBe(90);
  const ceiling = { ...open, comparator: '<=' as const };
  expect(findThreshold('xa', ceiling, [aSetting(8), aSetting(5)], coast)?.threshold.value).toBe(5);
});

describe('groups', () => {
  const inGroups = { ...coast, groups: { 'nhom-2026': '3', 'khu-vuc': 'II' } };
  const of = (scheme: string, group: string) => ({ communeGroup: { scheme, group } });
  const found = (...settings: ThresholdSetting[]) =>
    findThreshold('xa', open, settings, inGroups)?.threshold.value ?? null;

  test.each([
    ['of its group', aSetting(60, of('nhom-2026', '3')), 60],
    ['of another group', aSetting(60, of('nhom-2026', '2')), null],
    ['of its group of another scheme', aSetting(60, of('khu-vuc', 'II')), 60],
    ['of a group of the same name in a scheme that it is not in', aSetting(60, of('qd-318-dieu-1', '3')), null],
    ['of its group in another region', aSetting(60, { ...of('nhom-2026', '3'), region: 'southEast' }), null],
  ])('a threshold %s', (_, setting, value) => {
    expect(found(setting)).toBe(value);
  });

  test('of as many parts one that names a group goes before one that does not, whichever is stricter', () => {
    const [group, region, year] = [
      aSetting(60, of('nhom-2026', '3')),
      aSetting(90, { region: 'southCentralCoast' }),
      aSetting(95, { year: 2024 }),
    ];
    expect(found(region, group, year)).toBe(60);
    expect(found(group, aSetting(80, { region: 'southCentralCoast', year: 2024 }))).toBe(80);
    expect(
      found(
        aSetting(80, { region: 'southCentralCoast', year: 2024 }),
        aSetting(50, { ...of('khu-vuc', 'II'), year: 2024 }),
      ),
    ).toBe(50);
  });

  test('of two schemes the stricter holds', () => {
    expect(found(aSetting(60, of('nhom-2026', '3')), aSetting(65, of('khu-vuc', 'II')))).toBe(65);
  });
});

test('the decision goes before the province, the province before the demo', () => {
  const settings = [aSetting(70, { demo: true }), aSetting(80)];
  expect(findThreshold('xa', anIndicator(), settings, coast)).toMatchObject({
    from: 'decision',
    threshold: { value: 90 },
  });
  expect(findThreshold('xa', open, settings, coast)).toMatchObject({ from: 'setting', threshold: { value: 80 } });
  expect(findThreshold('xa', open, settings.slice(0, 1), coast)).toMatchObject({ from: 'demoSetting' });
});

test('the order of settings never matters', () => {
  const settings = fc.array(
    fc.record({
      value: fc.integer({ min: 0, max: 100 }),
      year: fc.constantFrom(null, 2023, 2024),
      region: fc.constantFrom(null, 'southCentralCoast' as const, 'centralHighlands' as const),
      communeGroup: fc.constantFrom(
        null,
        { scheme: 'nhom-2026', group: '3' },
        { scheme: 'khu-vuc', group: 'II' },
        { scheme: 'khu-vuc', group: 'I' },
      ),
      validFrom: fc.constantFrom(null, '2021-01-01', '2024-03-01'),
      demo: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(settings, (list) => {
      const given = list.map(({ value, ...changes }) => aSetting(value, changes));
      const here = { ...coast, groups: { 'nhom-2026': '3', 'khu-vuc': 'II' } };
      const found = findThreshold('xa', open, given, here);
      const turned = findThreshold('xa', open, [...given].reverse(), here);
      expect(turned?.from).toEqual(found?.from);
      expect(turned?.threshold.value).toEqual(found?.threshold.value);
    }),
  );
});
