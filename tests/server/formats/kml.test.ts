import { describe, expect, test } from 'vitest';
import type { GeometryKind } from '#contract/collections.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';
import { readGiven } from './read-given.ts';

const root = '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">';
const kml = (body: string) => `${root}<Document>${body}</Document></kml>`;
const point = '<Point><coordinates>109.3,13.1</coordinates></Point>';
const placemark = (body: string) => kml(`<Placemark>${body}</Placemark>`);

const read = async (text: string | Uint8Array, wants: GeometryKind = 'any', layer: string | null = null) =>
  (await readGiven({ 'a.kml': text }, wants, layer)).features;

const [a, b, c] = [
  [109.3, 13.08],
  [109.31, 13.09],
  [109.32, 13.08],
] as const;
const closed = '109.3,13.08 109.31,13.09 109.32,13.08 109.3,13.08';
const ring = (coordinates: string) => `<LinearRing><coordinates>${coordinates}</coordinates></LinearRing>`;
const line = (coordinates: string) => `<LineString><coordinates>${coordinates}</coordinates></LineString>`;
const track =
  '<gx:Track><when>2024</when><gx:coord>109.30 13.08 0</gx:coord><gx:coord/><gx:coord>109.31 13.09</gx:coord></gx:Track>';

describe('a geometry', () => {
  test.each<[what: string, body: string, geometry: unknown]>([
    ['a point', point, { type: 'Point', coordinates: [109.3, 13.1] }],
    ['a line', line('109.3,13.08,5 109.31,13.09'), { type: 'LineString', coordinates: [a, b] }],
    ['a closed ring', ring(closed), { type: 'Polygon', coordinates: [[a, b, c, a]] }],
    ['an open ring', ring('109.3,13.08 109.31,13.09'), { type: 'LineString', coordinates: [a, b] }],
    [
      'an area with holes',
      `<Polygon><innerBoundaryIs>${ring(closed)}${ring(closed)}</innerBoundaryIs><outerBoundaryIs>${ring(closed)}</outerBoundaryIs><innerBoundaryIs>${ring(closed)}</innerBoundaryIs></Polygon>`,
      {
        type: 'Polygon',
        coordinates: [
          [a, b, c, a],
          [a, b, c, a],
          [a, b, c, a],
          [a, b, c, a],
        ],
      },
    ],
    [
      'several points',
      `<MultiGeometry>${point}<MultiGeometry>${point}</MultiGeometry></MultiGeometry>`,
      {
        type: 'MultiPoint',
        coordinates: [
          [109.3, 13.1],
          [109.3, 13.1],
        ],
      },
    ],
    ['one in several', `<MultiGeometry>${point}</MultiGeometry>`, { type: 'Point', coordinates: [109.3, 13.1] }],
    [
      'different ones',
      `<MultiGeometry>${point}${line(closed)}</MultiGeometry>`,
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [109.3, 13.1] },
          { type: 'LineString', coordinates: [a, b, c, a] },
        ],
      },
    ],
    [
      'two side by side',
      point + point,
      {
        type: 'MultiPoint',
        coordinates: [
          [109.3, 13.1],
          [109.3, 13.1],
        ],
      },
    ],
    ['a track', track, { type: 'LineString', coordinates: [a, b] }],
    [
      'tracks',
      `<gx:MultiTrack><gx:interpolate>1</gx:interpolate>${track}${track}</gx:MultiTrack>`,
      {
        type: 'MultiLineString',
        coordinates: [
          [a, b],
          [a, b],
        ],
      },
    ],
    ['none', '<name>x</name>', null],
    ['several of none', '<MultiGeometry/>', null],
  ])('%s', async (_, body, geometry) => {
    expect(await read(placemark(body))).toMatchObject([{ geometry, fault: null }]);
  });

  test('a closed ring is a line where lines are wanted', async () => {
    expect((await read(placemark(ring(closed)), 'line'))[0]?.geometry?.type).toBe('LineString');
  });

  test.each<[body: string, fault: string]>([
    ['<Model><Location/></Model>', 'unsupportedGeometry'],
    ['<Point/>', 'noCoordinates'],
    ['<Point><coordinates> </coordinates></Point>', 'noCoordinates'],
    ['<Point><coordinates>109.3;13.1</coordinates></Point>', 'badCoordinates'],
    ['<Point><coordinates>109.3</coordinates></Point>', 'badCoordinates'],
    [line('109.3,13.08 nan,13.09'), 'badCoordinates'],
    [line('109.3,13.08 109.31,13.09 109.32'), 'badCoordinates'],
    [line('109.3,13.08'), 'shortLine'],
    ['<gx:Track><gx:coord>109.3 x</gx:coord></gx:Track>', 'badCoordinates'],
    ['<gx:MultiTrack/>', 'noCoordinates'],
    ['<Polygon/>', 'noCoordinates'],
    [`<Polygon><outerBoundaryIs>${ring('1,1 2,2')}</outerBoundaryIs></Polygon>`, 'shortRing'],
    [`<MultiGeometry>${point}<Model/></MultiGeometry>`, 'unsupportedGeometry'],
  ])('%s is told with the name of the placemark', async (body, code) => {
    const [first, second] = await read(
      kml(`<Placemark><name>D 1</name>${body}</Placemark><Placemark>${point}</Placemark>`),
    );
    expect(first).toMatchObject({
      geometry: null,
      fault: { code, reason: { en: expect.stringContaining('"D 1"') as string } },
    });
    expect(second).toMatchObject({ row: 2, fault: null });
  });

  test.each<[body: string, note: string, geometry: unknown]>([
    [
      `<Polygon><outerBoundaryIs>${ring('109.3,13.08 109.31,13.09 109.32,13.08')}</outerBoundaryIs></Polygon>`,
      'ringClosed',
      [[a, b, c, a]],
    ],
    [
      `<gx:MultiTrack>${track}<gx:Track><gx:coord>109.3 13.08</gx:coord></gx:Track></gx:MultiTrack>`,
      'shortTrack',
      [a, b],
    ],
  ])('%s is mended and noted', async (body, note, coordinates) => {
    expect(await read(placemark(body))).toMatchObject([
      { geometry: { coordinates }, fault: null, notes: [{ code: note }] },
    ]);
  });
});

