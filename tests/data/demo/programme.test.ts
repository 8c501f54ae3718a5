import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCriteriaSets, readDemoThresholds } from '#catalog/criteria-sets.ts';
import type { Status } from '#contract/criteria.ts';
import { makeProgramme } from '#data/demo/make/make-programme.ts';
import { readCsv, readUnits } from '#data/demo/make/read-units.ts';
import { compareStatuses } from '#rules/criteria/compare-statuses.ts';
import { judgeSet } from '#rules/criteria/judge-set.ts';

const at = (path: string): URL => new URL(`../../../data/${path}`, import.meta.url);
const units = readUnits(at('admin-units/admin-units.csv'));
const rows = (name: string) => readCsv(at(`demo/${name}.csv`));
const lastReview = '2024-10-15';

test('the files are what the generator makes, to the byte, and say in every row that they are invented', () => {
  const made = makeProgramme(units, readCsv(at('demo/settings/thresholds.csv')));
  expect(Object.keys(made)).toHaveLength(6);
  for (const [name, text] of Object.entries(made)) {
    expect(text === readFileSync(at(`demo/${name}.csv`), 'utf8'), name).toBe(true);
    expect(rows(name).filter((row) => !row.note?.startsWith('Dữ liệu minh hoạ'))).toEqual([]);
  }
});

describe('districts', () => {
  const later = rows('later-assessments').filter(({ set_id }) => set_id?.startsWith('huyen'));
  const assessed = [...rows('district-assessments'), ...later];
  test('are the six huyện, by nine criteria of two sets at six reviews and two after them', () => {
    expect(assessed).toHaveLength(6 * 9 * 2 * 8);
    expect(later).toHaveLength(6 * 9 * 2 * 2);
    const huyen = new Set(
      units.filter(({ districtName }) => districtName.startsWith('Huyện')).map((unit) => unit.districtCode),
    );
    expect(new Set(assessed.map(({ code }) => code))).toEqual(huyen);
  });

  test('meet their set only once all their communes meet theirs', () => {
    const communes = [...rows('assessments'), ...rows('later-assessments')].filter((row) => row.set_id === 'xa-ntm');
    const districtOf = new Map(units.map(({ code, districtCode }) => [code, districtCode]));
    const complete = new Map<string, number>();
    for (const { code = '', valid_on = '', set_id, status } of assessed) {
      const key = `${code} ${valid_on}`;
      if (set_id === 'huyen-ntm' && status === 'met') complete.set(key, (complete.get(key) ?? 0) + 1);
    }
    const whole = [...complete].filter(([, met]) => met === 9).map(([key]) => key.split(' '));
    expect(whole.map(([code, day]) => `${code} ${day}`).sort()).toEqual([
      '559 2025-06-20',
      '562 2023-12-31',
      '562 2024-06-30',
      '562 2024-10-15',
      '562 2024-12-31',
      '562 2025-06-20',
      '563 2022-12-31',
      '563 2023-12-31',
      '563 2024-06-30',
      '563 2024-10-15',
      '563 2024-12-31',
      '563 2025-06-20',
    ]);
    for (const [code, day] of whole) {
      const lacking = communes.filter(
        (row) => districtOf.get(row.code ?? '') === code && row.valid_on === day && row.status !== 'met',
      );
      expect(lacking, `${code} ${day}`).toEqual([]);
    }
  });
});

describe('figures of indicators', () => {
  test('come to what was declared, but for a few', async () => {
    const sets = await readCriteriaSets();
    const set = sets.find(({ id }) => id === 'xa-ntm') ?? expect.fail('no set');
    const settings = await readDemoThresholds(sets);
    const occasion = { region: 'southCentralCoast' as const, groups: {}, at: lastReview };
    const declared = readCsv(at('demo/assessments.csv')).filter(
      (row) => row.set_id === 'xa-ntm' && row.valid_on === lastReview,
    );
    const values = rows('indicator-values');
    const codes = [...new Set(values.map(({ code = '' }) => code))];
    expect(codes).toHaveLength(83);
    const kinds = codes.flatMap((code) => {
      const readings = values
        .filter((row) => row.code === code)
        .map((row) => {
          const number = (text: string | undefined) => (text ? Number(text) : null);
          const notApplicable = row.status === 'notApplicable';
          return [
            row.indicator_no ?? '',
            { value: number(row.value), value2: number(row.value2), notApplicable },
          ] as const;
        });
      const { criteria } = judgeSet(set, new Map(readings), settings, occasion);
      const said = declared
        .filter((row) => row.code === code)
        .map((row) => [Number(row.criterion_no), row.status as Status] as const);
      const computed = criteria.map(({ no, status }) => [no, status] as const);
      // The file's own word on each indicator is what the rules make of its figure.
      for (const { indicatorNo, status } of criteria.flatMap(({ indicators }) => indicators)) {
        const row = values.find((value) => value.code === code && value.indicator_no === indicatorNo);
        expect(status, `${code} ${indicatorNo}`).toBe(row?.status ?? 'notAssessed');
      }
      return compareStatuses(new Map(said), new Map(computed)).map(({ kind }) => kind);
    });
    expect(kinds.filter((kind) => kind === 'contradicts').length).toBeGreaterThan(2);
    expect(kinds.filter((kind) => kind === 'declaredOnly').length).toBeGreaterThan(0);
    expect(kinds.length).toBeLessThan(30);
  });
});
