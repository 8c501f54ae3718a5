import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FeatureCollection } from '#contract/features.ts';
import { undoBoundaries } from '#intake/kinds/boundaries/undo.ts';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { insertFeatures, tableOf } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { communesOn, successionFiles, type ReformDay } from '#tests/support/reform.ts';
import { importInto } from '../../intake/kinds/boundaries/support.ts';

let folder: string;
let portal: TestPortal;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-late-'));
  portal = await startTestPortal({ REFERENCE_DATE: '2025-12-31' });
  await importOn('2020-11-01');
  await importOn('2024-11-01');
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

async function importOn(day: ReformDay) {
  const file = path.join(folder, `xa-${day}.geojson`);
  await writeFile(file, JSON.stringify(communesOn(day)));
  const succession = day === '2020-11-01' ? null : { name: 's.csv', path: successionFiles[day] };
  const report = await importInto(portal.db, [file], { validFrom: day, succession, replace: day === '2025-07-01' });
  expect(report).toMatchObject({ outcome: 'imported', issues: [] });
  return report;
}

function households(code: string, count: number) {
  const square = communesOn('2024-11-01').features.find(({ properties }) => properties?.['MA_XA'] === code);
  const [west = 0, south = 0] = square?.geometry.coordinates[0]?.[0]?.[0] ?? [];
  return Array.from({ length: count }, (_, index) => ({
    geometry: { type: 'Point' as const, coordinates: [west + 0.0151, south + 0.0151] },
    properties: { scheme: 'ndas10', code: `${code}-${index}`, kind: 'household', step: 'coded' },
    communeCode: code,
    validFrom: '2022-01-01',
  }));
}

const release = (on: string) =>
  portal.db.transaction((tx) => publishAddresses(tx, portal.catalog, { on, origin: 'import' }));

async function cellsOn(day: string) {
  const response = await portal.get(`/api/collections/digital-address-cells/items?limit=1000&datetime=${day}`);
  const { features } = FeatureCollection.parse(await response.json());
  return features
    .filter(({ properties: { level } }) => level === 'cell')
    .map(({ id, properties }) => [id, properties['commune_code'], properties['total']])
    .sort();
}

test('cells go on where boundaries of a day before the release come after it', async () => {
  await insertFeatures(portal.db, tableOf(portal.catalog, 'digital-addresses'), [
    ...households('22093', 40),
    ...households('22081', 20),
  ]);
  // The portal has not heard of the change of July yet.
  await release('2025-08-01');
  expect(await cellsOn('2025-08-01')).toEqual([
    ['22081-1', '22081', 20],
    ['22093-1', '22093', 40],
  ]);
  const late = await importOn('2025-07-01');
  // Both are of Đồng Xuân now, which bears the code of one of them; three more households move no count.
  await insertFeatures(portal.db, tableOf(portal.catalog, 'digital-addresses'), households('22093', 43).slice(40));
  await release('2025-09-01');
  expect(await cellsOn('2025-09-01')).toEqual([
    ['22081-1', '22081', 20],
    ['22093-1', '22081', 40],
  ]);
  // What was released holds the units by which it was told.
  await expect(undoBoundaries(portal.db, { id: late.id, by: 'test' })).rejects.toMatchObject({
    code: 'importRecordedOn',
  });
});
