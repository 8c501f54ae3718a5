import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCrosswalks } from '#data/demo/make/later-units.ts';
import { makeLater } from '#data/demo/make/make-later.ts';
import { readCsv, readUnits } from '#data/demo/make/read-units.ts';

const at = (path: string): URL => new URL(`../../../data/${path}`, import.meta.url);
const units = readUnits(at('admin-units/admin-units.csv'));
const crosswalks = readCrosswalks((day) => at(`admin-units/succession-${day}.csv`));
const names = [
  'later-assessments',
  'later-recognitions',
  'later-target-figures',
  'later-disbursements',
  'unit-groups',
] as const;
const rowsOf = (name: (typeof names)[number]) => readCsv(at(`demo/${name}.csv`));

test('the files are what the generator makes, to the byte', () => {
  const made = makeLater(units, crosswalks);
  expect(Object.keys(made)).toEqual([...names]);
  for (const name of names) expect(made[name] === readFileSync(at(`demo/${name}.csv`), 'utf8'), name).toBe(true);
});

test('every row says that it is invented and is of a day after the one at which the demo stands, until its last', () => {
  for (const name of names) {
    for (const row of rowsOf(name)) {
      expect(row['note'] ?? row['decision']).toContain('Dữ liệu minh hoạ');
      const day = row['valid_on'] ?? row['valid_from'] ?? '';
      expect(day > '2024-10-31' && day <= '2026-10-31', `${name} ${day}`).toBe(true);
      expect((row['recorded_on'] ?? day) <= '2026-10-31', `${name} ${day}`).toBe(true);
    }
  }
});

describe('reviews', () => {
  const met = (setId: string, validOn: string) => {
    const counts = new Map<string, number>();
    for (const row of rowsOf('later-assessments')) {
      if (row['set_id'] !== setId || row['valid_on'] !== validOn) continue;
      const code = row['code'] ?? '';
      counts.set(code, (counts.get(code) ?? 0) + (row['status'] === 'met' ? 1 : 0));
    }
    return [...counts.values()];
  };
  const reached = (setId: string, validOn: string, all: number) => {
    const counts = met(setId, validOn);
    return [counts.length, counts.filter((count) => count === all).length];
  };

  test('of the communes of before go on until they cease', () => {
    expect(reached('xa-ntm', '2024-12-31', 19)).toEqual([82, 58]);
    expect(reached('xa-ntm', '2025-06-20', 19)).toEqual([82, 65]);
  });

  test('of the new ones begin in 2026: of 27, five have none at the first', () => {
    expect(reached('xa-ntm-2026', '2026-06-30', 10)).toEqual([22, 3]);
    expect(reached('xa-ntm-2026', '2026-10-15', 10)).toEqual([27, 6]);
    const between = rowsOf('later-assessments').filter((row) => {
      const day = row['valid_on'] ?? '';
      return day >= '2025-07-01' && day < '2026-06-30';
    });
    expect(between).toEqual([]);
  });
});

test('who is recognised meets the whole set at the review before', () => {
  const rows = rowsOf('later-assessments');
  const earlier = [...readCsv(at('demo/assessments.csv')), ...readCsv(at('demo/district-assessments.csv'))];
  for (const { code, set_id: set, decided_on: on = '', level } of rowsOf('later-recognitions')) {
    if (level === 'model') continue;
    const own = [...earlier, ...rows].filter((row) => row['code'] === code && row['set_id'] === set);
    const last = own
      .map((row) => row['valid_on'] ?? '')
      .filter((day) => day < on)
      .sort()
      .at(-1);
    const at = own.filter((row) => row['valid_on'] === last);
    expect(at.filter((row) => row['status'] === 'met').length, `${code} ${level} ${on}`).toBe(at.length);
    // A code that is used again is another commune's since.
    expect(set === 'xa-ntm-2026').toBe(on >= '2025-07-01');
  }
});

test('each new commune is in a group of 2026-2030, in group 3 if and only if it is in area II or III', () => {
  const rows = rowsOf('unit-groups');
  const of = (scheme: string) =>
    new Map(rows.filter((row) => row['scheme'] === scheme).map((row) => [row['code'] ?? '', row['unit_group']]));
  const [groups, areas] = [of('nhom-2026'), of('khu-vuc')];
  const made = new Set(
    crosswalks['2025-07-01'].filter(({ newKind }) => newKind === 'xã').map(({ newCode }) => newCode),
  );
  expect(new Set(groups.keys())).toEqual(made);
  for (const [code, group] of groups)
    expect(group === '3', code).toBe(areas.get(code) === 'II' || areas.get(code) === 'III');
  expect(new Set(groups.values())).toEqual(new Set(['1', '2', '3']));
});
