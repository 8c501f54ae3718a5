import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankEmptyNumbers } from '#formats/dbf.ts';
import { dbfAsText } from '#formats/dbf-text.ts';
import { pointsWith, type DbfColumn } from './make-shapefile.ts';
import { readGiven } from './read-given.ts';

async function readColumn(column: DbfColumn, texts: readonly string[]) {
  const { features } = await readGiven(
    pointsWith(
      [['MA', 'C', 4], column],
      texts.map((text, row) => [`T${row}`, text]),
    ),
  );
  return features.map(({ fields, notes = [] }) => ({
    value: fields[column[0]],
    notes: notes.map(({ code, property }) => [code, property]),
  }));
}

describe('a number of a shapefile is read as it stands', () => {
  test.each<[what: string, column: DbfColumn, text: string, value: unknown, note?: string]>([
    ['decimals that the column does not declare', ['DT', 'N', 9], '1250.5', 1250.5],
    ['a whole number', ['DT', 'N', 9], '1250', 1250],
    ['a decimal comma, for whoever reads numbers', ['DT', 'N', 9], '1250,5', '1250,5'],
    ['nothing', ['DT', 'N', 9], '', null],
    ['asterisks, of which the column is told', ['DT', 'N', 9], '*********', null],
    ['asterisks in a column with decimals', ['DT', 'N', 9, 3], '*********', null],
    ['digits beyond 2^53', ['MS', 'N', 18], '9007199254740993', '9007199254740993'],
    ['digits beyond 2^53, decimals declared', ['MS', 'N', 20, 2], '9007199254740993.00', '9007199254740993'],
    ['a negative one', ['MS', 'N', 18], '-9007199254740993', '-9007199254740993'],
    ['digits beyond 2^64', ['MS', 'N', 24], '123456789012345678901234', '123456789012345678901234'],
    ['the largest that is exact', ['MS', 'N', 18], '9007199254740991', 9007199254740991],
    ['zeros in front', ['MS', 'N', 9], '00007', '00007'],
    ['zero', ['DT', 'N', 9], '0', 0],
    ['a negative decimal without a zero', ['DT', 'N', 9, 2], '-.5', -0.5],
    ['an exponent, as ArcGIS writes it', ['DT', 'F', 19, 11], '4.80500000000e+002', 480.5],
    ['a float without decimals', ['DT', 'F', 13], '480.5', 480.5],
    ['a word', ['DT', 'N', 9], 'khong', 'khong', 'dbfNotANumber'],
    ['what C writes for no number', ['DT', 'N', 9], '1.#QNAN', '1.#QNAN', 'dbfNotANumber'],
    ['a day', ['NGAY', 'D', 8], '20240229', '2024/02/29'],
    ['no day', ['NGAY', 'D', 8], '', null],
    ['zeros for no day', ['NGAY', 'D', 8], '00000000', null],
    ['a day that does not exist', ['NGAY', 'D', 8], '20230229', null, 'dbfBadDate'],
    ['declared decimals, which stand where a long text has part of its width', ['DT', 'N', 9, 1], '12.5', 12.5],
  ])('%s', async (_, column, text, value, note) => {
    expect(await readColumn(column, [text])).toEqual([{ value, notes: note === undefined ? [] : [[note, column[0]]] }]);
  });

  test('yes and no stay as they were; a question mark was never filled in', async () => {
    expect((await readColumn(['DAT', 'L', 1], ['T', 'F', '?'])).map(({ value }) => value)).toEqual(['T', 'F', null]);
  });

  test('rows that are marked as deleted are left out with their shapes, and told', async () => {
    const given = pointsWith([['MA', 'C', 4]], [['T1'], ['T2'], ['T3']]);
    const dbf = Buffer.from(given['a.dbf'] ?? '');
    dbf[dbf.indexOf('T2') - 1] = 0x2a;
    const { features, notes } = await readGiven({ ...given, 'a.dbf': dbf });
    expect(features.map(({ fields, geometry }) => [fields['MA'], geometry])).toEqual([
      ['T1', { type: 'Point', coordinates: [109.3, 13.08] }],
      ['T3', { type: 'Point', coordinates: [109.302, 13.08] }],
    ]);
    expect(notes.map(({ code }) => code)).toContain('rowsDeleted');
  });

  test('asterisks, which are empty or had no room, are one note of their column with a count', async () => {
    const { features, notes } = await readGiven(
      pointsWith(
        [
          ['DT', 'N', 5],
          ['Diá»\u0087n', 'F', 5],
          ['SO', 'N', 5],
        ],
        [
          ['1', '*****', '1'],
          ['*****', '2', ''],
          ['*****', '3', '2'],
        ],
      ),
    );
    expect(features.flatMap((feature) => feature.notes ?? [])).toEqual([]);
    const said = notes.filter(({ code }) => code === 'dbfOverflow');
    expect(said).toMatchObject([{ property: 'Diện' }, { property: 'DT' }]);
    expect(said[1]?.reason.en).toMatch(/^In 2 rows .* empty/);
  });

  test('the note of a row is that of the row', async () => {
    const read = await readColumn(['DT', 'N', 5], ['1', 'x', '3']);
    expect(read.map(({ notes }) => notes.length)).toEqual([0, 1, 0]);
  });

  test('columns of one name, and names that are numbers, keep their own', async () => {
    const columns: DbfColumn[] = [
      ['7', 'N', 5],
      ['DT', 'N', 5],
      ['DT', 'C', 5],
      ['1', 'N', 5],
    ];
    const { features } = await readGiven(pointsWith(columns, [['1.5', '2.5', 'x', '4.5']]));
    expect(Object.values(features[0]?.fields ?? {})).toHaveLength(4);
    expect(features[0]?.fields).toMatchObject({ 7: 1.5, DT: 2.5, 1: 4.5 });
  });
});

