import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeatureCollection, Polygon, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import type { SourceFeature } from '#formats/driver.ts';
import { formats } from '#formats/formats.ts';
import { uploadLimits } from '#formats/limits.ts';
import { readInThread } from '#formats/read.ts';
import { packPolygonsOf } from '#formats/pack-features.ts';
import { openSource, type ReadRequest, type SourceFile } from '#formats/read-file.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { toWgs84 } from '#geo/transform.ts';
import { findCrs } from '#rules/crs/systems.ts';
import { recogniseCrs } from '#rules/crs/recognise.ts';
import { makeZip } from './zip.ts';

// Made by scripts/make-fixtures.ts: six communes, the same in every format.
const fixtures = fileURLToPath(new URL('../../fixtures/imports/', import.meta.url));
const shapefileParts = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((extension) => `ranh_gioi_xa.${extension}`);

let folder: string;
let board: FeatureCollection<Polygon>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-formats-'));
  board = JSON.parse(await readFile(path.join(fixtures, 'board.geojson'), 'utf8')) as FeatureCollection<Polygon>;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const boundaries = { wants: 'polygon', tables: null } as const;

/** As `readInThread` does, in this thread: a thread has to make GDAL ready each time, which takes longer than the reading. */
async function readSource(request: ReadRequest): Promise<SourceFile> {
  const { features, notes, ...head } = await openSource(request);
  const read = await collect(features);
  return { ...head, features: read, notes: notes() };
}

function requestOf(names: readonly string[], encoding: string | null = null): ReadRequest {
  const files = names.map((name) => ({ name, path: path.join(fixtures, name) }));
  return { files, layer: null, encoding, limits: uploadLimits, ...boundaries };
}

const readFixture = (names: readonly string[]): Promise<SourceFile> => readSource(requestOf(names));

/** Reads content under a name, in this thread: what is thrown is the same. */
async function readContent(name: string, content: string | Uint8Array): Promise<SourceFile> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return readSource({
    files: [{ name, path: file }],
    layer: null,
    encoding: null,
    limits: uploadLimits,
    ...boundaries,
  });
}

async function refusal(reading: Promise<SourceFile>): Promise<Unreadable> {
  const refused = await reading.then(
    () => new Error('not refused'),
    (error: unknown) => error,
  );
  if (!(refused instanceof Unreadable)) throw refused;
  return refused;
}

