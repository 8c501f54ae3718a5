import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FeatureCollection } from 'geojson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFiles, type ExportFormat } from '#contract/exports.ts';
import type { TableCollection } from '#catalog/collections.ts';
import { quoteName } from '#catalog/quote-name.ts';
import { insertHardFeatures, ownTables } from '#tests/support/hard-features.ts';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';
import { importThings } from '../../intake/kinds/features/support.ts';

const count = 9;
const day = '2024-10-31';
let portal: TestPortal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-round-'));
  const viewerOf = () => ({ kind: 'officer', communes: null }) as const;
  portal = await startTestPortal({ REFERENCE_DATE: day }, { viewerOf });
  await insertBoard(portal.db, { columns: 3, rows: 3 });
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

async function exported({ id }: TableCollection, format: ExportFormat, query = ''): Promise<string> {
  const response = await portal.get(`/api/collections/${id}/export?format=${format}${query}`);
  expect(response.status).toBe(200);
  const file = path.join(folder, `${id}.${exportFiles[format].extension}`);
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  return file;
}

/** Features by id, with words as an import reads them, one space between two, without the commune. */
async function itemsOf({ id }: TableCollection) {
  const response = await portal.get(`/api/collections/${id}/items?limit=1000`);
  const { features } = (await response.json()) as FeatureCollection;
  return features.map(({ id: own, geometry, properties }) => ({
    own,
    geometry,
    properties: Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, value]: [string, unknown]) => [
        name,
        typeof value !== 'string' ? value : name === 'commune_code' ? '' : value.replace(/\s+/g, ' ').trim(),
      ]),
    ),
  }));
}

const kinds = ['line', 'point', 'polygon'];
/** Each collection is tried with one of these, the next with the next. */
const inTurn = ['gpkg', 'shp', 'csv', 'fgb', 'kml', 'geojson', 'xlsx'] as const;

test('every collection: what is imported stands in items and tiles, and what is exported changes nothing when it comes again', async () => {
  for (const [nth, collection] of ownTables(portal.catalog.collections).entries()) {
    const { id, source } = collection;
    await insertHardFeatures(portal.db, collection, count);
    const before = await itemsOf(collection);
    // Lines go the way that they were drawn: a canal flows so.
    const lines = before.flatMap(({ geometry }) => (geometry?.type === 'MultiLineString' ? geometry.coordinates : []));
    for (const [[start = 0] = [], , [end = 0] = []] of lines) expect([id, start < end]).toEqual([id, true]);
    const first = await exported(collection, 'geojson');
    await portal.db.pool.query(`delete from ${quoteName(source.table)}`);
    const report = await importThings(portal.db, collection, [first], { referenceDate: day });
    expect([id, report.issues, report.counts.added]).toEqual([id, [], count]);
    expect(await itemsOf(collection), id).toEqual(before);
    const { x, y } = tileOf(109.02, 13.02, 9);
    const tile = await portal.get(`/api/collections/${id}/tiles/WebMercatorQuad/9/${y}/${x}`);
    expect(decodeTile(new Uint8Array(await tile.arrayBuffer()))[id], id).toHaveLength(count);
    // Mixed kinds are the hardest for a shapefile.
    const format = source.geometry === 'any' ? 'shp' : (inTurn[nth % inTurn.length] ?? 'gpkg');
    const metres = format === 'csv' || format === 'xlsx';
    const file = await exported(collection, format, metres ? '&crs=EPSG:9218' : '');
    // A shapefile holds one kind of geometry: where they are mixed there are three in the zip.
    const mixed = format === 'shp' && source.geometry === 'any';
    for (const layer of mixed ? kinds.map((kind) => `${id}-${kind}`) : [null]) {
      const options = { referenceDate: day, crs: metres ? 9218 : null, layer };
      const again = await importThings(portal.db, collection, [file], options);
      expect([id, format, again.issues, again.outcome]).toEqual([id, format, [], 'unchanged']);
    }
    if (!mixed) continue;
    const unsaid = await importThings(portal.db, collection, [file], { referenceDate: day });
    expect(unsaid.issues[0]?.reason.en).toBe(
      `There are several layers: ${kinds.map((kind) => `"${id}-${kind}"`).join(', ')}.`,
    );
  }
}, 600_000);
