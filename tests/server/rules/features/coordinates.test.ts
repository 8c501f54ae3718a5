import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikePair, lostPoint, northingFirst, readCoordinate, readPair } from '#rules/features/coordinates.ts';

const lng = 109 + 18 / 60 + 4.3 / 3600;
const lat = 13 + 5 / 60 + 17.2 / 3600;

describe('one number', () => {
  test.each([
    ['13.0881', 13.0881],
    ['13,0881', 13.0881],
    [' 109.3012\u00a0', 109.3012],
    ['\u2212109.3012', -109.3012],
    ['109.3012°', 109.3012],
    ['109.3012º', 109.3012],
    ['109.3012 E', 109.3012],
    ['N 13,0881', 13.0881],
    ['13.0881N', 13.0881],
    ['13°05\'17.2"N', lat],
    ['N13°05\'17.2"', lat],
    ['E109°18\'04.3"', lng],
    ['109 18 04.3', lng],
    ['109d18\'04.3"E', lng],
    ['13d05\'17.2"N', lat],
    ['109-18-04.3', lng],
    ['109:18:04.3', lng],
    ['109° 18′ 04,3″ Đ', lng],
    ['109°18’04,3”', lng],
    ["109° 18' 04.3'' Đ", lng],
    ["109º18'04.3''", lng],
    ['109° 18 04.3', lng],
    ["109°18'04.3", lng],
    ['109độ18phút04,3giây', lng],
    ['109 độ 18 phút 04,3 giây Đông', lng],
    ['13°05\'17,2" vĩ độ Bắc', lat],
    ['Vĩ độ: 13°05′17.2″', lat],
    ["109°18.0717'E", 109 + 18.0717 / 60],
    ['109 18.0717', 109 + 18.0717 / 60],
    ["13°05.2867'B", 13 + 5.2867 / 60],
    ['13°5\'17"B', 13 + 5 / 60 + 17 / 3600],
    // N may be nam, south: of a place in Vietnam only north is possible.
    ['13°5\'17"N', 13 + 5 / 60 + 17 / 3600],
    ['13°5\'17"S', -(13 + 5 / 60 + 17 / 3600)],
    ['13°5\'17" Nam', -(13 + 5 / 60 + 17 / 3600)],
    ['109°18\'04" T', -(109 + 18 / 60 + 4 / 3600)],
    ['13⁰05’17,2’’N', lat],
    ["109o18'04.3''", lng],
    ["'109.3012", 109.3012],
    ['109.3012,', 109.3012],
    ['109°', 109],
    ['1.443.210,5', 1_443_210.5],
    ['587.234,12', 587_234.12],
    ['1 443 210,5', 1_443_210.5],
    ['587 234', 587_234],
    ["1'443'210.5", 1_443_210.5],
    ['1.093012E+02', 109.3012],
    ['0', 0],
  ])('%s', (text, value) => {
    expect(readCoordinate(text)).toBeCloseTo(value, 9);
  });

  test.each([
    '109°60\'04"',
    '109°18\'60"',
    '109 61',
    '13 05 99',
    "109.5°18'",
    '109°18.5\'04"',
    "109'18'04",
    '109?18?04',
    'N13°05\'17"N',
    'chưa có',
    '13.0881, 109.3012',
    '°',
    'N',
    '12-13-14-15',
  ])('%s is no coordinate', (text) => {
    expect(readCoordinate(text)).toBeNaN();
  });

  test('an empty cell has none, a number is itself', () => {
    expect([readCoordinate(null), readCoordinate(''), readCoordinate(' \u00a0'), readCoordinate(109.3)]).toEqual([
      null,
      null,
      null,
      109.3,
    ]);
  });

  const inVietnam = fc.record({
    lng: fc.double({ min: 102, max: 118, noNaN: true }),
    lat: fc.double({ min: 8, max: 24, noNaN: true }),
  });

  /** Degrees, minutes and seconds of a number, as people round them: no minute or second of 60. */
  function partsOf(value: number): readonly [number, number, string] {
    const tenths = Math.round(value * 36_000);
    const [degrees, rest] = [Math.floor(tenths / 36_000), tenths % 36_000];
    return [degrees, Math.floor(rest / 600), ((rest % 600) / 10).toFixed(1)];
  }

  const spellings: readonly ((value: number, axis: 'lng' | 'lat') => string)[] = [
    (value) => value.toFixed(6),
    (value) => value.toFixed(6).replace('.', ','),
    (value, axis) => `${value.toFixed(6)}° ${axis === 'lng' ? 'Đ' : 'B'}`,
  ];
  const inParts: readonly ((d: number, m: number, s: string, axis: 'lng' | 'lat') => string)[] = [
    (d, m, s, axis) => `${d}°${m}'${s}"${axis === 'lng' ? 'E' : 'N'}`,
    (d, m, s, axis) => `${axis === 'lng' ? 'E' : 'N'}${d}°${m}′${s}″`,
    (d, m, s) => `${d} ${m} ${s}`,
    (d, m, s) => `${d}-${m}-${s.replace('.', ',')}`,
    (d, m, s) => `${d}:${m}:${s}`,
    (d, m, s) => `${d}d${m}'${s}''`,
    (d, m, s, axis) => `${d} độ ${m} phút ${s} giây ${axis === 'lng' ? 'Đông' : 'Bắc'}`,
  ];

  test('whatever lies in Vietnam comes back, however it is spelt, alone and in a pair', () => {
    fc.assert(
      fc.property(inVietnam, (place) => {
        const both = [
          ...spellings.map((spell) => [spell(place.lat, 'lat'), spell(place.lng, 'lng'), 1e-6] as const),
          ...inParts.map(
            (spell) => [spell(...partsOf(place.lat), 'lat'), spell(...partsOf(place.lng), 'lng'), 0.06 / 3600] as const,
          ),
        ];
        for (const [ofLat, ofLng, within] of both) {
          expect(Math.abs((readCoordinate(ofLat) ?? 0) - place.lat)).toBeLessThanOrEqual(within);
          expect(Math.abs((readCoordinate(ofLng) ?? 0) - place.lng)).toBeLessThanOrEqual(within);
          for (const [text, turned] of [
            [`${ofLat}; ${ofLng}`, false],
            [`(${ofLng}, ${ofLat})`, true],
            [`${ofLat} ${ofLng}`, false],
          ] as const) {
            const pair = readPair(text);
            expect([text, pair?.turned]).toEqual([text, turned]);
            expect(Math.abs((pair?.position[0] ?? 0) - place.lng)).toBeLessThanOrEqual(within);
            expect(Math.abs((pair?.position[1] ?? 0) - place.lat)).toBeLessThanOrEqual(within);
          }
        }
      }),
    );
  });

  test('no text ends it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readCoordinate(text);
        readPair(text);
      }),
    );
  });
});

