import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type ExcelJS from 'exceljs';
import { getUnitCriteria } from '#contract/criteria.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';
import {
  bytesOf,
  columnOf,
  placesOf,
  post,
  report,
  reportOfLines,
  sheetOf,
  template,
} from '#tests/server/resources/workbooks/support.ts';
import { unitRows } from '#tests/support/province.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

const head = 'code,set,criterion,indicator,status,value,value2,valid_on,source';

async function criteria(code: string, at: string, set = 'xa-ntm') {
  const response = await portal.get(`/api/admin-units/${code}/criteria?set=${set}&at=${at}`);
  return getUnitCriteria.reply.parse(await response.json());
}
async function count(): Promise<number> {
  const { rows } = await portal.db.pool.query<{ n: number }>('select count(*)::int as n from assessment');
  return rows[0]?.n ?? -1;
}

describe('the template', () => {
  test('is dated inside the time of its set, also when that is over', async () => {
    const sheet = sheetOf(await template(portal, 'set=xa-ntm&within=66&at=2026-11-24'));
    expect(sheet.getCell('B3').value).toEqual(new Date('2025-12-31T00:00:00Z'));
  });

  test('has a row for each unit of the district to which the set applies and a column for each item', async () => {
    const sheet = sheetOf(await template(portal, 'set=xa-ntm&within=558&at=2024-09-30'));
    expect(sheet.getCell('B2').value).toBe('xa-ntm');
    expect(sheet.getCell('B3').value).toEqual(new Date('2024-09-30T00:00:00Z'));
    const keys = (sheet.getRow(9).values as string[]).filter((key) => /^(TC\d+|\d+(\.\w+)?)$/.test(key));
    expect(keys.filter((key) => key.startsWith('TC'))).toHaveLength(19);
    expect(keys.filter((key) => !key.startsWith('TC'))).toHaveLength(57);
    const codes: string[] = [];
    for (let row = 10; sheet.getCell(row, 1).text !== ''; row += 1) codes.push(sheet.getCell(row, 1).text);
    const { rows } = await portal.db.pool.query<{ code: string }>(
      `select unit.code from ${unitRows} unit join ${unitRows} d on d.id = unit.parent_id
       where d.code = '558' and unit.kind = 'commune' order by 1`,
    );
    expect(codes).toEqual(rows.map(({ code }) => code));
  });

  test('checks its cells: lists of words, percentages between 0 and 100', async () => {
    const sheet = sheetOf(await template(portal, 'set=xa-ntm&within=558'));
    expect(sheet.getCell(10, columnOf(sheet, 'TC1')).dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"Đạt,Chưa đạt,Chưa đánh giá,Không áp dụng"'],
    });
    const percent = sheet.getCell(10, columnOf(sheet, '2.1'));
    expect(percent.dataValidation).toMatchObject({ type: 'custom' });
    expect(percent.dataValidation.formulae[0]).toContain(`${percent.address}<=100`);
  });

  test('an unknown set, an unknown unit and a unit without such communes are refused in a sentence', async () => {
    for (const [query, status] of [
      ['set=none', 404],
      ['set=xa-ntm&within=999', 404],
      ['set=huyen-ntm&within=22042', 404],
      ['wihtin=558', 400],
      ['set=xa-ntm&at=2024-02-30', 400],
    ] as const) {
      const response = await portal.get(`/api/assessments/template?${query}`);
      expect([query, response.status]).toEqual([query, status]);
      expect(((await response.json()) as { detail: string }).detail).toMatch(/\w{3,}.*\.$/);
    }
  });
});

