import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromWgs84 } from '#geo/transform.ts';
import { writeBoundaries } from '#intake/kinds/boundaries/write.ts';
import { findCrs } from '#rules/crs/systems.ts';
import { commune, district, square } from '../boundaries/support.ts';
import { importThings } from './support.ts';
import { useThings } from './use-things.ts';

const things = useThings();
const { importText } = things;

type Kind = 'points' | 'lines' | 'polygons';

async function places(kind: Kind = 'points'): Promise<string[]> {
  const { rows } = await things.db.pool.query<{ place: string }>(
    `select st_astext(geom) as place from collection_test_${kind} order by feature_id`,
  );
  return rows.map(({ place }) => place);
}

/** A row a place, the column of which is quoted. */
function table(header: string, ...cells: readonly string[]): string {
  const rows = cells.map((cell, index) => `A${index + 1},go,"${cell.replaceAll('"', '""')}"`);
  return `Mã vật,Vật liệu,"${header}"\n${rows.join('\n')}\n`;
}

const pair = (...rows: readonly string[]) =>
  `Mã vật,Vật liệu,Kinh độ,Vĩ độ\n${rows.map((row, index) => `A${index + 1},go,${row}`).join('\n')}\n`;

const codes = (found: readonly { readonly code: string; readonly row: number | null }[]) =>
  found.map(({ code, row }) => [code, row]);

