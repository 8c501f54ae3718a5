import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromWgs84 } from '#geo/transform.ts';
import { findCrs } from '#rules/crs/systems.ts';
import { importThings } from './support.ts';
import { useThings } from './use-things.ts';

const things = useThings({ units: true });
const { importText } = things;

const header = 'Mã vật,Vật liệu,Chiều dài,Số lượng,Đã sơn,Ngày làm,Mã xã,Kinh độ,Vĩ độ';
const csv = (...rows: string[]) => `${header}\n${rows.join('\n')}\n`;
const a1 = 'A1,go,"12,5",3,có,31/10/2023,10001,109.05,13.05';
const a2 = 'A2,Bằng gỗ,7,1.234,x,2023-10-31,Xã 10002,"109,15","13,05"';

async function rows(where = 'superseded_at is null') {
  const { rows: found } = await things.db.pool.query<Record<string, unknown>>(
    `select feature_id, material, length_m, pieces, painted, made_on, commune_code, valid_from, valid_to,
            st_astext(geom) as place,
            commune_id = (select unit_id from unit_version as version where version.code = commune_code) as known from collection_test_points where ${where} order by feature_id, row_id`,
  );
  return found;
}

describe('a table with coordinates', () => {
  test('values are read as people write them, the commune is found from the place', async () => {
    const report = await importText('things.csv', csv(a1, a2));
    expect(report).toMatchObject({
      outcome: 'imported',
      format: 'csv',
      counts: { rows: 2, added: 2, changed: 0, unchanged: 0, refused: 0, left: 0, removed: 0 },
      issues: [],
    });
    expect(report.notes.map(({ code }) => code)).toContain('crsAssumed');
    const common = {
      known: true,
      material: 'wood',
      painted: true,
      made_on: '2023-10-31',
      valid_from: '2024-06-01',
      valid_to: null,
    };
    expect(await rows()).toEqual([
      { ...common, feature_id: 'A1', length_m: 12.5, pieces: 3, commune_code: '10001', place: 'POINT(109.05 13.05)' },
      { ...common, feature_id: 'A2', length_m: 7, pieces: 1234, commune_code: '10002', place: 'POINT(109.15 13.05)' },
    ]);
  });

  test('the same again changes nothing and says so; what differs is superseded, what is not named stays', async () => {
    await importText('things.csv', csv(a1, a2));
    const before = await rows('true');
    const again = await importText('other-name.csv', csv(a1, a2));
    expect(again).toMatchObject({ outcome: 'unchanged', counts: { added: 0, changed: 0, unchanged: 2 } });
    expect(await rows('true')).toEqual(before);
    const trial = await importText('third.csv', csv(a1.replace('12,5', '13')), { dryRun: true });
    expect(trial).toMatchObject({ outcome: 'wouldImport', counts: { changed: 1, left: 1, removed: 0 } });
    expect(await rows('true')).toEqual(before);
    const changed = await importText('third.csv', csv(a1.replace('12,5', '13')));
    expect(changed).toMatchObject({ outcome: 'imported', counts: { added: 0, changed: 1, unchanged: 0, left: 1 } });
    expect(await rows()).toMatchObject([{ feature_id: 'A1', length_m: 13 }, { feature_id: 'A2' }]);
    expect(await rows('superseded_at is not null')).toMatchObject([{ feature_id: 'A1', length_m: 12.5 }]);
  });

  test('a later day ends the version before; columns that the file lacks keep their values', async () => {
    await importText('things.csv', csv(a1));
    const later = 'ma_vat,Vật liệu,lng,lat\nA1,Đá,109.05,13.05\n';
    const report = await importText('later.csv', later, { validFrom: '2024-09-01' });
    expect(report.counts).toMatchObject({ added: 0, changed: 1 });
    expect(await rows()).toMatchObject([
      { material: 'wood', length_m: 12.5, valid_from: '2024-06-01', valid_to: '2024-09-01' },
      { material: 'stone', length_m: 12.5, valid_from: '2024-09-01', valid_to: null },
    ]);
  });

  test('VN-2000: a system is asked for, with the likely one; the surveyor’s X is the northing', async () => {
    const columns = 'ma_vat,Vật liệu,Mã xã,X_VN2000,Y_VN2000';
    const system = findCrs(9218);
    const [easting, northing] = system ? fromWgs84(system)([109.05, 13.05]) : [0, 0];
    const text = `${columns}\nA1,go,10001,${northing.toFixed(3)},${easting.toFixed(3)}\n`;
    const asked = await importText('vn.csv', text);
    expect(asked.outcome).toBe('refused');
    expect(asked.issues).toMatchObject([{ code: 'noCrs' }]);
    const report = await importText('vn.csv', text, { crs: 9218 });
    expect(report).toMatchObject({ outcome: 'imported', crs: { used: 'EPSG:9218' } });
    expect(report.notes.map(({ code }) => code)).toContain('axesTurned');
    expect((await rows()).map(({ commune_code }) => commune_code)).toEqual(['10001']);
  });

  test.each([
    ['a value that is in no list', 'A1,thép,1,1,,,,109.05,13.05', 'unknownValue', 'Vật liệu'],
    ['a number that is none', 'A1,go,dài,1,,,,109.05,13.05', 'notANumber', 'Chiều dài'],
    ['a number out of bounds', 'A1,go,1001,1,,,,109.05,13.05', 'outOfBounds', 'Chiều dài'],
    ['half a piece', 'A1,go,1,"1,5",,,,109.05,13.05', 'notWhole', 'Số lượng'],
    ['neither yes nor no', 'A1,go,1,1,có thể,,,109.05,13.05', 'notYesNo', 'Đã sơn'],
    ['a day that is none', 'A1,go,1,1,,31/02/2023,,109.05,13.05', 'notADate', 'Ngày làm'],
    ['no value where one must be', 'A1,,1,1,,,,109.05,13.05', 'missingValue', 'Vật liệu'],
    ['no key', ',go,1,1,,,,109.05,13.05', 'missingValue', 'Mã vật'],
    ['no place', 'A1,go,1,1,,,,,', 'emptyGeometry', null],
    ['half a place', 'A1,go,1,1,,,,109.05,', 'badCoordinate', null],
    ['latitude first', 'A1,go,1,1,,,,13.05,109.05', 'swappedAxes', null],
    ['a place in no commune', 'A1,go,1,1,,,,109.25,13.05', 'inNoCommune', null],
  ])('%s is an issue of its row that says what to do', async (_, row, code, property) => {
    const file = csv('A2,go,7,1,x,,,109.15,13.05', 'A4,go,7,1,x,,,109.16,13.05', row);
    const report = await importText('faulty.csv', file);
    expect(report).toMatchObject({ outcome: 'refused', counts: { refused: 1 }, issues: [{ code, row: 4, property }] });
    expect(report.issues[0]?.todo.vi).not.toBe('');
    expect(await rows('true')).toEqual([]);
    expect(await importText('faulty.csv', file, { skipRefused: true })).toMatchObject({
      outcome: 'imported',
      counts: { added: 2 },
    });
  });

  test('another commune than it claims, and two at one place, are notes; one key twice is an issue', async () => {
    const report = await importText(
      'notes.csv',
      csv('A1,go,1,1,,,Xã 10002,109.05,13.05', 'A2,go,1,1,,,,109.05,13.050005', 'A3,da,1,1,,,,109.05,13.05'),
      { dryRun: true },
    );
    expect(report.notes.filter(({ row }) => row !== null)).toMatchObject([
      { code: 'otherCommune', row: 2, position: [109.05, 13.05] },
      { code: 'samePlace', row: 3 },
    ]);
    const doubled = await importText('doubled.csv', csv(a1, a1), { dryRun: true });
    expect(doubled).toMatchObject({ outcome: 'refused', counts: { refused: 2 } });
    expect(doubled.issues.map(({ code, row }) => [code, row])).toEqual([
      ['doubleKey', 2],
      ['doubleKey', 3],
    ]);
  });

  test.each([
    ['no column of a key', 'Vật liệu,lng,lat\ngo,109.05,13.05\n', 'noField'],
    ['no columns of a place', 'ma_vat,Vật liệu\nA1,go\n', 'noPlace'],
    ['no rows', `${header}\n`, 'noFeatures'],
    [
      'latitude and longitude exchanged throughout',
      csv('A1,go,1,1,,,,13.05,109.05', 'A2,go,1,1,,,,13.06,109.06'),
      'contradictedCrs',
    ],
  ])('%s: the file is refused', async (_, text, code) => {
    const report = await importText('bad.csv', text);
    expect(report.outcome).toBe('refused');
    expect(report.issues.map((issue) => issue.code)).toContain(code);
  });

  test('fields are named by --map; one that is not there is told', async () => {
    const text = 'so,chat,dai,rong\nA1,go,109.05,13.05\n';
    const map = ['so=code', 'chat=material', 'dai=lng', 'rong=lat'].map((pair) => {
      const [field = '', property = ''] = pair.split('=');
      return { field, property };
    });
    expect((await importText('own.csv', text, { map })).outcome).toBe('imported');
    const bad = await importText('own.csv', text, { map: [{ field: 'kho', property: 'code' }] });
    expect(bad.issues[0]).toMatchObject({ code: 'badMapping', property: 'kho' });
  });

  test('what ceases to hold before it begins is refused in its row, whether the file says when it begins or not', async () => {
    await importText('things.csv', csv(a1));
    const text = [
      'ma_vat,Vật liệu,lng,lat,valid_from,valid_to',
      'A1,Gỗ,109.05,13.05,,2024-06-01',
      'B1,Gỗ,109.06,13.06,2024-05-01,2024-05-01',
      'B2,Gỗ,109.07,13.07,,2024-05-31',
      'B3,Gỗ,109.08,13.08,2024-05-01,2024-05-02',
    ].join('\n');
    const report = await importText('ends.csv', text, { skipRefused: true });
    expect(report).toMatchObject({ outcome: 'imported', counts: { added: 1, refused: 3 } });
    expect(report.issues.map(({ code, row }) => [code, row])).toEqual([
      ['endsTooEarly', 2],
      ['endsTooEarly', 3],
      ['endsTooEarly', 4],
    ]);
  });

  test('a new key for what stands there already is noted, with the key that it has', async () => {
    await importText('there.csv', csv(a1, a2));
    const again = (code: string, material: string, lng: number) => `${code},${material},1,1,,,,${lng},13.05`;
    const report = await importText(
      'again.csv',
      csv(again('N1', 'go', 109.050004), again('N2', 'đá', 109.05), again('N3', 'go', 109.06)),
      { dryRun: true },
    );
    expect(report.notes.filter(({ code }) => code === 'placeTaken')).toMatchObject([{ row: 2, feature: 'N1' }]);
    expect(report.notes.find(({ code }) => code === 'placeTaken')?.reason.en).toContain('as A1, which the portal has');
    // What the file itself moves away is not in its way.
    const moved = await importText('moved.csv', csv(again('A1', 'go', 109.07), again('N1', 'go', 109.05)));
    expect(moved.notes.filter(({ code }) => code === 'placeTaken')).toEqual([]);
  });

  test('a version that would hold beside a later one is refused; without its last day it ends where that begins', async () => {
    await importText('now.csv', csv(a1), { validFrom: '2022-01-01' });
    const earlier = (days: string) =>
      importText('earlier.csv', `ma_vat,Vật liệu,lng,lat,valid_from,valid_to\nA1,da,109.05,13.05,${days}\n`);
    const refused = await earlier('2020-01-01,2023-06-01');
    expect(refused).toMatchObject({ outcome: 'refused', issues: [{ code: 'versionsOverlap', row: 2 }] });
    expect(refused.issues[0]?.todo.en).toContain('2022-01-01');
    expect(await rows()).toHaveLength(1);
    expect((await earlier('2020-01-01,')).outcome).toBe('imported');
    expect((await rows()).map(({ valid_from, valid_to }) => [valid_from, valid_to])).toEqual([
      ['2022-01-01', null],
      ['2020-01-01', '2022-01-01'],
    ]);
    expect((await earlier('2020-01-01,2021-06-01')).outcome).toBe('imported');
    // A later day of the middle one may not reach into the last.
    expect((await earlier('2021-06-01,2022-02-01')).issues.map(({ code }) => code)).toEqual(['versionsOverlap']);
  });

  test('half letters are no fault of the portal', async () => {
    const long = `${'a'.repeat(59)}😀${'b'.repeat(20)}😀`;
    const ok = await importText('emoji.csv', csv(`${long},go,1,1,,,,109.05,13.05`));
    expect(ok.outcome).toBe('imported');
    const half = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { code: 'H1', material: 'wood', name: 'x\ud800' },
          geometry: { type: 'Point', coordinates: [109.05, 13.05] },
        },
      ],
    });
    const refused = await importText('half.geojson', half);
    expect(refused).toMatchObject({ outcome: 'refused', issues: [{ code: 'badText', row: 1 }] });
  });

  test('an import that is stopped leaves nothing', async () => {
    const stop = new AbortController();
    const file = path.join(things.folder, 'stopped.csv');
    await writeFile(file, csv(a1, a2));
    const report = await importThings(
      things.db,
      things.collection(),
      [file],
      {},
      {
        signal: stop.signal,
        onProgress: (step) => step === 'switch' && stop.abort(new Error('stopped')),
      },
    );
    expect(['cancelled', 'imported']).toContain(report.outcome);
    const stopped = new AbortController();
    const early = await importThings(
      things.db,
      things.collection(),
      [file],
      { validFrom: '2024-12-01' },
      {
        signal: stopped.signal,
        onProgress: (step) => step === 'compare' && stopped.abort(new Error('stopped')),
      },
    );
    expect(early.outcome).toBe('cancelled');
    expect((await rows()).every(({ valid_from }) => valid_from === '2024-06-01')).toBe(true);
  });

  test('many rows come in chunks and are counted in cells once', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => {
      const [x, y] = [109 + (i % 100) / 510, 13 + Math.floor(i / 100) / 510];
      return `N${i},da,1,1,,,,${x.toFixed(6)},${y.toFixed(6)}`;
    });
    expect(await importText('many.csv', csv(...many))).toMatchObject({ outcome: 'imported', counts: { added: 5_000 } });
    const { rows: cells } = await things.db.pool.query(
      'select g, sum(n)::int as n from collection_test_points_cell where g in (0, 18) group by g order by g',
    );
    expect(cells).toEqual([
      { g: 0, n: 5_000 },
      { g: 18, n: 5_000 },
    ]);
  });
});
