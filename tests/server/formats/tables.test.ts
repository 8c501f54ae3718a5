import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sheetLimits, workbookUploadLimits } from '#formats/limits.ts';
import { readTablesHere } from '#formats/read-tables.ts';
import { readTables, type TablesRequest } from '#formats/tables.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-tables-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function request(name: string, content: string | Uint8Array, changes: Partial<TablesRequest> = {}) {
  const at = path.join(folder, `file-${(files += 1)}`);
  await writeFile(at, content);
  return {
    file: { name, path: at },
    encoding: null,
    headings: [],
    limits: workbookUploadLimits,
    sheetLimits,
    ...changes,
  };
}
async function bookOf(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Số liệu'));
  return new Uint8Array(await book.xlsx.writeBuffer());
}
async function refusal(wanted: TablesRequest): Promise<string> {
  const error: unknown = await readTablesHere(wanted).catch((reason: unknown) => reason);
  if (error instanceof Unreadable) return error.code;
  throw new Error(`no refusal: ${String(error)}`);
}

test('cells are read as what they are: text, number, percentage, day, formula, fault', async () => {
  const bytes = await bookOf((sheet) => {
    sheet.addRow([
      'Mã',
      85.5,
      true,
      new Date('2024-10-31T00:00:00Z'),
      null,
      { formula: 'B1', result: 85.5 },
      { error: '#N/A' },
    ]);
    sheet.getCell('B2').value = 0.85;
    sheet.getCell('B2').numFmt = '0.0%';
  });
  const { sheets, format } = await readTables(await request('a.xlsx', bytes));
  expect([format, sheets[0]?.name]).toEqual(['xlsx', 'Số liệu']);
  expect(sheets[0]?.cells[0]?.map(({ value }) => value)).toEqual([
    'Mã',
    85.5,
    true,
    { date: '2024-10-31' },
    null,
    85.5,
    { error: '#N/A' },
  ]);
  expect(sheets[0]?.cells[1]?.[1]).toEqual({ value: 0.85, percent: true, shown: '85.0%' });
});

test('a rule over a whole column, which kept an earlier reader busy for hours, costs nothing', async () => {
  const bytes = await bookOf((sheet) => {
    sheet.getCell('A1').value = 'Mã';
    const { dataValidations } = sheet as ExcelJS.Worksheet & { dataValidations: { model: object } };
    Object.assign(dataValidations.model, {
      'A2:XFD1048576': { type: 'list', formulae: ['"a,b"'] },
    });
  });
  await expectWithinMs(10_000, async () => {
    expect((await readTables(await request('a.xlsx', bytes))).sheets).toHaveLength(1);
  });
});

describe('limits', () => {
  test('a zip bomb is refused by its ratio before it is unpacked', async () => {
    const bytes = await bookOf((sheet) => {
      sheet.getCell('A1').value = 'x'.repeat(30_000);
    });
    const limits = { ...workbookUploadLimits, zipRatio: 2 };
    expect(await refusal(await request('a.xlsx', bytes, { limits }))).toBe('zipRatio');
  });
  test('rows, columns, cells and sheets beyond the limits are refused by name', async () => {
    const far = await bookOf((sheet) => {
      sheet.getCell('A300000').value = 1;
    });
    expect(await refusal(await request('a.xlsx', far))).toBe('workbookRows');
    const wide = await bookOf((sheet) => {
      sheet.getCell(1, 500).value = 1;
    });
    expect(await refusal(await request('a.xlsx', wide))).toBe('workbookColumns');
    const few = { ...sheetLimits, cells: 3 };
    const four = await bookOf((sheet) => sheet.addRow([1, 2, 3, 4]));
    expect(await refusal(await request('a.xlsx', four, { sheetLimits: few }))).toBe('workbookCells');
    expect(await refusal(await request('a.csv', '1,2\n3,4\n', { sheetLimits: few }))).toBe('workbookCells');
    expect(await refusal(await request('a.csv', '1\n'.repeat(9), { sheetLimits: { ...few, rows: 2 } }))).toBe(
      'workbookRows',
    );
    const none = { ...sheetLimits, sheets: 0 };
    expect(await refusal(await request('a.xlsx', four, { sheetLimits: none }))).toBe('workbookSheets');
  });
  test('reading that takes too long is ended', async () => {
    const bytes = await bookOf((sheet) => sheet.addRow([1]));
    const limits = { ...workbookUploadLimits, readMs: 1 };
    await expect(readTables(await request('a.xlsx', bytes, { limits }))).rejects.toMatchObject({ code: 'readTime' });
  });
});

test('a workbook with any bytes changed is read or refused, never a crash', async () => {
  const bytes = await bookOf((sheet) => sheet.addRow(['Mã', 1, 'Đạt']));
  const place = fc.integer({ min: 4, max: bytes.length - 1 });
  const changes = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const changed = bytes.slice();
      for (const [at, byte] of list) changed[at] = byte;
      const answer = await readTablesHere(await request('a.xlsx', changed)).catch((error: unknown) => error);
      if (answer instanceof Unreadable) expect(answer.reason.vi.length * answer.todo.vi.length).toBeGreaterThan(0);
      else expect(answer).toHaveProperty('sheets');
    }),
    { numRuns: 60 },
  );
});

test('CSV of old fonts and UTF-16 comes in as Vietnamese', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Mã,Đạt\n', 'utf16le')]);
  const { sheets } = await readTablesHere(await request('a.csv', utf16));
  expect(sheets[0]?.cells[0]?.map(({ value }) => value)).toEqual(['Mã', 'Đạt']);
});
