import { expect, test } from 'vitest';
import { readCriteriaSets, readDemoThresholds } from '#catalog/criteria-sets.ts';
import { listWithoutThreshold } from '#rules/criteria/find-threshold.ts';
import { isPossible } from '#rules/criteria/judge-indicator.ts';

const sets = await readCriteriaSets();
const settings = await readDemoThresholds(sets);
const occasion = (at: string) => ({ region: 'southCentralCoast' as const, groups: {}, at });

test('with the invented thresholds no indicator lacks one in any year of the period', () => {
  for (const set of sets) {
    for (const year of [2021, 2022, 2023, 2024, 2025]) {
      expect(listWithoutThreshold(set, settings, occasion(`${year}-06-30`)).map(({ no }) => no)).toEqual([]);
    }
  }
});

test('without them the province has to give 21 of xa-ntm, 44 of xa-ntm-nang-cao and all of huyen-ntm', () => {
  const open = sets.map((set) => [set.id, listWithoutThreshold(set, [], occasion('2024-06-30')).length]);
  expect(Object.fromEntries(open)).toEqual({
    'xa-ntm': 21,
    'xa-ntm-nang-cao': 44,
    'xa-ntm-kieu-mau': 0,
    'huyen-ntm': 34,
    'huyen-ntm-nang-cao': 0,
    // Of these no indicator is held.
    'xa-ntm-2026': 0,
    'xa-ntm-hien-dai-2026': 0,
    'tinh-ntm-2026': 0,
  });
});

test('each says that it is invented and is a possible figure', () => {
  for (const setting of settings) {
    const set = sets.find(({ id }) => id === setting.setId);
    const indicator = set?.criteria
      .flatMap(({ indicators }) => indicators)
      .find(({ no }) => no === setting.indicatorNo);
    expect(setting.demo).toBe(true);
    expect(setting.source).toContain('Dữ liệu minh hoạ');
    expect(isPossible(setting.value, indicator?.unit ?? 'percent')).toBe(true);
  }
});

// What is commonly said of these thresholds was not checked against the decisions, so it must not come in by the back door.
test.each([
  ['xa-ntm', '2.1', 100],
  ['xa-ntm', '4.2', 98],
  ['xa-ntm', '5', 80],
  ['xa-ntm', '9.2', 80],
  ['xa-ntm', '15.4', 50],
  ['xa-ntm', '17.2', 90],
  ['xa-ntm-nang-cao', '3.4', 100],
  ['xa-ntm-nang-cao', '14.1', 95],
  ['xa-ntm-nang-cao', '16.2', 90],
  ['xa-ntm-nang-cao', '17.11', 4],
])('%s %s is not what is commonly said (%f)', (setId, no, hearsay) => {
  const values = settings
    .filter((setting) => setting.setId === setId && setting.indicatorNo === no)
    .map(({ value }) => value);
  expect(values).toHaveLength(1);
  expect(values).not.toContain(hearsay);
});