/** Distance in metres between rings of two polygons, corner by corner of the first. */
function farthestM(one: readonly Position[], other: readonly Position[]): number {
  const between = ([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position) =>
    Math.hypot((x1 - x0) * Math.cos((y0 * Math.PI) / 180), y1 - y0) * 111_195;
  return Math.max(...one.map((corner) => Math.min(...other.map((candidate) => between(corner, candidate)))));
}

/** A packed feature with as many digits as GDAL writes. */
function asText({ packed, ...feature }: SourceFeature): unknown {
  return {
    ...feature,
    polygons: packed?.polygons,
    at: Array.from(packed?.coordinates ?? [], (at) => at.toPrecision(15)),
  };
}

const inLocal = ['shapefile', 'mapinfo-tab', 'mapinfo-mif', 'dxf', 'dgn'];

describe.each([
  ['geojson', ['board.geojson'], 'utf-8', 'format'],
  ['shapefile', shapefileParts, 'utf-8', 'cpg'],
  ['geopackage', ['board.gpkg'], 'utf-8', 'format'],
  ['geodatabase', ['ranh.gdb.zip'], 'utf-8', 'format'],
  ['kml', ['board.kml'], 'utf-8', 'format'],
  ['mapinfo-tab', ['board.tab', 'board.dat', 'board.map', 'board.id'], 'utf-8', 'guess'],
  ['mapinfo-mif', ['board.mif', 'board.mid'], 'utf-8', 'guess'],
  ['dxf', ['board.dxf'], 'utf-8', 'format'],
  ['dgn', ['board.dgn'], 'utf-8', 'format'],
  ['flatgeobuf', ['board.fgb'], 'utf-8', 'format'],
  ['topojson', ['board.topojson'], 'utf-8', 'format'],
])('%s', (format, names, used, how) => {
  let source: SourceFile;
  beforeAll(async () => {
    source = await readFixture(names);
  });

  test('is read with its six units and their words', () => {
    expect(source).toMatchObject({ format, encoding: { used, how } });
    expect(source.features).toHaveLength(6);
    expect(source.features.every((feature) => feature.fault === null)).toBe(true);
    if (format === 'dxf' || format === 'dgn') {
      const labels = source.features.map(({ fields }) => fields.TEXT_1 ?? fields.LAYER);
      expect(labels).toEqual(board.features.map((feature) => feature.properties?.MA_XA));
      return;
    }
    const words = source.features.map(({ fields }) => [String(fields.MA_XA), fields.TEN_XA]);
    const wanted = board.features.map(({ properties }) => [properties?.MA_XA as string, properties?.TEN_XA as string]);
    // FlatGeobuf sorts features by place.
    expect(words.sort()).toEqual(wanted.sort());
  });

  test('has the same fields and polygons where these are packed', async () => {
    const packed = await readSource({ ...requestOf(names), packed: true });
    const features = source.features.map(packPolygonsOf);
    expect({ ...packed, features: packed.features.map(asText) }).toEqual({ ...source, features: features.map(asText) });
  });

  test('lands within a metre of where the others land', () => {
    const transform = toWgs84(findCrs(inLocal.includes(format) ? 9218 : 4326) ?? failed());
    source.features.forEach(({ fields, geometry }) => {
      const code = fields.MA_XA ?? fields.TEXT_1 ?? fields.LAYER;
      const same = board.features.find(({ properties }) => properties?.MA_XA === String(code));
      const polygon = geometry?.type === 'MultiPolygon' ? geometry.coordinates[0] : (geometry as Polygon).coordinates;
      const [ring = []] = polygon ?? [];
      expect(farthestM(ring.map(transform), same?.geometry.coordinates[0] ?? [])).toBeLessThan(1);
    });
  });
});

test.each([['shapefile', shapefileParts] as const, ['geojson', ['board.geojson']] as const])(
  'a thread of its own reads the same: %s',
  async (_, names) => {
    const here = await readFixture(names);
    expect(await readInThread(requestOf(names))).toEqual({ ...here, features: here.features.map(packPolygonsOf) });
  },
);

function failed(): never {
  throw new Error('no such system');
}

test('every format has a fixture here, but GPX, which has no areas', () => {
  expect(formats).toHaveLength(12);
});

test('a zipped shapefile is read as its parts are, in folders and capitals too', async () => {
  const entries = await Promise.all(
    shapefileParts.map(async (name) => ({
      name: `Bản đồ/${name.toUpperCase()}`,
      content: await readFile(path.join(fixtures, name)),
    })),
  );
  const source = await readContent('ranh_gioi.zip', makeZip(entries));
  expect(source.features).toHaveLength(6);
  expect(recogniseCrs(source.crs)).toMatchObject({ kind: 'known', crs: { epsg: 9218 } });
});

describe('what a file says of its coordinates', () => {
  test.each([
    ['the zone by ESRI’s parameters', shapefileParts, { kind: 'known', crs: { epsg: 9218 } }],
    ['a shapefile without .prj', shapefileParts.filter((name) => !name.endsWith('.prj')), { kind: 'none' }],
    ['a drawing', ['board.dxf'], { kind: 'none' }],
    [
      'a MapInfo zone declared on WGS 84',
      ['board.tab', 'board.dat', 'board.map', 'board.id'],
      { kind: 'other', fault: { kind: 'zoneOfOther' }, likely: [{ epsg: 9218 }] },
    ],
    ['GeoJSON', ['board.geojson'], { kind: 'known', crs: { epsg: 4326 } }],
  ])('%s', async (_, names, stated) => {
    // In a thread each: what was read before lies beside it otherwise, the .prj too.
    expect(recogniseCrs((await readInThread(requestOf(names))).crs)).toMatchObject(stated);
  });

  test.each([
    ['a name', { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32648' } }],
    ['a code', { type: 'EPSG', properties: { code: 32648 } }],
    ['a link', { type: 'link', properties: { href: 'http://spatialreference.org/ref/epsg/32648/' } }],
    ['a bare name', 'EPSG:32648'],
  ])('GeoJSON’s old member, with %s', async (_, crs) => {
    const source = await readContent('old.geojson', JSON.stringify({ ...board, crs }));
    expect(recogniseCrs(source.crs)).toMatchObject({ kind: 'known', crs: { epsg: 32648 } });
  });

  test.each([
    [
      'WGS 84 / UTM 49N',
      'WGS_1984_UTM_Zone_49N',
      'GCS_WGS_1984',
      'D_WGS_1984',
      { kind: 'known', crs: { epsg: 32649 } },
    ],
    ['one datum called the other', 'VN-2000_UTM_49N', 'GCS_WGS_1984', 'D_WGS_1984', { fault: { kind: 'parted' } }],
  ])('a .prj of %s', async (_, name, base, datum, stated) => {
    const prj = `PROJCS["${name}",GEOGCS["${base}",DATUM["${datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    await writeFile(path.join(folder, 'utm.prj'), prj);
    const request = requestOf(shapefileParts.filter((part) => !part.endsWith('.prj')));
    const files = [...request.files, { name: 'ranh_gioi_xa.prj', path: path.join(folder, 'utm.prj') }];
    expect(recogniseCrs((await readInThread({ ...request, files })).crs)).toMatchObject(stated);
    await rm(path.join(folder, 'utm.prj'));
  });

  test('MapInfo’s own way to write VN-2000', async () => {
    const datum =
      '9999, 28, -191.90441429, -39.30318279, -111.45032835, -0.00928836, 0.01975479, -0.00427372, 0.252906278, 0';
    const mif = (await readFile(path.join(fixtures, 'board.mif'), 'latin1')).replace('8, 104,', `8, ${datum},`);
    await writeFile(path.join(folder, 'vn2000.mif'), mif, 'latin1');
    await writeFile(path.join(folder, 'vn2000.mid'), await readFile(path.join(fixtures, 'board.mid')));
    const files = ['vn2000.mif', 'vn2000.mid'].map((name) => ({ name, path: path.join(folder, name) }));
    const source = await readSource({ files, layer: null, encoding: null, limits: uploadLimits, ...boundaries });
    expect(recogniseCrs(source.crs)).toMatchObject({ kind: 'known', crs: { epsg: 9218 } });
  });
});

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
test.each([
  ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 LE with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 BE with a mark', (text: string) => utf16be(`\ufeff${text}`)],
  ['UTF-16 LE', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16 BE', utf16be],
])('JSON in %s is read as in UTF-8', async (kind, encode) => {
  for (const extension of ['geojson', 'topojson']) {
    const text = await readFile(path.join(fixtures, `board.${extension}`), 'utf8');
    const { features } = await readContent(`${kind}.${extension}`, encode(text));
    expect(features.map(({ fields }) => fields)).toEqual(board.features.map(({ properties }) => properties));
  }
});

describe('what is refused', () => {
  test('a file that only claims to be a map opens no other file and no connection', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const vrt = `<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:${port}/x.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`;
    const link = `<kml xmlns="http://www.opengis.net/kml/2.2"><NetworkLink><Link><href>http://127.0.0.1:${port}/</href></Link></NetworkLink></kml>`;
    const entity = `<!DOCTYPE kml [<!ENTITY x SYSTEM "http://127.0.0.1:${port}/">]><kml><Placemark><name>&x;</name></Placemark></kml>`;
    for (const name of ['a.geojson', 'a.topojson', 'a.gpkg', 'a.fgb', 'a.kml', 'a.dxf', 'a.dgn', 'a.tab', 'a.mif']) {
      await refusal(readContent(name, vrt));
    }
    expect((await refusal(readContent('b.kml', link))).kind).toBe('unsupported');
    expect((await refusal(readContent('c.kml', entity))).kind).toBe('unsupported');
    expect((await refusal(readContent('d.vrt', vrt))).code).toBe('unsupportedFormat');
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toBe(0);
  });

  test('broken JSON, with the character', async () => {
    const refused = await refusal(readContent('broken.geojson', '{"type": "FeatureCollection",\n "features": [}'));
    expect(refused.code).toBe('badJson');
    expect(refused.reason.en).toContain('character 45 (line 2');
  });

  test('JSON nested a hundred thousand deep', async () => {
    expect((await refusal(readContent('deep.geojson', '['.repeat(100_000)))).code).toBe('tooDeep');
  });

  test('parts of different shapefiles, and a missing part', async () => {
    const files = (names: readonly string[]) => names.map((name) => ({ name, path: path.join(fixtures, name) }));
    const read = (given: { name: string; path: string }[]) =>
      readSource({ files: given, layer: null, encoding: null, limits: uploadLimits, ...boundaries });
    expect((await refusal(read(files(['ranh_gioi_xa.shp', 'ranh_gioi_xa.shx'])))).code).toBe('missingPart');
    const dbf = await readFile(path.join(fixtures, 'ranh_gioi_xa.dbf'));
    dbf.writeUInt32LE(5, 4);
    await writeFile(path.join(folder, 'short.dbf'), dbf);
    const mixed = [
      ...files(['ranh_gioi_xa.shp', 'ranh_gioi_xa.shx']),
      { name: 'ranh_gioi_xa.dbf', path: path.join(folder, 'short.dbf') },
    ];
    expect((await refusal(read(mixed))).code).toBe('countMismatch');
  });

  test('an encoding that nobody knows', async () => {
    expect((await refusal(readInThread(requestOf(['board.geojson'], 'klingon')))).code).toBe('unknownEncoding');
  });

  test('a shapefile whose bytes are flipped never ends the process', async () => {
    const whole = await Promise.all(
      shapefileParts.map(async (name) => [name, await readFile(path.join(fixtures, name))] as const),
    );
    for (let round = 0; round < 40; round++) {
      const entries = whole.map(([name, content], part) => {
        const flipped = Buffer.from(content);
        if (part === round % 3) {
          for (let k = 0; k < 4; k++) flipped[(round * 97 + k * 389) % flipped.length] = (round * 53 + k * 17) % 256;
        }
        return { name, content: flipped };
      });
      const result = await readContent('flipped.zip', makeZip(entries)).catch((error: unknown) => error);
      expect(result instanceof Unreadable || (result as SourceFile).features !== undefined).toBe(true);
    }
    expect(
      (await readdir(folder)).filter(
        (name) => !/\.(zip|geojson|topojson|gpkg|fgb|kml|dxf|dgn|tab|mi[fd]|vrt|dbf)$/.test(name),
      ),
    ).toEqual([]);
  });
});

test('a feature whose structure is broken is named with its character; the others are read', async () => {
  const text = JSON.stringify(board).replace('[[[109.2,13.06]', '[[["109.2",13.06]');
  const source = await readContent('fault.geojson', text);
  const faults = source.features.filter((feature) => feature.fault !== null);
  expect(faults.map((feature) => feature.row)).toEqual([2]);
  expect(faults[0]?.fault?.reason.en).toContain(`character ${text.indexOf('"109.2"') + 1} `);
});
