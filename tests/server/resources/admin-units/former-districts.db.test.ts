import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getUnitProfile, searchAdminUnits, type AdminUnit } from '#contract/admin-units.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { communesOn, successionFiles, type ReformDay } from '#tests/support/reform.ts';
import { importInto } from '../../intake/kinds/boundaries/support.ts';

let folder: string;
let portal: TestPortal;

async function importOn(day: ReformDay, succession: string | null): Promise<void> {
  const file = path.join(folder, `xa-${day}.geojson`);
  await writeFile(file, JSON.stringify(communesOn(day)));
  const table = succession === null ? null : { name: 'succession.csv', path: succession };
  const report = await importInto(portal.db, [file], { validFrom: day, succession: table, replace: table !== null });
  expect(report.outcome).toBe('imported');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-former-'));
  portal = await startTestPortal({ REFERENCE_DATE: '2026-10-31' });
  await importOn('2020-11-01', null);
  await importOn('2024-11-01', successionFiles['2024-11-01']);
  await importOn('2025-07-01', successionFiles['2025-07-01']);
}, 120_000);
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

async function unitsOf(query: string): Promise<Map<string, AdminUnit>> {
  const response = await portal.get(`/api/admin-units?${query}`);
  const { items } = searchAdminUnits.reply.parse(await response.json());
  return new Map(items.map((unit) => [unit.code, unit]));
}
const phuYen = { code: '54', name: 'Tỉnh Phú Yên' };

test('communes of a day without districts name those that they came from, the largest part first', async () => {
  const units = await unitsOf('level=commune');
  expect(units.size).toBe(34);
  expect(units.get('22081')?.formerDistricts).toEqual([
    { code: '558', name: 'Huyện Đồng Xuân', share: 1, province: phuYen },
  ]);
  const mixed = units.get('22240')?.formerDistricts ?? [];
  expect(mixed.map(({ code }) => code)).toEqual(['555', '564', '562']);
  const shares = mixed.map(({ share }) => share ?? NaN);
  expect(shares.toSorted((a, b) => b - a)).toEqual(shares);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
  expect([...units.values()].every(({ formerDistricts }) => formerDistricts !== undefined)).toBe(true);
});

test('the page of a commune, lists inside a province and hits of a search say the same', async () => {
  const told = (await unitsOf('level=commune')).get('22240')?.formerDistricts;
  const profile = getUnitProfile.reply.parse(await (await portal.get('/api/admin-units/22240')).json());
  expect(profile.formerDistricts).toEqual(told);
  const province = getUnitProfile.reply.parse(await (await portal.get('/api/admin-units/66')).json());
  expect(province.formerDistricts).toBeUndefined();
  expect(province.children.find(({ code }) => code === '22240')?.formerDistricts).toEqual(told);
  // Of the day that the portal keeps in memory, and of another.
  expect((await unitsOf('q=22240')).get('22240')?.formerDistricts).toEqual(told);
  expect((await unitsOf('q=22240&at=2025-07-01')).get('22240')?.formerDistricts).toEqual(told);
});

test('while there are districts nothing is former', async () => {
  for (const query of ['level=commune&at=2025-06-30', 'q=22240&at=2024-10-31', 'level=district&at=2025-06-30']) {
    const units = [...(await unitsOf(query)).values()];
    expect(units.length).toBeGreaterThan(0);
    expect(units.filter(({ formerDistricts }) => formerDistricts !== undefined)).toEqual([]);
  }
});