/** What holds whether or not there are boundaries to hold features against. */
function everywhere() {
  test('a place at 0, 0 is none, one in another country is told with its position', async () => {
    const text = pair('109.05,13.05', '0,0', '"0,0","0,0"', '2.35,48.85', '109.05,0', '109.06,13.06');
    const report = await importText('zero.csv', text);
    expect(report.outcome).toBe('refused');
    expect(codes(report.issues)).toEqual([
      ['zeroPlace', 3],
      ['zeroPlace', 4],
      ['outsideCountry', 5],
      ['outsideCountry', 6],
    ]);
    expect(report.issues.map(({ position }) => position)).toEqual([null, null, [2.35, 48.85], [109.05, 0]]);
    expect(await importText('zero.csv', text, { skipRefused: true })).toMatchObject({ counts: { added: 2 } });
  });

  test('places that are all none are told one by one, and nobody is asked for a system', async () => {
    expect(codes((await importText('zeros.csv', pair('0,0', '0,0'))).issues)).toEqual([
      ['zeroPlace', 2],
      ['zeroPlace', 3],
    ]);
  });

  test('a line and an area with one corner elsewhere are told with that corner', async () => {
    const feature = (code: string, geometry: unknown) => ({
      type: 'Feature',
      properties: { code, material: 'wood' },
      geometry,
    });
    const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
    const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates });
    const lines = collection(
      feature('A1', line([109.05, 13.05], [0, 0], [109.06, 13.06])),
      feature('A2', line([109.05, 13.05], [109.06, 13.06])),
      feature('A3', line([109.05, 13.05], [19.06, 13.06])),
    );
    const report = await importText('lines.geojson', lines, {}, 'lines');
    expect(report.issues).toMatchObject([
      { code: 'outsideCountry', row: 1, position: [0, 0] },
      { code: 'outsideCountry', row: 3, position: [19.06, 13.06] },
    ]);
    const ring = [
      [109.05, 13.05],
      [109.06, 13.05],
      [109.06, 1.306],
      [109.05, 13.05],
    ];
    const areas = collection(feature('A1', { type: 'Polygon', coordinates: [ring] }));
    expect((await importText('areas.geojson', areas, {}, 'polygons')).issues).toMatchObject([
      { code: 'outsideCountry', row: 1, position: [109.06, 1.306] },
    ]);
  });

  test('Trường Sa and Hoàng Sa are Vietnam', async () => {
    const report = await importText('sea.csv', pair('111.92,8.64', '112.33,16.83'), { dryRun: true });
    expect(report.issues.filter(({ code }) => code === 'outsideCountry')).toEqual([]);
  });

  test.each([
    ['as map pages copy it', 'Tọa độ', '13.0881, 109.0512', false],
    ['with decimal commas', 'Toạ độ GPS', '13,0881; 109,0512', false],
    ['longitude first', 'Vị trí (lat, lng)', '109.0512, 13.0881', true],
    ['well-known text', 'location', 'POINT(109.0512 13.0881)', false],
    ['an address of a map page', 'Google Maps', 'https://www.google.com/maps/@13.0881,109.0512,15z', false],
  ])('both numbers in one column, %s', async (_, header, cell, turned) => {
    const report = await importText('one.csv', table(header, cell, cell.replaceAll('0512', '0522')));
    expect(report).toMatchObject({ outcome: 'imported', issues: [], fields: { [header]: 'latlng' } });
    expect(report.notes.filter(({ code }) => code === 'axesTurned')).toHaveLength(turned ? 1 : 0);
    expect(await places()).toEqual(['POINT(109.0512 13.0881)', 'POINT(109.0522 13.0881)']);
  });

  test('metres of VN-2000 in one column, the surveyor’s X first', async () => {
    const system = findCrs(9218);
    const [easting, northing] = system ? fromWgs84(system)([109.05, 13.05]) : [0, 0];
    const text = table('Tọa độ VN2000', `${northing.toFixed(4)}, ${easting.toFixed(4)}`);
    expect((await importText('metres.csv', text)).issues).toMatchObject([{ code: 'noCrs' }]);
    const report = await importText('metres.csv', text, { crs: 9218 });
    expect(report).toMatchObject({ outcome: 'imported', crs: { used: 'EPSG:9218' } });
    expect(report.notes.map(({ code }) => code)).toContain('axesTurned');
    // QGIS writes a .prj beside a table, in the words of Esri or of OGC.
    await writeFile(
      path.join(things.folder, 'metres.prj'),
      'PROJCS["VN_2000_TM_3_108-30",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
    );
    const files = ['metres.csv', 'metres.prj'].map((name) => path.join(things.folder, name));
    expect(await importThings(things.db, things.collection(), files)).toMatchObject({
      outcome: 'unchanged',
      crs: { used: 'EPSG:9218' },
    });
    expect(await places()).toEqual(['POINT(109.05 13.05)']);
  });

  test('a column that is not called so is offered, not taken', async () => {
    const text = table('Vị trí', '13.0881, 109.0512', '13.0891, 109.0522', 'gần chợ');
    const report = await importText('offered.csv', text);
    expect(report.issues).toMatchObject([{ code: 'noPlace', property: 'Vị trí' }]);
    expect(report.issues[0]?.todo.vi).toContain('--map "Vị trí"=latlng');
    const mapped = await importText('offered.csv', text, {
      map: [{ field: 'Vị trí', property: 'latlng' }],
      skipRefused: true,
    });
    expect(codes(mapped.issues)).toEqual([['badCoordinate', 4]]);
    expect(await places()).toHaveLength(2);
    const address = await importText('address.csv', table('Location', 'thôn 3, xã An Phú'));
    expect(address.issues).toMatchObject([{ code: 'noPlace', property: null }]);
    const without = await importText('without.csv', table('Vị trí', 'gần chợ'));
    expect(without.issues).toMatchObject([{ code: 'noPlace', property: null }]);
    expect(without.issues[0]?.todo.en).toContain('latlng');
  });

  test('a decimal point that a spreadsheet lost is told with what was meant', async () => {
    const report = await importText(
      'lost.csv',
      pair('1090512,130881', '109.051.200,13.088.100', '109.05,13.05', '109.06,13.06', '109.07,13.07'),
    );
    expect(codes(report.issues)).toEqual([
      ['lostPoint', 2],
      ['lostPoint', 3],
    ]);
    expect(report.issues[0]?.reason.vi).toContain('109,0512 và 13,0881');
    const all = await importText('lost-all.csv', table('Tọa độ', '130881, 1090512'));
    expect(codes(all.issues)).toEqual([['lostPoint', 2]]);
  });
}

describe('without boundaries of communes', everywhere);

describe('with boundaries of communes', () => {
  beforeAll(async () => {
    const units = [commune('10001', square(109, 13, 0.1)), commune('10002', square(109.1, 13, 0.1)), district];
    await writeBoundaries(things.db, units, { origin: 'import', lineage: 'test', importId: null, validFrom: null });
  });
  everywhere();
});
