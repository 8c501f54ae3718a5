import { describe, expect, test } from 'vitest';
import type { GeometryKind } from '#contract/collections.ts';
import { readGiven } from './read-given.ts';

const gpx = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><metadata><name>Chuyến đi</name><time>2024-01-01T00:00:00Z</time></metadata>${body}</gpx>`;
const read = async (body: string, wants: GeometryKind = 'any', layer: string | null = null) =>
  (await readGiven({ 'a.gpx': gpx(body) }, wants, layer)).features;

const wpt =
  '<wpt lat="13.08" lon="109.3"><ele>12.5</ele><time>2024-01-01T00:00:00Z</time><name>Trường 1</name><cmt>a</cmt><desc>b</desc><sym>School</sym><type>x</type></wpt>';
const trkpt = (lat: number, lon: number) =>
  `<trkpt lat="${lat}" lon="${lon}"><ele>1</ele><time>2024</time><name>p</name></trkpt>`;
const segment = `<trkseg>${trkpt(13.08, 109.3)}${trkpt(13.09, 109.31)}</trkseg>`;
const trk = `<trk><name>Đường 1</name>${segment}</trk>`;
const rte =
  '<rte><name>Tuyến 1</name><rtept lat="13.08" lon="109.3"><name>p</name></rtept><rtept lat="13.09" lon="109.31"/></rte>';
const line = [
  [109.3, 13.08],
  [109.31, 13.09],
];

test.each<[what: string, body: string, fields: Record<string, unknown>, geometry: unknown]>([
  [
    'a waypoint',
    wpt,
    { ele: '12.5', time: '2024-01-01T00:00:00Z', name: 'Trường 1', cmt: 'a', desc: 'b', sym: 'School', type: 'x' },
    { type: 'Point', coordinates: [109.3, 13.08] },
  ],
  ['a track', trk, { name: 'Đường 1' }, { type: 'LineString', coordinates: line }],
  [
    'a track of two parts, one empty',
    `<trk>${segment}<trkseg/>${segment}</trk>`,
    {},
    { type: 'MultiLineString', coordinates: [line, line] },
  ],
  ['a route', rte, { name: 'Tuyến 1' }, { type: 'LineString', coordinates: line }],
  [
    'extensions',
    '<wpt lat="13.08" lon="109.3"><name>x</name><extensions><a:group xmlns:a="a"><a:color>Red</a:color><a:name>y</a:name></a:group><ma>T1</ma></extensions></wpt>',
    { name: 'x', color: 'Red', ma: 'T1' },
    { type: 'Point', coordinates: [109.3, 13.08] },
  ],
  [
    'extensions of points',
    `<trk><trkseg><trkpt lat="13.08" lon="109.3"><extensions><hr>90</hr></extensions></trkpt>${trkpt(13.09, 109.31)}</trkseg></trk>`,
    {},
    { type: 'LineString', coordinates: line },
  ],
])('%s', async (_, body, fields, geometry) => {
  expect(await read(body)).toMatchObject([{ row: 1, geometry, fault: null }]);
  expect((await read(body))[0]?.fields).toEqual(fields);
});

describe('what the collection wants is read', () => {
  const names = async (wants: GeometryKind, layer: string | null = null) =>
    (await read(wpt + trk + rte, wants, layer)).map(({ fields }) => fields.name);
  test.each<[GeometryKind, string | null, string[]]>([
    ['point', null, ['Trường 1']],
    ['line', null, ['Đường 1', 'Tuyến 1']],
    ['any', null, ['Trường 1', 'Đường 1', 'Tuyến 1']],
    ['line', 'tracks', ['Đường 1']],
  ])('%s of %s', async (wants, layer, wanted) => {
    expect(await names(wants, layer)).toEqual(wanted);
  });
  test('or said to be missing', async () => {
    await expect(read(trk, 'point')).rejects.toMatchObject({
      code: 'whichLayer',
      reason: { en: 'The GPX has no waypoints; it has waypoints (0), routes (0), tracks (1).' },
    });
  });
});

test.each<[body: string, fault: string]>([
  ['<wpt lat="x" lon="109.3"><name>A</name></wpt>', 'badCoordinates'],
  ['<wpt><name>A</name></wpt>', 'badCoordinates'],
  ['<trk><name>A</name></trk>', 'noCoordinates'],
  [`<trk><name>A</name><trkseg>${trkpt(13, 109)}</trkseg></trk>`, 'shortLine'],
  [`<trk><name>A</name><trkseg>${trkpt(13, 109)}<trkpt lat="" lon="1"/></trkseg></trk>`, 'badCoordinates'],
])('%s is told', async (body, code) => {
  expect(await read(body)).toMatchObject([
    { geometry: null, fault: { code, reason: { en: expect.stringContaining('"A"') as string } } },
  ]);
});

test('a part of one point is left out and noted', async () => {
  const body = `<trk>${segment}<trkseg>${trkpt(13, 109)}</trkseg></trk>`;
  expect(await read(body)).toMatchObject([{ geometry: { coordinates: line }, notes: [{ code: 'shortTrack' }] }]);
});