describe('a template filled in', () => {
  async function filled(): Promise<{ book: ExcelJS.Workbook; code: string }> {
    const book = await template(portal, 'set=xa-ntm&within=558&at=2024-09-30');
    const sheet = sheetOf(book);
    sheet.getCell('B4').value = 'BC 12/BC-UBND';
    sheet.getCell(10, columnOf(sheet, 'TC1')).value = 'Chưa đạt';
    sheet.getCell(10, columnOf(sheet, '1.1')).value = 'Không';
    sheet.getCell(10, columnOf(sheet, '2.1')).value = 87.5;
    sheet.getCell(10, columnOf(sheet, '2.2')).value = '91,25';
    sheet.getCell(10, columnOf(sheet, '2.3')).value = { formula: '40+45', result: 85 };
    sheet.getCell(10, columnOf(sheet, '2.4')).value = 'Không áp dụng';
    return { book, code: sheet.getCell(10, 1).text };
  }

  test('is tried, imported, read back, and imported again without a change', async () => {
    const { book, code } = await filled();
    const file = { name: 'xa.xlsx', content: await bytesOf(book) };
    const before = await count();
    const trial = await report(portal, 'assessments', file, '&dryRun=true');
    expect([trial.outcome, trial.issues, trial.counts.added]).toEqual(['wouldImport', [], 6]);
    expect(await count()).toBe(before);

    const done = await report(portal, 'assessments', file, '&by=Lan');
    expect([done.outcome, done.counts]).toEqual([
      'imported',
      { rows: 6, added: 6, changed: 0, unchanged: 0, refused: 0, parentsAdded: 0, left: 0, removed: 0 },
    ]);
    // A decimal comma is how Vietnam writes it: nothing is to be said of it.
    expect(placesOf(done.notes.filter((note) => note.code === 'commaDecimal'))).toHaveLength(0);
    expect(await count()).toBe(before + 6);

    const read = await criteria(code, '2024-09-30');
    const first = read.criteria[0];
    expect(first).toMatchObject({
      status: 'notMet',
      assessedOn: '2024-09-30',
      recordedBy: 'Lan (unverified)',
      source: 'BC 12/BC-UBND',
    });
    expect(first?.indicators[0]).toMatchObject({ no: '1.1', value: 0, status: 'notMet' });
    const roads = read.criteria[1]?.indicators.map(({ no, value }) => [no, value]);
    expect(roads).toEqual([
      ['2.1', 87.5],
      ['2.2', 91.25],
      ['2.3', 85],
      ['2.4', null],
    ]);
    expect(read.criteria[1]?.indicators[3]?.status).toBe('notApplicable');

    const again = await report(portal, 'assessments', file);
    expect([again.outcome, again.counts.unchanged, await count()]).toEqual(['unchanged', 6, before + 6]);
  });

  test('what a row or all rows share is named once, at its own cell', async () => {
    const { book } = await filled();
    const sheet = sheetOf(book);
    sheet.getCell('A10').value = '99999';
    sheet.getCell(11, columnOf(sheet, 'TC1')).value = 'Đạt';
    const unknown = await report(portal, 'assessments', { name: 'xa.xlsx', content: await bytesOf(book) });
    expect([unknown.outcome, placesOf(unknown.issues)]).toEqual(['refused', ['unknownCode @ Nhập liệu!A10']]);
    expect(unknown.counts).toMatchObject({ rows: 2, refused: 1 });

    sheet.getCell('B3').value = new Date('2099-01-01T00:00:00Z');
    const future = await report(portal, 'assessments', { name: 'xa.xlsx', content: await bytesOf(book) });
    expect(placesOf(future.issues)).toEqual(['futureDate @ Nhập liệu!B3']);

    for (const [cell, value] of [
      ['B3', null],
      ['B3', 'hôm qua'],
      ['B4', null],
    ] as const) {
      sheet.getCell('B3').value = new Date('2024-09-30T00:00:00Z');
      sheet.getCell('B4').value = 'BC';
      sheet.getCell(cell).value = value;
      const without = await report(portal, 'assessments', { name: 'xa.xlsx', content: await bytesOf(book) });
      const code = value === null ? 'missingValue' : 'notADate';
      expect([without.outcome, placesOf(without.issues)]).toEqual(['refused', [`${code} @ Nhập liệu!${cell}`]]);
      expect(without.counts.added).toBe(0);
    }

    sheet.getCell('B4').value = 'BC';
    sheet.getCell('B3').value = new Date('2019-01-01T00:00:00Z');
    sheet.getCell('A10').value = sheet.getCell('A12').value;
    const early = await report(portal, 'assessments', { name: 'xa.xlsx', content: await bytesOf(book) });
    expect(placesOf(early.issues).every((place) => /![A-B]\d+$/.test(place))).toBe(true);
    expect(early.issues.length).toBeLessThan(4);
  });

  test('a changed figure is a revision; what was known before stays in the record', async () => {
    const { book } = await filled();
    sheetOf(book).getCell(10, columnOf(sheetOf(book), '2.1')).value = 88;
    const done = await report(portal, 'assessments', { name: 'xa.xlsx', content: await bytesOf(book) });
    expect([done.outcome, done.counts.changed, done.counts.unchanged]).toEqual(['imported', 1, 5]);
  });

  test('names sheet, row and column of what is wrong, and changes nothing', async () => {
    const { book, code } = await filled();
    const sheet = sheetOf(book);
    const [tc1, roads] = [columnOf(sheet, 'TC1'), columnOf(sheet, '2.1')];
    const cell = (row: number, column: number) => sheet.getCell(row, column);
    cell(11, tc1).value = 'Tạm đạt';
    cell(12, roads).value = 120;
    cell(13, 1).value = '99999';
    cell(13, tc1).value = 'Đạt';
    cell(14, 1).value = code;
    cell(14, tc1).value = 'Đạt';
    cell(15, roads).value = { error: '#N/A' };
    const before = await count();
    const refused = await report(portal, 'assessments', { name: 'xa.xlsx', content: await bytesOf(book) });
    expect(refused.outcome).toBe('refused');
    const at = (row: number, column: number) => `Nhập liệu!${cell(row, column).address}`;
    expect(placesOf(refused.issues).sort()).toEqual(
      [
        `unknownStatus @ ${at(11, tc1)}`,
        `impossibleValue @ ${at(12, roads)}`,
        `unknownCode @ ${at(13, 1)}`,
        `doubleUnit @ ${at(14, 1)}`,
        `cellError @ ${at(15, roads)}`,
      ].sort(),
    );
    for (const issue of refused.issues) expect(issue.reason.vi.length * issue.todo.vi.length).toBeGreaterThan(0);
    expect(await count()).toBe(before);
    const rest = await report(
      portal,
      'assessments',
      { name: 'xa.xlsx', content: await bytesOf(book) },
      '&skipRefused=true&dryRun=true',
    );
    expect([rest.outcome, rest.counts.refused]).toEqual(['wouldImport', 5]);
  });
});

