import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { pointsWith, type DbfColumn } from '#tests/server/formats/make-shapefile.ts';
import { importThings } from './support.ts';
import { useThings } from './use-things.ts';

const things = useThings();

const tried = (name: string, text: string, encoding: string | null = null) =>
  things.importText(name, text, { dryRun: true, encoding });

/** Text as a TCVN3 font shows it, in Unicode. */
const typed = (text: string) => iconv.decode(iconv.encode(text, 'tcvn'), 'windows-1252');

test('a table whose headings are typed with a font of old days is refused with how to read it', async () => {
  const rows = 'Mã vật;Vật liệu;Số lượng;Kinh độ;Vĩ độ\nA1;Gỗ;3;109,3;13,08\nA2;Đá;4;109,31;13,08\n';
  const refused = await tried('font.csv', typed(rows));
  expect(refused.outcome).toBe('refused');
  expect(refused.notes.find(({ code }) => code === 'legacyFont')?.todo.en).toContain('--encoding tcvn3');
  expect(await tried('font.csv', typed(rows), 'tcvn3')).toMatchObject({ outcome: 'wouldImport', issues: [] });
});

test('columns that become nothing are told beside the others, with what they are likeliest to be', async () => {
  const report = await tried('left.csv', 'Mã vật;Vật liệu;Chiều dài tuyến;STT;Kinh độ;Vĩ độ\nA1;Gỗ;3;1;109,3;13,08\n');
  expect(report.fields).toMatchObject({ 'Mã vật': 'code', 'Chiều dài tuyến': null, STT: null });
  expect(report.likely).toEqual({ 'Chiều dài tuyến': 'length_m' });
  expect(report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['columnsLeft', 'nameless']));
});

test('a unit in a heading that is another than the property’s converts its numbers', async () => {
  const text = 'Mã vật;Vật liệu;Chiều dài (km);Kinh độ;Vĩ độ\nA1;Gỗ;0,25;109,3;13,08\nA2;Gỗ;2;109,31;13,08\n';
  const report = await tried('unit.csv', text);
  expect(report.notes.map(({ code }) => code)).toContain('unitConverted');
  // Two kilometres are 2,000 m, more than the property may have.
  expect(report.issues.map(({ code, row }) => [code, row])).toEqual([['outOfBounds', 3]]);
});

test('a name that a shapefile may have cut is told where a unit may have stood in it', async () => {
  const columns: DbfColumn[] = [
    ['Ma vat', 'C', 4],
    ['Vat lieu', 'C', 8],
    ['Chieu dai', 'N', 8],
  ];
  const files = Object.entries(pointsWith(columns, [['A1', 'Gỗ', '25']]));
  for (const [name, content] of files) await writeFile(path.join(things.folder, name), content);
  const given = files.map(([name]) => path.join(things.folder, name));
  const report = await importThings(things.db, things.collection(), given, {
    dryRun: true,
    crs: 4326,
  });
  expect(report.fields).toMatchObject({ 'Chieu dai': 'length_m' });
  expect(report.notes.filter(({ code }) => code === 'nameCut')).toMatchObject([{ property: 'Chieu dai' }]);
});

test('the id of a GeoJSON feature is its code where no property is', async () => {
  const feature = (id: string) => ({
    ...{ type: 'Feature', id, properties: { material: 'wood' } },
    geometry: { type: 'Point', coordinates: [109.3, 13.08] },
  });
  const report = await tried('ids.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature('T1')] }));
  expect([report.outcome, report.fields]).toMatchObject(['wouldImport', { id: 'code' }]);
  expect(report.notes.map(({ code }) => code)).toContain('idAsCode');
});
