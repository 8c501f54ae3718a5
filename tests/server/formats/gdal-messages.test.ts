import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { GdalMessages } from '#formats/gdal-messages.ts';
import { readGiven, type Given } from './read-given.ts';

const fixture = (name: string) => readFile(fileURLToPath(new URL(`../../fixtures/imports/${name}`, import.meta.url)));
const warningsOf = async (given: Given) => (await readGiven(given)).notes.map(({ code, reason }) => [code, reason.en]);

/** A MapInfo interchange file of points with the columns and lines that are given. */
function mif(columns: readonly string[], lines: readonly string[]): Given {
  const header = ['Version 1520', 'Charset "WindowsLatin1"', 'Delimiter ","', 'CoordSys Earth Projection 1, 104'];
  const points = lines.map((_, row) => `Point ${109 + row / 10_000} 13.08`);
  return {
    'm.mif': [...header, `Columns ${columns.length}`, ...columns, 'Data', '', ...points, ''].join('\n'),
    'm.mid': `${lines.join('\n')}\n`,
  };
}

describe('what GDAL says while it reads', () => {
  test('is told once for each kind, with the number of times', () => {
    const messages = new GdalMessages();
    messages.add("Warning 1: Value '12.5' of field a.x parsed incompletely to integer 12.");
    messages.add("Warning 1: Value '7.25' of field a.x parsed incompletely to integer 7.");
    messages.add('ERROR 1: /home/someone/gdal/ogr/x.cpp, 774: error at line 1 of /input/x.dxf');
    messages.add("ERROR 10: Pointer 'hDS' is NULL in 'GDALGetFileList'.");
    messages.add('');
    expect(messages.notes().map(({ reason }) => reason.en)).toEqual([
      "The reader GDAL warns (2 times): Value '12.5' of field a.x parsed incompletely to integer 12.",
      'The reader GDAL warns: x.cpp, 774: error at line 1 of x.dxf',
    ]);
    expect(messages.why("Pointer 'hDS' is NULL in 'GDALGetFileList'.\n")).toBe('x.cpp, 774: error at line 1 of x.dxf');
    messages.clear();
    expect(messages.notes()).toEqual([]);
  });

  test('is cut where it is long, and counted where it is much', () => {
    const messages = new GdalMessages();
    for (let kind = 0; kind < 30; kind++) messages.add(`Warning 1: ${'x'.repeat(kind)} ${'y'.repeat(400)}`);
    const notes = messages.notes();
    expect(notes).toHaveLength(11);
    expect(notes.at(-1)?.reason.en).toBe('There are 20 other warnings.');
    expect(Math.max(...notes.map(({ reason }) => reason.en.length))).toBeLessThan(250);
  });

  test('is not told of work that is ours alone', async () => {
    const messages = new GdalMessages();
    await messages.mute(() => Promise.resolve(messages.add('Warning 1: no matter')));
    expect(messages.notes()).toEqual([]);
  });
});

describe('a file that GDAL mends as it reads', () => {
  test('a number that it cuts, however often', async () => {
    const warnings = await warningsOf(
      mif(
        ['dan_so Integer'],
        Array.from({ length: 1500 }, () => '12.5'),
      ),
    );
    expect(warnings).toEqual([
      [
        'readerWarning',
        "The reader GDAL warns (1500 times): Value '12.5' of field part.dan_so parsed incompletely to integer 12.",
      ],
    ]);
  });

  test('a table of text without a fault, though its system is found by way of a shapefile', async () => {
    expect(await warningsOf(mif(['a LargeInt', 'b Float'], ['9007199254740993,1e300']))).toEqual([]);
  });

  test('a geometry that is cut short', async () => {
    const gpkg = await fixture('board.gpkg');
    // Begin of the first polygon with one ring, in little endian; then comes the number of its corners.
    const ring = gpkg.indexOf(Buffer.from('010300000001000000', 'hex'));
    gpkg.writeUInt32LE(50, ring + 9);
    expect((await warningsOf({ 'cut.gpkg': gpkg })).map(([, said]) => said)).toContain(
      'The reader GDAL warns: Length of input WKB is too small',
    );
  });

  test('bytes that are no letters, of which it says nothing', async () => {
    const gpkg = await fixture('board.gpkg');
    gpkg[gpkg.indexOf('Xã Hòa Kiến') + 2] = 0xff;
    const { features } = await readGiven({ 'letters.gpkg': gpkg });
    expect(features.flatMap(({ row, notes = [] }) => notes.map(({ code, property }) => [row, code, property]))).toEqual(
      [[1, 'badCharacters', 'TEN_XA']],
    );
  });
});

test('integers beyond 2^53 keep their digits in every format that has them', async () => {
  const topology = (await fixture('board.topojson')).toString().replace('"DAN_SO":1000', '"DAN_SO":9007199254740993');
  const fromTopology = await readGiven({ 'big.topojson': topology });
  const fromMif = await readGiven(mif(['a LargeInt', 'b Decimal(10,3)'], ['9007199254740993,1250.125']));
  expect(fromTopology.features[0]?.fields.DAN_SO).toBe('9007199254740993');
  expect(fromMif.features[0]?.fields).toEqual({ a: '9007199254740993', b: 1250.125 });
});

test('a file that cannot be read says why in its own words', async () => {
  const fgb = await fixture('board.fgb');
  await expect(readGiven({ 'cut.fgb': fgb.subarray(0, -200) })).rejects.toMatchObject({
    code: 'unreadableFile',
    reason: { en: 'The file cannot be read as FlatGeobuf (Fatal error parsing feature).' },
  });
});