describe('a list', () => {
  test.each([
    ['22042,xa-ntm,,2.1,,85,,2099-01-01,BC', 'futureDate'],
    ['22042,xa-ntm,,2.1,,85,,31/02/2024,BC', 'notADate'],
    ['22042,xa-ntm,,2.1,,85,,2019-01-01,BC', 'unitNotInForce'],
    ['22042,xa-ntm,,2.1,,85,,2020-12-31,BC', 'setNotInForce'],
    ['22042,xa-ntm,,2.1,,85 triệu,,2024-09-30,BC', 'wrongUnit'],
    ['22042,xa-ntm,,10,,45000000,,2024-09-30,BC', 'wrongUnit'],
    ['22042,xa-ntm,,2.1,,-3,,2024-09-30,BC', 'impossibleValue'],
    ['22042,xa-ntm,,2.1,,nhiều,,2024-09-30,BC', 'notANumber'],
    ['22042,xa-ntm,,2.1,,,,2024-09-30,BC', 'missingValue'],
    ['22042,xa-ntm,,2.1,,85,,2024-09-30,', 'missingValue'],
    ['22042,xa-ntm,,2.99,,85,,2024-09-30,BC', 'unknownIndicator'],
    ['22042,xa-ntm,44,,met,,,2024-09-30,BC', 'unknownCriterion'],
    ['22042,xa-khac,1,,met,,,2024-09-30,BC', 'unknownSet'],
    ['22042,huyen-ntm,1,,met,,,2024-09-30,BC', 'setDoesNotApply'],
    ['22015,xa-ntm,1,,met,,,2024-09-30,BC', 'setDoesNotApply'],
    ['558,huyen-ntm,1,,xong,,,2024-09-30,BC', 'unknownStatus'],
    ['1,xa-ntm,1,,met,,,2024-09-30,BC', 'unknownCode'],
  ])('%s is %s', async (line, code) => {
    const refused = await reportOfLines(portal, 'assessments', [head, line]);
    expect([refused.outcome, refused.issues.map((issue) => issue.code)]).toEqual(['refused', [code]]);
    expect(refused.issues[0]).toMatchObject({ sheet: 'test.csv', row: 2 });
  });

  test('semicolons, decimal commas, Vietnamese headings and words are taken', async () => {
    const { outcome, counts, notes } = await reportOfLines(portal, 'assessments', [
      'Mã;Bộ tiêu chí;Tiêu chí;Chỉ tiêu;Trạng thái;Giá trị;Ngày;Nguồn',
      '22042;xa-ntm;;2.1;;85,5;30/09/2024;BC 1',
      '22042;xa-ntm;3;;Đạt;;30/09/2024;BC 1',
    ]);
    expect([outcome, counts.added, notes.map(({ code }) => code)]).toEqual(['imported', 2, []]);
  });

  test('one entry twice in a file is refused at the second', async () => {
    const line = '22042,xa-ntm,,2.1,,85,,2024-08-31,BC';
    const refused = await reportOfLines(portal, 'assessments', [head, line, line]);
    expect(placesOf(refused.issues)).toEqual(['doubleEntry @ test.csv!F3']);
  });
});