describe('spellings of XML', () => {
  const text = (head = '') =>
    `${head}${root}<Document><Placemark><name>Trường Hòa Xuân</name><ExtendedData><Data name='Mã trường'><value>T1</value></Data></ExtendedData>${point}</Placemark></Document></kml>`;
  const declared = (encoding: string) => text(`<?xml version="1.0" encoding="${encoding}"?>`);
  const fields = { name: 'Trường Hòa Xuân', 'Mã trường': 'T1' };
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  const le = (content: string) => Buffer.from(content, 'utf16le');
  // Windows-1258 writes a letter and its tone.
  const vietnamese = Buffer.from(
    declared('windows-1258')
      .replace('Trường Hòa Xuân', 'Tr\u00fd\u00f5\u00ccng Ho\u00cca Xu\u00e2n')
      .replace('Mã trường', 'ma'),
    'latin1',
  );
  test.each<[what: string, content: string | Uint8Array, fields: Record<string, unknown>]>([
    ['UTF-8', text(), fields],
    ['UTF-8 with a mark', `\ufeff${declared('UTF-8')}`, fields],
    ['UTF-16, little end first, with a mark', le(`\ufeff${declared('UTF-16')}`), fields],
    ['UTF-16, big end first, with a mark', swapped(le(`\ufeff${declared('UTF-16')}`)), fields],
    ['UTF-16, little end first', le(declared('UTF-16LE')), fields],
    ['UTF-16, big end first', swapped(le(text())), fields],
    ['UTF-8 that says to be UTF-16', declared('UTF-16'), fields],
    ['UTF-8 that says to be windows-1252', declared('windows-1252'), fields],
    [
      'neither, which is told by its words',
      Buffer.from(
        declared('UTF-8').replace('Trường Hòa Xuân', 'Tr\u00fd\u00f5\u00ccng').replace('Mã trường', 'ma'),
        'latin1',
      ),
      { name: 'Trường', ma: 'T1' },
    ],
    [
      'windows-1252',
      Buffer.from(declared('windows-1252').replace('Trường Hòa Xuân', 'Hòa').replace('Mã trường', 'ma'), 'latin1'),
      { name: 'Hòa', ma: 'T1' },
    ],
    [
      'ISO-8859-1, in single quotes',
      Buffer.from(
        text("<?xml version='1.0' encoding='ISO-8859-1'?>")
          .replace('Trường Hòa Xuân', 'Hòa')
          .replace('Mã trường', 'ma'),
        'latin1',
      ),
      { name: 'Hòa', ma: 'T1' },
    ],
    ['windows-1258', vietnamese, { name: 'Trường Hòa Xuân', ma: 'T1' }],
    [
      'prefixes',
      text()
        .replace(/<(\/?)(?=[A-Za-z])/g, '<$1kml:')
        .replace('xmlns=', 'xmlns:kml='),
      fields,
    ],
  ])('%s', async (_, content, wanted) => {
    expect(await read(content)).toMatchObject([{ fields: wanted, geometry: { coordinates: [109.3, 13.1] } }]);
  });
});

