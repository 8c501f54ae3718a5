import { expect, test } from 'vitest';
import { readListedUnits, type ListedUnit } from '#intake/unit-lists.ts';

async function communesOn(day: string): Promise<ListedUnit[]> {
  return [...(await readListedUnits(day)).values()].filter(({ level }) => level === 'commune');
}

const countKinds = (units: readonly ListedUnit[]) =>
  Object.fromEntries(
    ['commune', 'ward', 'township', 'specialZone', null].map((kind) => [
      String(kind),
      units.filter((unit) => unit.kind === kind).length,
    ]),
  );

const none = { commune: 0, ward: 0, township: 0, specialZone: 0, null: 0 };
test.each([
  ['2020-10-31', none],
  ['2020-11-01', { ...none, commune: 83, ward: 21, township: 6 }],
  ['2024-10-31', { ...none, commune: 83, ward: 21, township: 6 }],
  ['2024-11-01', { ...none, commune: 82, ward: 18, township: 6 }],
  ['2025-06-30', { ...none, commune: 82, ward: 18, township: 6 }],
  // Of these days the list says no more than codes: ten xã became phường before the day on which its names hold.
  ['2025-07-01', { ...none, null: 3321 }],
  ['2026-07-25', { ...none, commune: 2611, ward: 697, specialZone: 13 }],
])('a list of units speaks of its own days alone: %s', async (day, kinds) => {
  expect(countKinds(await communesOn(day))).toEqual(kinds);
});

test('a code is borne by another unit after it changed hands', async () => {
  const named = async (day: string, code: string) => (await readListedUnits(day)).get(code)?.name;
  expect(await named('2024-10-31', '22018')).toBe('Phường 8');
  expect(await named('2024-11-01', '22018')).toBe('Phường 2');
  expect(await named('2024-10-31', '22021')).toBe('Phường 2');
  expect(await named('2024-11-01', '22021')).toBeUndefined();
  expect(await named('2025-06-30', '22081')).toBe('Thị trấn La Hai');
  expect(await named('2026-07-25', '22081')).toBe('Xã Đồng Xuân');
});

test('what a decision changed is not listed by its old area and population, nor what stands above it', async () => {
  const after = await readListedUnits('2024-11-01');
  expect(after.get('22018')).toMatchObject({ areaKm2: null, population: null });
  expect(after.get('555')).toMatchObject({ areaKm2: null, population: null });
  expect(after.get('22081')?.population).toBeGreaterThan(0);
  expect(after.get('558')?.areaKm2).toBeGreaterThan(0);
});
