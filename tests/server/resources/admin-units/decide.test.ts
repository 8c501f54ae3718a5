import { describe, expect, test } from 'vitest';
import { decide, type Answer, type UnitAbove } from '#resources/admin-units/decide.ts';
import { offeredNames, type MixedUnit } from '#resources/admin-units/mixed-units.ts';

const unit: MixedUnit = {
  code: '22081',
  level: 'commune',
  kind: 'commune',
  name: 'Xã Đồng Xuân',
  parentCode: '558',
  parentName: 'Huyện Đồng Xuân',
  day: '2025-07-01',
  since: '2020-11-01',
  share: 1,
  areaRatio: 15,
  listed: {
    code: '22081',
    level: 'commune',
    kind: 'township',
    name: 'Thị trấn La Hai',
    parentCode: '558',
    areaKm2: 20.4,
    population: 8994,
    point: null,
  },
};
const above: readonly UnitAbove[] = ['2024-11-01', '2025-07-01'].flatMap((day): UnitAbove[] => [
  { day, code: '66', level: 'province' },
  { day, code: '558', level: 'district' },
]);
const answer: Answer = {
  decision: 'other',
  nameBefore: 'Thị trấn La Hai',
  kindBefore: null,
  nameAfter: 'Xã Đồng Xuân',
  kindAfter: null,
  parentAfter: null,
};

test.each<[Partial<Answer>, { name: string; kind: string }, { name: string; kind: string }]>([
  [{}, { name: 'Thị trấn La Hai', kind: 'township' }, { name: 'Xã Đồng Xuân', kind: 'commune' }],
  [
    { nameBefore: ' La  Hai', kindBefore: 'TT', nameAfter: 'Đồng Xuân', kindAfter: 'ward' },
    { name: 'Thị trấn La Hai', kind: 'township' },
    { name: 'Phường Đồng Xuân', kind: 'ward' },
  ],
  // The same unit, of which nothing is said since: it bears the name that it has.
  [
    { decision: 'same', nameAfter: null },
    { name: 'Thị trấn La Hai', kind: 'township' },
    { name: 'Xã Đồng Xuân', kind: 'commune' },
  ],
])('%o names the units', (changes, before, after) => {
  expect(decide(unit, { ...answer, ...changes }, above)).toMatchObject({ before, after });
});

describe('an answer that cannot be carried out says which part', () => {
  test.each<[Partial<Answer>, keyof Answer]>([
    [{ nameBefore: null }, 'nameBefore'],
    [{ nameBefore: '  ' }, 'nameBefore'],
    [{ decision: 'same', nameBefore: null }, 'nameBefore'],
    [{ nameAfter: null }, 'nameAfter'],
    [{ nameBefore: 'Huyện Đồng Xuân' }, 'nameBefore'],
    [{ nameBefore: 'La Hai' }, 'kindBefore'],
    [{ kindBefore: 'làng' }, 'kindBefore'],
    [{ kindAfter: 'phường' }, 'kindAfter'],
    [{ parentAfter: '558' }, 'parentAfter'],
    [{ parentAfter: '99' }, 'parentAfter'],
  ])('%o: %s', (changes, part) => {
    expect(decide(unit, { ...answer, ...changes }, above)).toMatchObject({ part });
  });
});

test('districts stand above communes until July 2025, above nothing else and never after', () => {
  const judged = (changes: Partial<MixedUnit>, names: string) =>
    decide({ ...unit, ...changes }, { ...answer, nameBefore: names, nameAfter: names, parentAfter: '558' }, above);
  expect(judged({ day: '2024-11-01' }, 'Xã A')).toMatchObject({ parentAfter: '558' });
  expect(judged({ day: '2025-07-01' }, 'Xã A')).toMatchObject({ part: 'parentAfter' });
  expect(judged({ day: '2024-11-01', level: 'district' }, 'Huyện A')).toMatchObject({ part: 'parentAfter' });
});

test.each<[string, Partial<MixedUnit>, ReturnType<typeof offeredNames>]>([
  ['named by the later file', {}, { before: 'Thị trấn La Hai', after: 'Xã Đồng Xuân' }],
  ['named by the earlier file', { name: 'Thị trấn La Hai' }, { before: 'Thị trấn La Hai', after: null }],
  ['not in the list', { listed: null }, { before: 'Xã Đồng Xuân', after: null }],
  [
    'not in the list, without an earlier boundary',
    { listed: null, share: null },
    { before: null, after: 'Xã Đồng Xuân' },
  ],
])('what is offered of a unit %s is never the other one’s name', (_what, changes, offered) => {
  expect(offeredNames({ ...unit, ...changes })).toEqual(offered);
});