describe('layers', () => {
  const folder = (name: string, body: string) => `<Folder>${body}<name>${name}</name></Folder>`;
  const row = (name: string) => `<Placemark><name>${name}</name>${point}</Placemark>`;
  const text = kml(`${row('0')}${folder('A', row('1') + folder('B', row('2')))}${folder('C', row('3'))}`);
  const names = async (layer: string | null) => (await read(text, 'any', layer)).map(({ fields }) => fields.name);
  test('are all read, or one with what lies in it', async () => {
    expect(await names(null)).toEqual(['0', '1', '2', '3']);
    expect(await names('A')).toEqual(['1', '2']);
    expect(await names('B')).toEqual(['2']);
    await expect(names('D')).rejects.toMatchObject({
      code: 'whichLayer',
      reason: { en: expect.stringContaining('"A", "B", "C"') as string },
    });
  });
});

describe('what is refused or told', () => {
  test.each([
    ['only links', kml('<NetworkLink><Link><href>http://a/</href></Link></NetworkLink>'), 'networkLink'],
    ['no placemarks', kml('<Folder/>'), 'noPlacemarks'],
    ['another XML', '<gpx/>', 'noPlacemarks'],
    ['entities', `<!DOCTYPE kml [<!ENTITY x SYSTEM "http://a/">]>${placemark('<name>&x;</name>')}`, 'xmlEntities'],
    ['no XML', 'x', 'badXml'],
    ['nothing', '', 'badXml'],
  ])('%s', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code });
  });

  test('HTML in a description may declare itself', async () => {
    expect(await read(placemark('<description><![CDATA[<!DOCTYPE html><p>x</p>]]></description>'))).toHaveLength(1);
  });

  test('links beside data are noted', async () => {
    const { notes } = await readGiven({ 'a.kml': kml('<NetworkLink/><Placemark/>') });
    expect(notes).toMatchObject([{ code: 'networkLink' }]);
  });

  test('changes of other placemarks are none', async () => {
    const update =
      '<NetworkLinkControl><Update><Change><Placemark targetId="a"/></Change></Update></NetworkLinkControl>';
    expect(await read(kml(`${update}<Placemark/>`))).toHaveLength(1);
  });
});

const many = 300_000;
test.each([
  ['placemarks without an end', kml('<Placemark>'.repeat(many))],
  ['geometries without an end', kml(`<Placemark>${'<Point>'.repeat(many)}</Placemark>`)],
  ['tags without an end', kml('<Placemark '.repeat(many))],
  ['comments without an end', kml('<!-- '.repeat(many))],
  ['CDATA without an end', kml(`<Placemark>${'<![CDATA['.repeat(many)}</Placemark>`)],
  ['a file that is cut short', kml(`<Placemark><name>x</name>${point}</Placemark>`.repeat(20_000)).slice(0, -30)],
])('%s: refused with the line, in seconds', async (_, text) => {
  await expectWithinMs(3_000, () => expect(read(text)).rejects.toThrow(Unreadable));
});

test.each([
  ['blanks', ' '.repeat(3_000_000)],
  ['commas', ','.repeat(3_000_000)],
  ['numbers', '109.3 '.repeat(500_000)],
])('coordinates of %s take no time', async (_, text) => {
  await expectWithinMs(5_000, () => read(placemark(line(text))));
});
