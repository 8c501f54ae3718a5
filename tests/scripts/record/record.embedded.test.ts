import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordedPortal } from '../../../scripts/record/portal.ts';
import { openBoard, recordAnswers } from '../../../scripts/record/record.ts';
import { compareRecords } from '../../../scripts/record/store.ts';

let folder: string;
const open: RecordedPortal[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-record-'));
});
afterAll(async () => {
  for (const portal of open) await portal.close();
  await rm(folder, { recursive: true, force: true });
});

/** Endpoints that between them read all that is stored of units; every question of all of them takes minutes. */
const only = ['getPortal', 'getUnitProfile'];

async function record(name: string): Promise<RecordedPortal> {
  const portal = await openBoard('twisted', path.join(folder, name), { boundaries: null });
  open.push(portal);
  expect(await recordAnswers(portal, 'twisted', path.join(folder, name), only)).toBeGreaterThan(300);
  return portal;
}

test('two records of the same board are the same, and a changed row is seen where it is answered', async () => {
  await record('first');
  const portal = await record('second');
  expect(await compareRecords(path.join(folder, 'first'), path.join(folder, 'second'))).toEqual([]);

  await portal.db.pool.query(`update unit_version set population = 1001 where code = '10106'`);
  await portal.db.pool.query(`update resource_revision set revision = revision + 1 where resource = 'admin-units'`);
  await recordAnswers(portal, 'twisted', path.join(folder, 'third'), only);
  const differences = await compareRecords(path.join(folder, 'second'), path.join(folder, 'third'));
  const said = differences.filter(({ lines }) => !lines.includes('only in the first record'));
  expect(said.map(({ question }) => question)).toContain('GET /api/admin-units/10106?at=2024-10-31');
  expect(said.find(({ question }) => question === 'GET /api/admin-units/10106?at=2024-10-31')?.lines).toEqual([
    'body.population: 1000 -> 1001',
  ]);
  // Neither the revision nor an answer that has nothing to do with the unit.
  expect(said.map(({ question }) => question)).not.toContain('GET /api/portal');
});
