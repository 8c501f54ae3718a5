import { feature } from 'topojson-client';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Outlines } from '#contract/outlines.ts';
import { readOutlines } from '#resources/admin-units/outlines.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' }, { stage: 'demo' });
});
afterAll(() => portal.drop());

async function read(query: string): Promise<Outlines> {
  return Outlines.parse(await (await portal.get(`/api/outlines?${query}`)).json());
}
function provinceOf(outlines: Outlines): FeatureCollection<MultiPolygon> {
  const topology = outlines as Topology<{ province: GeometryCollection }>;
  return feature(topology, topology.objects.province) as FeatureCollection<MultiPolygon>;
}

test('a level and those above it, in web mercator, as small as a picture wants them', async () => {
  const response = await portal.get('/api/outlines?level=commune&zoom=8');
  const text = await response.text();
  expect(text.length).toBeLessThan(60_000);
  const outlines = Outlines.parse(JSON.parse(text));
  expect(outlines).toMatchObject({ level: 'commune', at: '2024-10-31', zoom: 8, leftOut: [], demo: true });
  expect(Object.entries(outlines.objects).map(([level, { geometries }]) => [level, geometries.length])).toEqual([
    ['province', 1],
    ['district', 9],
    ['commune', 110],
  ]);
  const { rows } = await portal.db.pool.query<{ x: number; y: number }>(
    `select st_xmin(e) as x, st_ymax(e) as y from (select st_extent(geom) as e from boundary_shape where min_zoom = 7) as all_shapes`,
  );
  const points = provinceOf(outlines).features.flatMap(({ geometry }) => geometry.coordinates.flat(2));
  // To a step of the grid of a tile at zoom 8.
  expect(Math.min(...points.map(([x = 0]) => x))).toBeCloseTo(rows[0]?.x ?? 0, -2);
  expect(Math.max(...points.map(([, y = 0]) => y))).toBeCloseTo(rows[0]?.y ?? 0, -2);
});

test('a line between two units is there once, and lines of districts are those of communes', async () => {
  const outlines = await read('level=commune&zoom=9');
  const uses = new Map<number, number>();
  for (const { geometries } of Object.values(outlines.objects))
    for (const { arcs } of geometries)
      for (const index of arcs.flat(2))
        uses.set(index < 0 ? ~index : index, (uses.get(index < 0 ? ~index : index) ?? 0) + 1);
  expect(uses.size).toBe(outlines.arcs.length);
  const alone = outlines.arcs.filter((_, index) => uses.get(index) === 1).length;
  expect(alone / outlines.arcs.length).toBeLessThan(0.1);
});

test('only what is drawn: no communes below a picture of districts, nothing before any boundary', async () => {
  expect(Object.keys((await read('level=district&zoom=7')).objects)).toEqual(['province', 'district']);
  const before = await read('at=1990-01-01');
  expect(before.arcs).toEqual([]);
});

test('a level of too many units is left out, and said', async () => {
  const at = '2024-10-31';
  const outlines = await readOutlines(portal.db, { level: 'commune', at, zoom: 8 }, 100);
  expect(outlines.leftOut).toEqual(['commune']);
  expect(Object.keys(outlines.objects)).toEqual(['province', 'district']);
});
