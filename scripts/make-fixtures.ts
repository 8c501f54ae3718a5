/**
 * Makes tests/fixtures/imports: one small board of six communes in every format that is read. Invented shapes with real
 * codes, near the listed points of those codes. Run it with `npx tsx scripts/make-fixtures.ts`; the files are committed.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { zipSync } from 'fflate';
import proj4 from 'proj4';
import { topology } from 'topojson-server';

import { GdalReader } from '#formats/gdal.ts';
import { findCrs } from '#rules/crs/systems.ts';

const folder = new URL('../tests/fixtures/imports/', import.meta.url);
const columns = 3;
const cellDegrees = 0.02;
const corner = [109.18, 13.06] as const;
const codes = ['22042', '22045', '22312', '22306', '22303', '22318'];

await mkdir(folder, { recursive: true });
const listed = new Map(
  (await readFile(new URL('../data/admin-units/admin-units.csv', import.meta.url), 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((cells) => [cells[0], cells]),
);
const board = makeBoard();
const local: FeatureCollection = { ...board, features: board.features.map(inVn2000) };
await write('board.geojson', JSON.stringify(board));
await write('board.topojson', JSON.stringify(topology({ board })));
await write('board.dxf', dxf(local));
await convert('board-wgs84.geojson', board, ['-f', 'GPKG', '-a_srs', 'EPSG:4326', '-nln', 'board'], 'board');
await writeGeodatabase();
await convert('board-wgs84.geojson', board, ['-f', 'FlatGeobuf', '-a_srs', 'EPSG:4326'], 'board');
await convert('board-wgs84.geojson', board, ['-f', 'KML'], 'board');
await convert(
  'board-vn2000.geojson',
  local,
  ['-f', 'ESRI Shapefile', '-a_srs', 'EPSG:9218', '-lco', 'ENCODING=UTF-8'],
  'ranh_gioi_xa',
);
await convert('board-vn2000.geojson', local, ['-f', 'MapInfo File', '-a_srs', 'EPSG:9218', '-nlt', 'POLYGON'], 'board');
await convert(
  'board-vn2000.geojson',
  local,
  ['-f', 'MapInfo File', '-a_srs', 'EPSG:9218', '-dsco', 'FORMAT=MIF'],
  'board',
);
await convert(
  'drawing.geojson',
  drawing(local),
  ['-f', 'DGN', '-dsco', 'SUB_UNITS_PER_MASTER_UNIT=10', '-dsco', 'UOR_PER_SUB_UNIT=100'],
  'board',
);

/** Six rectangles in two rows that meet exactly; the second row lacks nothing and overlaps nobody. */
function makeBoard(): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: codes.map((code, index): Feature => {
      const [west, south] = [
        corner[0] + (index % columns) * cellDegrees,
        corner[1] + Math.floor(index / columns) * cellDegrees,
      ].map((degrees) => Number(degrees.toFixed(4))) as [number, number];
      const [east, north] = [west + cellDegrees, south + cellDegrees].map((degrees) => Number(degrees.toFixed(4))) as [
        number,
        number,
      ];
      const [, name = '', kind = '', districtCode = '', districtName = ''] = listed.get(code) ?? [];
      return {
        type: 'Feature',
        properties: {
          MA_XA: code,
          TEN_XA: name,
          LOAI: kind,
          MA_HUYEN: districtCode,
          TEN_HUYEN: districtName,
          DTICH_HA: 480.5,
          DAN_SO: 1000 + index,
        },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
      };
    }),
  };
}

function inVn2000(feature: Feature): Feature {
  if (feature.geometry.type !== 'Polygon') return feature;
  const to = proj4('+proj=longlat +datum=WGS84 +no_defs', findCrs(9218)?.definition ?? '');
  const place = (position: Position) => to.forward([...position]).map((metres) => Number(metres.toFixed(4)));
  return {
    ...feature,
    geometry: { type: 'Polygon', coordinates: feature.geometry.coordinates.map((ring) => ring.map(place)) },
  };
}

/** Closed lines and, in the middle of each, a text with the code. */
function drawing({ features }: FeatureCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.flatMap((feature): Feature[] => {
      const [ring = []] = feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : [];
      const middle = [0, 1].map((axis) => ((ring[0]?.[axis] ?? 0) + (ring[2]?.[axis] ?? 0)) / 2);
      return [
        { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } },
        {
          type: 'Feature',
          properties: { Text: String(feature.properties?.MA_XA) },
          geometry: { type: 'Point', coordinates: middle },
        },
      ];
    }),
  };
}

/** Three units with their code as the layer's name, three with a text inside. */
function dxf({ features }: FeatureCollection): string {
  const entities = features.flatMap((feature, index) => {
    const [ring = []] = feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : [];
    const code = String(feature.properties?.MA_XA);
    const layer = index < columns ? code : 'RANH_XA';
    const corners = ring.slice(0, -1);
    const line = ['0', 'LWPOLYLINE', '8', layer, '90', String(corners.length), '70', '1'];
    const points = corners.flatMap(([x = 0, y = 0]) => ['10', String(x), '20', String(y)]);
    const [x, y] = [0, 1].map((axis) => ((ring[0]?.[axis] ?? 0) + (ring[2]?.[axis] ?? 0)) / 2);
    const text = ['0', 'TEXT', '8', 'CHU', '10', String(x), '20', String(y), '40', '100', '1', code];
    return [...line, ...points, ...(index < columns ? [] : text)];
  });
  return `${['0', 'SECTION', '2', 'ENTITIES', ...entities, '0', 'ENDSEC', '0', 'EOF'].join('\n')}\n`;
}

async function convert(source: string, collection: FeatureCollection, options: readonly string[], name: string) {
  const reader = await GdalReader.open();
  const dataset = reader.dataset(new Map([[source, Buffer.from(JSON.stringify(collection))]]), source, 'GeoJSON', []);
  for (const [file, bytes] of await reader.convert(dataset, options, name)) await write(file, bytes);
}

/** A layer and, beside it, a table without geometry, as offices keep them; zipped, as it is sent. */
async function writeGeodatabase() {
  const reader = await GdalReader.open();
  const table = { ...board, features: board.features.map((feature) => ({ ...feature, geometry: null })) };
  const open = (name: string, content: unknown) =>
    reader.dataset(new Map([[name, Buffer.from(JSON.stringify(content))]]), name, 'GeoJSON', []);
  const to = ['-f', 'OpenFileGDB'];
  await reader.convert(open('layer.geojson', board), [...to, '-a_srs', 'EPSG:4326', '-nln', 'ranh_gioi_xa'], 'ranh');
  const files = await reader.convert(
    open('table.geojson', table),
    [...to, '-update', '-nlt', 'NONE', '-nln', 'ghi_chu'],
    'ranh',
  );
  const entries = [...files].map(([name, bytes]) => [`ranh.gdb/${name}`, bytes] as const);
  await write('ranh.gdb.zip', zipSync(Object.fromEntries(entries), { mtime: new Date('2025-07-01T00:00:00Z') }));
}

async function write(name: string, content: string | Uint8Array) {
  await writeFile(new URL(name, folder), content);
}
