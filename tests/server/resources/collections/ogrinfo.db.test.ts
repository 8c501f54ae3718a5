import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FeatureCollection } from '#contract/features.ts';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

const run = promisify(execFile);

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 10, rows: 11 });
});
afterAll(() => portal.drop());

const ogrinfo = async (...args: string[]) =>
  (await run('ogrinfo', ['-ro', ...args], { maxBuffer: 64 * 1024 * 1024 })).stdout;

/** GDAL is a program of the system: CI installs it (gdal-bin); elsewhere the test below checks the same by itself. */
async function hasOgrinfo(): Promise<boolean> {
  try {
    await run('ogrinfo', ['--version']);
    return true;
  } catch (error) {
    if (process.env.CI) throw new Error('ogrinfo is missing: CI installs gdal-bin before the tests', { cause: error });
    return false;
  }
}

test('GDAL lists the collections and reads all 110 communes through paging', async () => {
  if (!(await hasOgrinfo())) return;
  const source = `OAPIF:${portal.url}/api`;
  const list = await ogrinfo('-q', source);
  for (const id of ['provinces', 'districts', 'communes']) expect(list).toContain(` ${id} `);
  const features = await ogrinfo('-q', '-al', '-geom=SUMMARY', '-oo', 'PAGE_SIZE=25', source, 'communes');
  expect(features.match(/^OGRFeature\(communes\)/gm)).toHaveLength(110);
  expect(features.match(/MULTIPOLYGON/g)).toHaveLength(110);
  expect(features).toContain('parent_name (String) = Huyện Cột 3');
  const some = await ogrinfo(
    '-q',
    '-al',
    '-geom=NO',
    '-spat',
    '109.01',
    '13.01',
    '109.06',
    '13.02',
    source,
    'communes',
  );
  expect(some.match(/^OGRFeature\(communes\)/gm)).toHaveLength(2);
});

test('GDAL lets the portal filter', async () => {
  if (!(await hasOgrinfo())) return;
  const asked: string[] = [];
  portal.server.on('request', (request) => asked.push(decodeURIComponent(request.url ?? '').replaceAll('+', ' ')));
  const where = "kind = 'ward' AND parent_code IN ('502', '503') OR name = 'Xã Ea Lâm'";
  const found = await ogrinfo('-q', '-geom=NO', '-where', where, `OAPIF:${portal.url}/api`, 'communes');
  const wanted = await (
    await portal.get(`/api/collections/communes/items?limit=1&filter=${encodeURIComponent(where)}`)
  ).json();
  expect(found.match(/^OGRFeature\(communes\)/gm)).toHaveLength(FeatureCollection.parse(wanted).numberMatched);
  expect(asked.some((address) => address.includes('filter=') && address.includes('filter-lang=cql-text'))).toBe(true);
});

test('a client that only follows next reads all 110 communes', async () => {
  const codes = new Set<string>();
  let address: string | undefined = `${portal.url}/api/collections/communes/items?limit=25`;
  let pages = 0;
  while (address !== undefined) {
    const found: FeatureCollection = FeatureCollection.parse(await (await fetch(address)).json());
    for (const feature of found.features) codes.add(feature.id);
    address = found.links.find((candidate) => candidate.rel === 'next')?.href;
    pages++;
  }
  expect([codes.size, pages]).toEqual([110, 5]);
});