test('names that may be cut off are told, without the letter in which they are cut', async () => {
  const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1').slice(0, 10);
  const columns: DbfColumn[] = [
    [bytes('Mã trường'), 'C', 4],
    [bytes('Dien tich (ha)'), 'N', 4],
    [bytes('Số lớp'), 'N', 9],
    ['TEN', 'C', 4],
  ];
  const { cutNames, features, notes } = await readGiven(pointsWith(columns, [['T1', '1', '2', 'x']]));
  expect(Object.keys(features[0]?.fields ?? {})).toEqual(['Mã trư', 'Dien tich', 'Số lớp', 'TEN']);
  expect(cutNames).toEqual(['Mã trư', 'Dien tich', 'Số lớp']);
  // That a value is cut is another matter.
  expect(notes.map(({ code }) => code)).not.toContain('textCut');
});

test('any safe integer and any decimal comes back as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, min: -1e9, max: 1e9 })), {
        minLength: 1,
        maxLength: 50,
      }),
      fc.constantFrom('N', 'F'),
      async (numbers, type) => {
        const read = await readColumn(['SO', type, 25], numbers.map(String));
        // Negative zero is written as zero.
        expect(read.map(({ value }) => value)).toEqual(numbers.map((number) => number + 0));
      },
    ),
    { numRuns: 20 },
  );
});

test.each([0, 1, 20, 32, 40, 64])('a table that is cut off after %i bytes is read without a crash', (length) => {
  const dbf = pointsWith([['DT', 'N', 9]], [['1']])['a.dbf'] as Buffer;
  expect(dbfAsText(dbf.subarray(0, length)).bytes).toHaveLength(length);
});

test('empty numbers as GDAL writes them become blanks; nothing else is touched', () => {
  const dbf = pointsWith(
    [
      ['DT', 'N', 4],
      ['TEN', 'C', 4],
      ['SO', 'F', 3],
    ],
    [
      ['****', '****', '1'],
      ['12', '', '***'],
      ['1*', 'x', ' **'],
    ],
  )['a.dbf'] as Buffer;
  blankEmptyNumbers(dbf);
  const rows = dbf.subarray(-37, -1).toString('latin1').match(/.{12}/g);
  expect(rows).toEqual(['     ****  1', '   12       ', '   1*x    **']);
});
