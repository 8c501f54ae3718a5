import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ImportReport, listImportCollections } from '#contract/imports.ts';
import { Problem } from '#contract/problem.ts';
import { makeZip } from '#tests/server/formats/zip.ts';
import { expectLoopFree } from '#tests/support/within-ms.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { everything, uploadFoldersIn } from '../../intake/kinds/boundaries/support.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/imports/', import.meta.url));

let portal: TestPortal;
let folder: string;
const ownTemporary = process.env.TMPDIR;
beforeAll(async () => {
  portal = await startTestPortal();
  // A temporary folder of our own: uploads of other tests, which run at the same time, are not counted.
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-uploads-'));
  process.env.TMPDIR = folder;
});
afterAll(async () => {
  if (ownTemporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = ownTemporary;
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

const authorised = { Authorization: `Bearer ${adminToken}` };

async function upload(
  query: string,
  files: Record<string, Uint8Array | string>,
  headers: Record<string, string> = authorised,
) {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append('file', new Blob([content as BlobPart]), name);
  return portal.get(`/api/imports?${query}`, { method: 'POST', body: form, headers });
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return Problem.parse(await response.json());
}

const fixture = (name: string) => readFile(fixtures + name);
const uploadFolders = () => uploadFoldersIn(folder);

test('who may not write is told so before a byte is read', async () => {
  const response = await upload('collection=communes', { 'a.geojson': '{}' }, {});
  expect(response.status).toBe(401);
  expect((await problemOf(response)).code).toBe('unauthorised');
  const foreign = await upload(
    'collection=communes',
    { 'a.geojson': '{}' },
    { ...authorised, Origin: 'https://elsewhere.example' },
  );
  expect(foreign.status).toBe(403);
});

test('an upload is tried, imported, and found unchanged; its progress can be asked for', async () => {
  const board = await fixture('board.geojson');
  const trial = await upload('collection=communes&dryRun=true', { 'board.geojson': board });
  expect(trial.status).toBe(200);
  expect(ImportReport.parse(await trial.json())).toMatchObject({ outcome: 'wouldImport', counts: { added: 6 } });
  const id = randomUUID();
  const imported = await upload(`collection=communes&id=${id}&by=${encodeURIComponent('Phòng Tài nguyên')}`, {
    'board.geojson': board,
  });
  expect(ImportReport.parse(await imported.json())).toMatchObject({ id, outcome: 'imported' });
  const progress = await portal.get(`/api/imports/${id}`, { headers: authorised });
  expect(await progress.json()).toMatchObject({ id, step: 'imported', finished: true });
  const { rows } = await portal.db.pool.query(`select imported_by from import_batch where id = $1`, [id]);
  expect(rows).toEqual([{ imported_by: 'Phòng Tài nguyên (unverified)' }]);
  const again = await upload('collection=communes', { 'board.geojson': board });
  expect(ImportReport.parse(await again.json()).outcome).toBe('unchanged');
  expect((await portal.get(`/api/imports/${randomUUID()}`, { headers: authorised })).status).toBe(404);
});

test('parts of a loose shapefile in one upload', async () => {
  const parts = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((extension) => `ranh_gioi_xa.${extension}`);
  const files = Object.fromEntries(await Promise.all(parts.map(async (name) => [name, await fixture(name)] as const)));
  const response = await upload('collection=communes&dryRun=true', files);
  expect(ImportReport.parse(await response.json())).toMatchObject({
    format: 'shapefile',
    crs: { used: 'EPSG:9218' },
    issues: [],
  });
});

test('a file with faults: 422 with the report; as a trial 200 with the same report', async () => {
  const before = await everything(portal.db);
  const faulty = (await fixture('board.geojson')).toString().replace('"22045"', 'null');
  const refused = await upload('collection=communes', { 'board.geojson': faulty });
  expect(refused.status).toBe(422);
  expect(ImportReport.parse(await refused.json())).toMatchObject({
    outcome: 'refused',
    issues: [{ row: 2, code: 'missingCode' }],
  });
  expect((await upload('collection=communes&dryRun=true', { 'board.geojson': faulty })).status).toBe(200);
  expect(await everything(portal.db)).toEqual(before);
});

test.each([
  ['a kind of file that is not taken', { 'a.exe': 'MZ' }, 415, 'unsupportedMediaType'],
  ['a zip bomb', { 'a.zip': makeZip([{ name: 'a.shp', content: Buffer.alloc(20_000_000) }]) }, 422, 'unprocessable'],
  [
    'a zip that climbs out',
    { 'a.zip': makeZip([{ name: '../../a.shp', content: Buffer.from('x') }]) },
    422,
    'unprocessable',
  ],
  ['more than 50 MB', { 'a.geojson': Buffer.alloc(51_000_000, 32) }, 413, 'tooLarge'],
  ['thirteen files', Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`${i}.shp`, 'x'])), 413, 'tooLarge'],
  ['no file', {}, 400, 'badRequest'],
])('%s', async (_, files, status, code) => {
  const response = await upload('collection=communes', files);
  expect(response.status).toBe(status);
  expect((await problemOf(response)).code).toBe(code);
});

