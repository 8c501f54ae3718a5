import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertHardFeatures, ownTables } from '#tests/support/hard-features.ts';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
const run = promisify(execFile);
let portal: TestPortal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-exports-'));
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 3, rows: 3 });
  for (const c of ownTables(portal.catalog.collections)) await insertHardFeatures(portal.db, c, 40);
});
afterAll(async () => { await portal.drop(); });
test('x', async () => {
  for (const id of ['schools', 'roads', 'communes'])
    for (const format of ['geojson', 'csv', 'gpkg', 'shp', 'kml', 'fgb', 'xlsx']) {
      const t = performance.now();
      const r = await portal.get(`/api/collections/${id}/export?format=${format}${format==='kml'?'':'&crs=EPSG:9218'}`);
      const b = Buffer.from(await r.arrayBuffer());
      console.log(id, format, r.status, b.length, r.headers.get('content-disposition'), Math.round(performance.now() - t), r.status >= 400 ? b.toString() : '');
      await writeFile(`/tmp/ogcx/${id}.${format === 'shp' ? 'zip' : format}`, b);
    }
});
