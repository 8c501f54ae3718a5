import { expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { readProgramme } from '#catalog/programme.ts';
import type { UnitKind } from '#contract/admin-units.ts';
import { countRecognised } from '#rules/programme/count-recognised.ts';
import type { AssessedUnit } from '#rules/programme/sort-units.ts';

const { targets } = await readProgramme('2021-2025');
const sets = await readCriteriaSets();

function count(id: string, units: readonly AssessedUnit[], districts: 'all' | 'rural' = 'all') {
  const target = targets.find((each) => each.id === id) ?? expect.fail(id);
  const set = sets.find((each) => each.id === target.setId) ?? expect.fail(`no set of ${id}`);
  return countRecognised(target, set, sets, units, districts);
}
function unit(code: string, kind: UnitKind, ...recognised: string[]): AssessedUnit {
  const level = kind === 'commune' || kind === 'ward' ? 'commune' : 'district';
  return { code, kind, level, statuses: new Map(), recognised: new Set(recognised) };
}

test('recognised at the level of the set or a higher one, whatever the assessment says', () => {
  const units = [
    unit('1', 'commune', 'xa-ntm'),
    unit('2', 'commune', 'xa-ntm', 'xa-ntm-nang-cao'),
    unit('3', 'commune', 'xa-ntm-kieu-mau'),
    unit('4', 'commune'),
  ];
  expect(['T004', 'T006', 'T008'].map((id) => count(id, units))).toEqual([3, 2, 1]);
});

test('a recognition by the set of a later period is none of this one', () => {
  const units = [unit('1', 'commune', 'xa-ntm'), unit('2', 'commune', 'xa-ntm-2026', 'xa-ntm-hien-dai-2026')];
  expect(count('T004', units)).toBe(1);
});

test('without any recognition known the number is not known, and of criteria there is none', () => {
  const units = [unit('1', 'commune'), unit('2', 'commune')];
  expect(count('T004', units)).toBeNull();
  const known = [unit('1', 'commune', 'xa-ntm')];
  // One criterion, and "no commune under 15": nobody is recognised by that.
  expect([count('T013', known), count('T009', known)]).toEqual([null, null]);
});

test('towns count among all district-level units and are no part of the huyện', () => {
  const units = [unit('555', 'city', 'huyen-ntm'), unit('558', 'district', 'huyen-ntm'), unit('559', 'district')];
  expect([count('T001', units), count('T001', units, 'rural')]).toEqual([2, 1]);
});