test('83 communes and 57 indicators are imported in at most 10 s', async () => {
  const book = await template(portal, 'set=xa-ntm&at=2024-07-31');
  const sheet = sheetOf(book);
  sheet.getCell('B4').value = 'BC';
  const keys = sheet.getRow(9).values as (string | undefined)[];
  const units = sheet.getRow(8).values as (string | undefined)[];
  const filledWith = async (figure: number) => {
    let cells = 0;
    for (let row = 10; sheet.getCell(row, 1).text !== ''; row += 1) {
      for (const [column, key] of keys.entries()) {
        if (key === undefined || !/^\d/.test(key)) continue;
        sheet.getCell(row, column).value = units[column]?.startsWith('Có') ? 'Có' : figure;
        cells += 1;
      }
    }
    expect(cells).toBeGreaterThanOrEqual(83 * 57);
    return bytesOf(book);
  };
  // Other figures each time: what is known already would be unchanged, and nothing written.
  const contents = [await filledWith(42), await filledWith(43), await filledWith(44)];
  await expectWithinMs(10_000, async (attempt) => {
    const done = await report(portal, 'assessments', { name: 'xa.xlsx', content: contents[attempt] ?? '' });
    expect([done.outcome, done.issues]).toEqual(['imported', []]);
  });
});

describe('files that are none', () => {
  test.each([
    ['bang.xlsx', 'PK\u0003\u0004 not a zip', 422],
    ['bang.xlsx', 'hello', 422],
    ['bang.xls', 'hello', 422],
    ['bang.pdf', '%PDF', 415],
    ['bang.csv', '', 422],
    ['bang.csv', 'a,b\r\n1,2', 422],
    ['bang.csv', 'a,"b\r\n1,2', 422],
  ])('%s with %j: a refusal with a sentence', async (name, content, status) => {
    const answer = await post(portal, 'assessments', { name, content });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(/detail|reason/);
  });

  test('parameters of boundaries, both subjects or none are refused', async () => {
    for (const query of ['&crs=EPSG:9218', '&clean=true', '&collection=communes'])
      expect((await post(portal, 'assessments', { name: 'a.csv', content: 'a' }, query)).status).toBe(400);
    const none = await portal.get('/api/imports', { method: 'POST', headers: { Authorization: `Bearer ${'x'}` } });
    expect(none.status).toBe(401);
  });
});
