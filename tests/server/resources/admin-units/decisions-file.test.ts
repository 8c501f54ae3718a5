import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDecisions } from '#resources/admin-units/decisions-file.ts';
import type { UnitAbove } from '#resources/admin-units/decide.ts';
import type { MixedUnit } from '#resources/admin-units/mixed-units.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-decisions-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const day = '2024-11-01';
const asked = (code: string, level: MixedUnit['level'], name: string): MixedUnit => ({
  ...{ code, level, name, day, kind: level === 'commune' ? 'commune' : level, listed: null },
  ...{ parentCode: null, parentName: null, since: '2020-11-01', share: 1, areaRatio: 2 },
});
const units = [
  asked('00001', 'commune', 'Xã Một'),
  asked('01', 'province', 'Tỉnh Một'),
  asked('02', 'province', 'Tỉnh Hai'),
  asked('002', 'district', 'Huyện Hai'),
];
const above: readonly UnitAbove[] = [
  { day, code: '01', level: 'province' },
  { day, code: '02', level: 'province' },
  { day, code: '003', level: 'district' },
  { day, code: '002', level: 'district' },
];

async function read(...rows: string[]) {
  const file = { name: 'd.csv', path: path.join(folder, 'd.csv') };
  await writeFile(file.path, ['code,day,decision,name_before,name_after,parent_after', ...rows].join('\n'));
  const { decisions, findings } = await readDecisions(file, units, above);
  return {
    decided: decisions.map(({ unit, parentAfter }) => [unit.code, parentAfter]),
    faults: findings.issues.map(({ row, property }) => [row, property]),
  };
}

// A spreadsheet takes the zeros from the front of what it takes for a number.
test.each<[row: string, decided: unknown[], faults: unknown[]]>([
  [`00001,${day},same,Xã Một,Xã Một,01`, [['00001', '01']], []],
  [`01,${day},same,Tỉnh Một,Tỉnh Một,`, [['01', null]], []],
  [`002,${day},same,Huyện Hai,Huyện Hai,1`, [['002', '01']], []],
  [`00001,${day},same,Xã Một,Xã Một,3`, [['00001', '003']], []],
  // A province or a district?
  [`00001,${day},same,Xã Một,Xã Một,2`, [], [[2, 'parent_after']]],
  [`2,${day},same,Tỉnh Hai,Tỉnh Hai,`, [], [[2, 'code']]],
  [`4,${day},same,Xã Bốn,Xã Bốn,`, [], [[2, 'code']]],
])('codes without the zeros that a spreadsheet takes: %s', async (row, decided, faults) => {
  expect(await read(row)).toEqual({ decided, faults });
});

test('a unit under two writings of its code is decided once', async () => {
  const rows = [`00001,${day},same,Xã Một,Xã Một,01`, `0001,${day},same,Xã Một,Xã Một,02`];
  expect(await read(...rows)).toEqual({ decided: [['00001', '01']], faults: [[3, 'code']] });
});