describe('two numbers in one cell', () => {
  test.each([
    ['13.0881, 109.3012'],
    ['13.0881,109.3012'],
    ['13,0881; 109,3012'],
    ['13,0881, 109,3012'],
    ['13,0881,109,3012'],
    ['13.0881 109.3012'],
    ['13.0881\t109.3012'],
    ['13.0881\n109.3012'],
    ['13.0881 / 109.3012'],
    ['13.0881 | 109.3012'],
    ['(13.0881, 109.3012)'],
    ['13.0881, 109.3012,'],
    ['[13.0881,109.3012]'],
    ['13.0881, 109.3012, 25.5'],
    ['lat: 13.0881, lng: 109.3012'],
    ['Vĩ độ: 13,0881; Kinh độ: 109,3012'],
    ['13.0881° N, 109.3012° E'],
    ['N13.0881 E109.3012'],
    ['13.0881N109.3012E'],
    ['POINT(109.3012 13.0881)'],
    ['SRID=4326;POINT Z (109.3012 13.0881 5)'],
    ['https://www.google.com/maps/@13.0881,109.3012,15z'],
    ['https://www.google.com/maps?q=13.0881,109.3012'],
    ['https://maps.google.com/?q=loc:13.0881%2C109.3012&z=15'],
    ['https://www.google.com/maps/search/?api=1&query=13.0881,109.3012'],
    ['https://www.google.com/maps/place/Truong+A/@13.1,109.4,17z/data=!3m1!4b1!4m5!3d13.0881!4d109.3012'],
    ['https://www.google.com/maps/place/13.0881,109.3012'],
    ['https://www.openstreetmap.org/?mlat=13.0881&mlon=109.3012#map=15/13.1/109.4'],
    ['https://www.openstreetmap.org/#map=15/13.0881/109.3012'],
    ['geo:13.0881,109.3012'],
  ])('%s', (text) => {
    expect(readPair(text)).toEqual({ position: [109.3012, 13.0881], turned: false });
    expect(looksLikePair(text)).toBe(true);
  });

  test.each([
    ['109.3012, 13.0881', [109.3012, 13.0881]],
    ['109,3012; 13,0881', [109.3012, 13.0881]],
    ['109.3012E 13.0881N', [109.3012, 13.0881]],
    ['POINT(13.0881 109.3012)', [109.3012, 13.0881]],
    ['1443210.5, 587234.12', [587_234.12, 1_443_210.5]],
    ['1.443.210,5; 587.234,12', [587_234.12, 1_443_210.5]],
    ['X = 1443210.5; Y = 587234.12', [587_234.12, 1_443_210.5]],
  ])('%s has the other number first', (text, position) => {
    expect(readPair(text)).toEqual({ position, turned: true });
  });

  test.each([
    ['13°05\'17.2"N 109°18\'04.3"E'],
    ['13°05\'17.2"N, 109°18\'04.3"E'],
    ['13°05\'17.2"N109°18\'04.3"E'],
    ['N13°05\'17.2" E109°18\'04.3"'],
    ['13°05′17,2″B; 109°18′04,3″Đ'],
    ['13 05 17.2 109 18 04.3'],
  ])('%s', (text) => {
    const pair = readPair(text);
    expect(pair?.position[0]).toBeCloseTo(lng, 9);
    expect(pair?.position[1]).toBeCloseTo(lat, 9);
  });

  test('metres with the easting first are as usual; what lies elsewhere has latitude first', () => {
    expect(readPair('587234.12, 1443210.5')).toEqual({ position: [587_234.12, 1_443_210.5], turned: false });
    expect(readPair('587234 1443210')?.position).toEqual([587_234, 1_443_210]);
    expect(readPair('48.85, 2.35')).toEqual({ position: [2.35, 48.85], turned: false });
    expect(readPair('0, 0')?.position).toEqual([0, 0]);
    expect(looksLikePair('48.85, 2.35')).toBe(false);
  });

  test.each([
    '',
    '13.0881',
    'thôn 3, xã An Phú',
    'https://maps.app.goo.gl/abc',
    "13°05'N 14°06'N",
    '31/12/2024',
    "13°61'N 109°18'E",
  ])('"%s" holds no pair', (text) => {
    expect(looksLikePair(text)).toBe(false);
    if (!/\d.*\d.*\d/.test(text) || text.includes('°')) expect(readPair(text)).toBeNull();
  });
});

describe('a decimal point that is lost', () => {
  test.each([
    [[1_093_012, 130_881], true, [109.3012, 13.0881]],
    [[109_301_200, 13_088_100], true, [109.3012, 13.0881]],
    [[109_301_200, 13_088_100], false, [109.3012, 13.0881]],
    [[109.3012, 130_881], true, [109.3012, 13.0881]],
    [[105_123, 91_234], true, [105.123, 9.1234]],
    [[587_234, 1_443_210], true, null],
    [[1_093_012, 130_881], false, null],
    [[587_234.5, 1_443_210.5], true, null],
    [[109.3012, 13.0881], true, null],
    [[0, 0], true, null],
  ] as const)('%j (degrees: %s) is %j', (pair, degrees, likely) => {
    expect(lostPoint(pair, degrees)).toEqual(likely);
  });
});

test('the surveyor’s X is the northing', () => {
  expect(northingFirst([[1_443_210, 587_234]])).toBe(true);
  expect(northingFirst([[587_234, 1_443_210]])).toBe(false);
  expect(northingFirst([[13, 109]])).toBe(false);
});