test.each([
  ['collection=nothing', 'query.collection'],
  ['collection=organisation-addresses', 'query.collection'],
  ['collection=roads&clean=true', 'query.clean'],
  ['collection=communes&replace=true', 'query.replace'],
  ['collection=schools&decision=NQ', 'query.decision'],
  ['collection=communes&crs=EPSG:27700', 'query.crs'],
  ['collection=communes&validFrom=yesterday', 'query.validFrom'],
  ['collection=communes&map=MA', 'query.map'],
  ['collection=communes&nothing=1', 'query.nothing'],
])('%s is a 400 that names it', async (query, at) => {
  const response = await upload(query, { 'a.geojson': '{}' });
  expect(response.status).toBe(400);
  expect((await problemOf(response)).at).toBe(at);
});

test('a body that is no upload, or a broken one', async () => {
  const post = (body: string, type: string) =>
    portal.get('/api/imports?collection=communes', {
      method: 'POST',
      body,
      headers: { ...authorised, 'Content-Type': type },
    });
  expect((await post('{}', 'application/json')).status).toBe(415);
  expect((await post('x', 'multipart/form-data')).status).toBe(400);
  expect((await post('--b\r\nnonsense', 'multipart/form-data; boundary=b')).status).toBe(400);
});

test('an upload that lies about its length and breaks off leaves no file', async () => {
  const { hostname, port } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  const head = [
    'POST /api/imports?collection=communes HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${adminToken}`,
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Length: 1000000',
    '',
    '--b',
    'Content-Disposition: form-data; name="file"; filename="a.geojson"',
    '',
    'half of it',
  ];
  await new Promise<void>((resolve) => socket.write(head.join('\r\n'), () => resolve()));
  await expect.poll(uploadFolders).toHaveLength(1);
  socket.destroy();
  await expect.poll(uploadFolders).toEqual([]);
});

test('two uploads of one collection at once: one is done, the other is told to wait', async () => {
  const board = await fixture('board.geojson');
  const answers = await Promise.all(
    [1, 2].map(() => upload('collection=communes&validFrom=2024-05-01', { 'board.geojson': board })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
});

test('features of any collection come in too; whoever has the token is told which there are', async () => {
  expect((await portal.get('/api/imports/collections')).status).toBe(401);
  const told = await portal.get('/api/imports/collections', { headers: authorised });
  const { collections } = listImportCollections.reply.parse(await told.json());
  const ids = collections.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['communes', 'schools', 'digital-addresses']));
  expect(ids).not.toContain('organisation-addresses');
  const csv = 'Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ\nT1,Trường thử,Mầm non,109.01,13.01\n';
  const trial = await upload('collection=schools&dryRun=true', { 'truong.csv': csv });
  expect(ImportReport.parse(await trial.json())).toMatchObject({ collection: 'schools', counts: { rows: 1 } });
  const short = 'Hệ mã,Mã địa chỉ,Loại,Bước đã đạt,lng,lat\nndas10,123,Hộ gia đình,Đã gán mã,109.01,13.01\n';
  const refused = await upload('collection=digital-addresses', { 'dia-chi.csv': short });
  expect(refused.status).toBe(422);
  expect(ImportReport.parse(await refused.json()).issues.map(({ code }) => code)).toContain('badPattern');
});

test.each([
  // Cut at 80, in the middle of a letter that takes two places; the other turns the writing round.
  ['records=assessments', `${'x'.repeat(79)}😀.xyz`],
  ['records=assessments', 'a\u202e.xyz'],
  ['collection=schools', `${'x'.repeat(79)}😀\u202e.xyz`],
])('%s: a file called %j that nobody reads is refused, and the next one is not held up', async (query, name) => {
  for (let time = 0; time < 2; time++) {
    const refused = await upload(query, { [name]: 'a' });
    expect(refused.status).toBe(415);
    const { detail, fault } = await problemOf(refused);
    expect(fault).toBe('fileUnsupported');
    expect(detail).not.toMatch(/\p{C}/u);
  }
});

test.runIf(process.env.DATABASE_URL)(
  'whoever reads meanwhile is answered while a large file is read: vertices and fields by the hundred thousand',
  async () => {
    const line = Array.from({ length: 300_000 }, (_, n) => [109 + n / 1e6, 13 + (n % 7) / 1e4]);
    const fields = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`p${n}`, n]));
    const fileOf = (properties: object, coordinates: number[][]) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }],
      });
    const long = fileOf({ code: 'D1', road_class: 'commune' }, line);
    const wide = fileOf(fields, line.slice(0, 2));
    await expectLoopFree(100, async () => {
      const read = await upload('collection=roads&dryRun=true', { 'dai.geojson': long });
      expect(ImportReport.parse(await read.json())).toMatchObject({ counts: { rows: 1 } });
      const refused = await upload('collection=roads&dryRun=true', { 'rong.geojson': wide });
      expect((await problemOf(refused)).detail).toContain('more than 2000 different fields');
    });
  },
);

test('half a letter in a file is shown as none', async () => {
  const name = String.raw`Xã \ud83d`;
  const refused = await upload('collection=communes', {
    'a.geojson': `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"code":"${name}","name":"${name}","${name}":1}}]}`,
  });
  expect(refused.status).toBe(422);
});

test('no upload is left behind', async () => {
  expect(await uploadFolders()).toEqual([]);
});
