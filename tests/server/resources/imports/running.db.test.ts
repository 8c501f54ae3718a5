import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Accepted } from '#contract/endpoint.ts';
import { ImportReport } from '#contract/imports.ts';
import { Problem } from '#contract/problem.ts';
import { ImportProgress, listImports } from '#contract/running-imports.ts';
import { openBatch } from '#intake/batch.ts';
import { jobsEnded } from '#intake/jobs.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { countRows, everything } from '../../intake/kinds/boundaries/support.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/imports/', import.meta.url));

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.drop());

const authorised = { Authorization: `Bearer ${adminToken}` };
const none = '00000000-0000-4000-8000-000000000000';

function upload(query: string, name: string, content: Uint8Array | string, headers: Record<string, string> = {}) {
  const body = new FormData();
  body.append('file', new Blob([content as BlobPart]), name);
  return portal.get(`/api/imports?${query}`, { method: 'POST', body, headers: { ...authorised, ...headers } });
}

/** Gives a file and is answered as soon as it is in; gives the id. */
async function begin(query: string, name: string, content: Uint8Array | string): Promise<string> {
  const response = await upload(query, name, content, { Prefer: 'wait=10, respond-async' });
  expect(response.status).toBe(202);
  const { id } = Accepted.parse(await response.json());
  expect(response.headers.get('location')).toBe(`/api/imports/${id}`);
  expect(response.headers.get('preference-applied')).toBe('respond-async');
  return id;
}

async function progressOf(id: string): Promise<ImportProgress> {
  return ImportProgress.parse(await (await portal.get(`/api/imports/${id}`, { headers: authorised })).json());
}

async function endOf(id: string): Promise<ImportProgress> {
  await expect.poll(async () => (await progressOf(id)).finished, { timeout: 30_000 }).toBe(true);
  return progressOf(id);
}

const cancel = (id: string) => portal.get(`/api/imports/${id}`, { method: 'DELETE', headers: authorised });
const faultOf = async (response: Response) => Problem.parse(await response.json()).fault;

const board = () => readFile(`${fixtures}board.geojson`);
/** So many that reading them takes a while. */
const manySchools = () =>
  `Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ\n${Array.from({ length: 60_000 }, (_, n) => `T${n},Trường ${n},Mầm non,${109 + n / 1e6},13.01`).join('\n')}\n`;

test('a trial and an import are answered when the upload is in, and their reports are there in the end', async () => {
  const tried = await endOf(await begin('collection=communes&dryRun=true', 'board.geojson', await board()));
  expect(tried).toMatchObject({ step: 'wouldImport', problem: null, report: { outcome: 'wouldImport', dryRun: true } });
  const id = await begin('collection=communes', 'board.geojson', await board());
  expect(await endOf(id)).toMatchObject({ id, step: 'imported', report: { id, counts: { added: 6 } } });
});

test('the report of an import that was given with its answer can be asked for too', async () => {
  const id = randomUUID();
  const given = ImportReport.parse(
    await (await upload(`collection=communes&id=${id}`, 'b.geojson', await board())).json(),
  );
  expect((await progressOf(id)).report).toEqual(given);
});

test('what cannot be begun is refused at once, what goes wrong later stands in the progress', async () => {
  const query = 'collection=communes&crs=EPSG:27700';
  const refused = await upload(query, 'a.geojson', '{}', { Prefer: 'respond-async' });
  expect(refused.status).toBe(400);
  const held = await openBatch(portal.db, {
    id: randomUUID(),
    collection: 'communes',
    fileName: 'x',
    fileSha256: 'x',
    importedBy: 'test',
  });
  const id = await begin('collection=communes', 'board.geojson', await board());
  expect(await endOf(id)).toMatchObject({ step: 'failed', report: null, problem: { fault: 'importRunning' } });
  await held.stop();
  const unreadable = await endOf(await begin('collection=communes&dryRun=true', 'a.exe', 'MZ'));
  expect(unreadable).toMatchObject({ step: 'refused', problem: null, report: { issues: [{ row: null }] } });
});

test('an import is cancelled: it ends, says so and leaves nothing', async () => {
  const before = await everything(portal.db);
  for (const query of ['collection=schools', 'collection=schools&dryRun=true']) {
    const id = await begin(query, 'truong.csv', manySchools());
    expect((await cancel(id)).status).toBe(204);
    expect(await endOf(id)).toMatchObject({ step: 'cancelled', problem: null });
    expect(await faultOf(await cancel(id))).toBe('importEnded');
  }
  expect(await countRows(portal.db, 'collection_schools')).toBe(0);
  expect(await everything(portal.db)).toEqual(before);
});

test('what is not ours to cancel: an unknown one, another process’s, and without the token', async () => {
  const unknown = await cancel(none);
  expect([unknown.status, await faultOf(unknown)]).toEqual([404, 'importUnknown']);
  const id = randomUUID();
  const batch = { id, collection: 'roads', fileName: 'duong.zip', fileSha256: 'x', importedBy: 'test' };
  const elsewhere = await openBatch(portal.db, batch);
  const answer = await cancel(id);
  expect([answer.status, await faultOf(answer)]).toEqual([409, 'importElsewhere']);
  expect((await listed())[0]).toMatchObject({ id, outcome: null, counts: null, finishedAt: null });
  await elsewhere.stop();
  expect((await listed())[0]).toMatchObject({ id, outcome: 'failed' });
  for (const [method, path] of [
    ['DELETE', `/api/imports/${id}`],
    ['GET', `/api/imports/${id}`],
    ['GET', '/api/imports'],
  ] as const) {
    expect((await portal.get(path, { method })).status).toBe(401);
  }
});

async function listed(query = '') {
  const response = await portal.get(`/api/imports${query}`, { headers: authorised });
  return listImports.reply.parse(await response.json()).imports;
}

test('the last imports are listed, newest first; trials are none', async () => {
  await upload('collection=communes&by=Lan', 'board.geojson', await board());
  const imports = await listed();
  expect(imports[0]).toMatchObject({
    collection: 'communes',
    file: 'board.geojson',
    outcome: 'unchanged',
    counts: { unchanged: 6 },
    by: 'Lan (unverified)',
  });
  expect(imports.map(({ startedAt }) => startedAt)).toEqual(
    imports
      .map(({ startedAt }) => startedAt)
      .sort()
      .reverse(),
  );
  expect(imports.some(({ outcome }) => outcome === 'wouldImport')).toBe(false);
  expect(await listed('?limit=1')).toHaveLength(1);
});

test('a report of an earlier version, which lacks what came later, is shown all the same', async () => {
  const [last] = await listed('?limit=1');
  await portal.db.pool.query(
    `insert into import_batch (id, collection, file_name, file_sha256, imported_by, state, report)
     select $1, collection, file_name, file_sha256, imported_by, state, report - 'closing' - 'likely'
     from import_batch where id = $2`,
    [none, last?.id],
  );
  const { report } = await progressOf(none);
  expect(report?.closing.en).toMatch(/^Nothing changes/);
});

// Last: the portal takes no more.
test('a portal that is stopped ends what goes on behind its answers', async () => {
  const id = await begin('collection=schools', 'truong.csv', manySchools());
  await expect.poll(async () => (await listed('?limit=1'))[0]?.id, { timeout: 20_000 }).toBe(id);
  portal.stop();
  await jobsEnded(20_000);
  const { rows } = await portal.db.pool.query('select state from import_batch where id = $1', [id]);
  expect(rows).toEqual([{ state: 'cancelled' }]);
});
