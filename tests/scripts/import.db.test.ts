import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ImportReport } from '#contract/imports.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { runScript } from '#tests/support/process.ts';

const fixtures = fileURLToPath(new URL('../fixtures/imports/', import.meta.url));
const board = `${fixtures}board.geojson`;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await makeTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-command-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function command(...args: string[]) {
  const run = runScript('import', args, database.env);
  return { code: await run.ended, output: run.output() };
}

test.each([
  [[], '--collection'],
  [['--collection', 'nothing', board], '--collection'],
  [['--collection', 'roads', '--clean', board], '--clean'],
  [['--collection', 'communes', '--replace', board], '--replace'],
  [['--collection', 'communes'], 'Give the file'],
  [['--collection', 'communes', '/nowhere.zip'], '/nowhere.zip'],
  [['--collection', 'communes', '--crs', '9218', board], '--crs'],
  [['--collection', 'communes', '--valid-from', '1/11/2020', board], '--valid-from'],
  [['--collection', 'communes', '--colour', 'red', board], '--colour'],
])('%j is wrong usage: exit code 1 and a sentence', async (args, named) => {
  const { code, output } = await command(...args);
  expect(code).toBe(1);
  expect(output).toContain(named);
  expect(output).not.toContain('    at ');
});

test('imports beside a running portal, with progress and a report: exit code 0', async () => {
  const report = path.join(folder, 'report.json');
  const { code, output } = await command('--collection', 'communes', '--report', report, board);
  expect(output).toContain('Đã nhập.');
  expect(output).toContain('đọc tệp');
  expect(code).toBe(0);
  expect(ImportReport.parse(JSON.parse(await readFile(report, 'utf8')))).toMatchObject({
    outcome: 'imported',
    counts: { added: 6 },
  });
  expect(await command('--collection', 'communes', '--lang', 'en', board)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Nothing changed') as string,
  });
});

test('a refused file: exit code 2, and a CSV that a spreadsheet opens', async () => {
  const file = path.join(folder, 'faulty.geojson');
  await writeFile(file, (await readFile(board, 'utf8')).replace('"22045"', '"=cmd()"'));
  const report = path.join(folder, 'report.csv');
  const { code, output } = await command('--collection', 'communes', '--report', report, file);
  expect(code).toBe(2);
  expect(output).toContain('TỪ CHỐI');
  const text = await readFile(report, 'utf8');
  expect(text.startsWith('\ufeff')).toBe(true);
  const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows[0]).toMatchObject({ severity: 'issue', code: 'badCode', row: '2', feature: `'=cmd() Xã Bình Kiến` });
});

test('what --clean changed stands in the report, unit by unit, in the language’s own numbers', async () => {
  const file = path.join(folder, 'careless.geojson');
  const wide = (await readFile(board, 'utf8')).replace(/109\.2(?=,)/, '109.201');
  await writeFile(file, wide);
  const report = path.join(folder, 'clean.csv');
  const { code, output } = await command('--collection', 'communes', '--clean', '--dry-run', '--report', report, file);
  expect(code, output).toBe(0);
  expect(output).toMatch(
    /DIỆN TÍCH THAY ĐỔI do --clean: \d+ đơn vị\n {2}\d{5} .*: [\d.]+,\d\d → [\d.]+,\d\d ha \([+-]\d+,\d\d\)/,
  );
  const rows = parse(await readFile(report, 'utf8'), { columns: true, bom: true }) as Record<string, string>[];
  const changed = rows.filter((row) => row.code === 'areaChanged');
  expect(changed.length).toBeGreaterThan(0);
  expect(changed[0]).toMatchObject({
    severity: 'note',
    reason: expect.stringMatching(/^Diện tích thay đổi: /) as string,
  });
});

test('a killed import leaves nothing half-written and holds up no other', async () => {
  const count = async () =>
    (await database.db.pool.query(`select count(*)::int as n from boundary`)).rows as { n: number }[];
  const before = await count();
  const whole = before.map(({ n }) => ({ n: 2 * n }));
  const file = path.join(folder, 'moved.geojson');
  await writeFile(file, (await readFile(board, 'utf8')).replaceAll('109.18,', '109.181,'));
  const run = runScript('import', ['--collection', 'communes', file], database.env);
  await run.printed('khái quát');
  run.child.kill('SIGKILL');
  await run.ended;
  // On a busy machine the kill may come when all is written; what may never be is a part.
  expect([before, whole]).toContainEqual(await count());
  expect(await command('--collection', 'communes', file)).toMatchObject({ code: 0 });
});

test('a table of figures goes through the same command: refused by row and column, imported, unchanged', async () => {
  const file = path.join(folder, 'muc-tieu.csv');
  await writeFile(file, 'target_id,value,valid_on,source\r\nT011,12,2024-10-20,BC\r\nT999,1,2024-10-20,BC\r\n');
  const report = path.join(folder, 'muc-tieu.json');
  const refused = await command('--target-figures', file, '--report', report);
  expect(refused.code).toBe(2);
  const { issues } = ImportReport.parse(JSON.parse(await readFile(report, 'utf8')));
  expect(issues).toMatchObject([{ code: 'unknownTarget', sheet: 'muc-tieu.csv', row: 3, column: 'A' }]);
  expect((await command('--target-figures', file, '--skip-refused')).code).toBe(0);
  const again = await command('--target-figures', file, '--skip-refused', '--lang', 'en');
  expect([again.code, again.output.includes('Nothing changed')]).toEqual([0, true]);
});

test('rows that were refused are written to a workbook, which comes in when it is mended', async () => {
  const file = path.join(folder, 'truong.csv');
  const rows = ['C1,Trường một,Mầm non,109.19,13.07', 'C2,Trường hai,Đại học,109.191,13.07'];
  await writeFile(file, `Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ\n${rows.join('\n')}\n`);
  const refused = path.join(folder, 'chua-nhap.xlsx');
  expect((await command('--collection', 'schools', file, '--refused', path.join(folder, 'a.csv'))).code).toBe(1);
  const first = await command('--collection', 'schools', file, '--skip-refused', '--refused', refused);
  expect(first.code, first.output).toBe(0);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(refused);
  const cell = book.worksheets[0]?.getCell('C2');
  expect(cell?.text).toBe('Đại học');
  if (cell) cell.value = 'THCS';
  await book.xlsx.writeFile(refused);
  const done = await command('--collection', 'schools', refused, '--lang', 'en');
  expect(done.output).toContain('1 feature came in');
});
