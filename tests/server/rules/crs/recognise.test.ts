import { describe, expect, test } from 'vitest';
import { recogniseCrs } from '#rules/crs/recognise.ts';
import { crsSystems } from '#rules/crs/systems.ts';
import { geographic, projected, vn2000, wgs84, type Given } from './projjson.ts';

const published = [-191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278];
const tm3 = { meridian: 108.5, scale: 0.9999 };

/** What PROJ calls a datum that has a shift and no name; a .prj has no signs but "_" in it. */
const withShift = (shift: string) => `Unknown based on WGS84 ellipsoid using towgs84=${shift}`;
const inPrj = (name: string) => name.replace(/[^A-Za-z0-9-]/g, '_');

describe('a name', () => {
  test.each([
    ['EPSG:32649', 32649],
    ['epsg:32647', 32647],
    ['urn:ogc:def:crs:EPSG::32648', 32648],
    ['urn:ogc:def:crs:EPSG:6.9:3406', 3406],
    ['urn:x-ogc:def:crs:EPSG:32648', 32648],
    ['http://www.opengis.net/def/crs/EPSG/0/32648', 32648],
    ['https://www.opengis.net/def/crs/EPSG/9.9.1/9218', 9218],
    ['http://www.opengis.net/gml/srs/epsg.xml#32648', 32648],
    ['http://spatialreference.org/ref/epsg/32648/', 32648],
    ['https://epsg.io/32648', 32648],
    ['32649', 32649],
    ['EPSG:900913', 3857],
    ['urn:ogc:def:crs:EPSG::3857', 3857],
    ['ESRI:102100', 3857],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 4326],
    ['urn:ogc:def:crs:EPSG::4326', 4326],
    ['EPSG:4979', 4326],
    ['WGS 84 / UTM zone 49N', 32649],
    ['WGS_1984_UTM_Zone_48N', 32648],
    ['WGS84 UTM 47N', 32647],
    ['VN-2000 / UTM zone 48N', 3405],
    ['VN2000_UTM_49N', 3406],
    ['VN-2000 / TM-3 108-30', 9218],
    ['VN-2000 / TM-3 zone 482', 5897],
    ['VN2000 KTT 105°45′ múi 3', 9210],
    ['VN-2000 TM3 107.75', 5899],
    ['WGS 84 / Pseudo-Mercator', 3857],
    ['GCS_WGS_1984', 4326],
    ['VN-2000', 4756],
  ])('"%s" is EPSG:%i', (name, epsg) => {
    expect(recogniseCrs(name)).toMatchObject({ kind: 'known', crs: { epsg }, differs: null });
  });

  test.each([
    ['EPSG:3148', 'Indian 1960'],
    ['urn:ogc:def:crs:EPSG::2044', 'Hanoi 1972'],
    ['EPSG:4147', 'Hanoi 1972'],
    ['EPSG:32248', 'WGS 72'],
  ])('%s is on another datum, which is named', (name, datum) => {
    expect(recogniseCrs(name)).toMatchObject({ kind: 'other', fault: { kind: 'datum', said: datum }, likely: [] });
  });

  test.each(['EPSG:27700', 'WGS 84 / UTM zone 48S', 'WGS 84 / UTM zone 50N', 'Amersfoort', 'EPSG:326480'])(
    '%s is none that is taken',
    (name) => {
      expect(recogniseCrs(name)).toMatchObject({ kind: 'other', fault: { kind: 'unknown' }, likely: [] });
    },
  );

  test('every system is known by its code, its URN, its URI and our own name of it', () => {
    for (const { epsg, name } of crsSystems) {
      for (const spelt of [
        `EPSG:${epsg}`,
        `urn:ogc:def:crs:EPSG::${epsg}`,
        `http://www.opengis.net/def/crs/EPSG/0/${epsg}`,
        name,
      ])
        expect([spelt, recogniseCrs(spelt)]).toMatchObject([spelt, { kind: 'known', crs: { epsg } }]);
    }
  });
});

describe('parameters', () => {
  const known: [string, Given, number][] = [
    ['WGS 84 / UTM', { name: 'WGS 84 / UTM zone 49N', datum: wgs84, code: 32649 }, 32649],
    ['WGS 84 / UTM without a code', { datum: wgs84, meridian: 99 }, 32647],
    ['VN-2000 / UTM', { name: 'VN-2000 / UTM zone 49N', code: 3406 }, 3406],
    ['a zone of three degrees without a name', tm3, 9218],
    ['VN-2000 by the shift, whatever the datum is called', { ...tm3, datum: 'unknown', shift: published }, 9218],
    [
      'the shift with rotations the other way',
      { ...tm3, shift: published.map((p, i) => (i > 2 && i < 6 ? -p : p)) },
      9218,
    ],
    [
      'the shift with rotations and scale the other way, as MapInfo has it',
      { ...tm3, shift: published.map((p, i) => (i > 2 ? -p : p)) },
      9218,
    ],
    ['the shift in the name of the datum', { ...tm3, datum: withShift(published.join(',')) }, 9218],
    ['the same of UTM, as a .prj has it', { datum: `D_${inPrj(withShift(published.join(',')))}` }, 3406],
    ['a shift of nothing in the name', { datum: inPrj(withShift('0,0,0,0,0,0,0')) }, 32649],
    ['WGS 84 with a shift of nothing', { datum: wgs84, shift: [0, 0, 0, 0, 0, 0, 0] }, 32649],
    ['GRS 80', { ellipsoid: ['GRS 1980', 6_378_137, 298.257222101] }, 3406],
    ['the datum by the name of the whole alone', { datum: 'unknown', name: 'VN-2000 / UTM zone 49N' }, 3406],
    ['metres by their size', { unit: { name: 'Meter', conversion_factor: 1 } }, 3406],
  ];
  test.each(known)('%s', (_, given, epsg) => {
    expect(recogniseCrs(projected(given))).toMatchObject({ kind: 'known', crs: { epsg }, differs: null });
  });

  test.each([
    ['VN-2000', { name: 'VN-2000', code: 4756 }, 4756],
    ['WGS 84', { name: 'WGS 84', datum: wgs84, code: 4326 }, 4326],
    ['no datum: degrees are WGS 84 by use', { datum: 'unknown' }, 4326],
    ['the shift in the name of the datum', { datum: `D_${inPrj(withShift(published.join(',')))}` }, 4756],
    ['no datum, but a code', { datum: 'unknown', code: 4756 }, 4756],
  ])('degrees: %s', (_, given, epsg) => {
    expect(recogniseCrs(geographic(given))).toMatchObject({ kind: 'known', crs: { epsg }, differs: null });
  });

  const differing: [string, Given, number, string][] = [
    ['a name of another zone', { name: 'VN-2000 / UTM zone 49N', meridian: 105 }, 3405, 'name'],
    ['a name of UTM over a zone of three degrees', { ...tm3, name: 'VN-2000 / UTM zone 49N' }, 9218, 'name'],
    ['a code of another zone', { meridian: 105, code: 3406 }, 3405, 'code'],
    ['a code that is nobody’s', { code: 99_999 }, 3406, 'code'],
    [
      'the shift that older programs have',
      { shift: [-192.873, -39.382, -111.202, -0.00205, -0.0005, 0.00335, 0.0188] },
      3406,
      'shift',
    ],
    [
      'the same in the name of the datum, some of it without a fraction',
      { datum: inPrj(withShift('-192.873,-39.382,-111.202,0,-0.0005,0.00335,0.0188')) },
      3406,
      'shift',
    ],
    ['the shift of three numbers in a name', { datum: inPrj(withShift('-192,-39.3,-111')) }, 3406, 'shift'],
    ['the shift without rotations', { shift: [-191.9, -39.3, -111.5, 0, 0, 0, 0] }, 3406, 'shift'],
    ['Vietnam’s shift on a datum called WGS 84', { datum: wgs84, shift: published }, 3406, 'name'],
  ];
  test.each(differing)('%s: the parameters decide, and it is told', (_, given, epsg, what) => {
    expect(recogniseCrs(projected(given))).toMatchObject({ kind: 'known', crs: { epsg }, differs: { what } });
  });

  const other: [string, Given, string, number[]][] = [
    ['a name of VN-2000 on WGS 84', { name: 'VN-2000 / UTM zone 49N', datum: wgs84 }, 'parted', [3406, 32649]],
    ['a name of WGS 84 on VN-2000', { name: 'WGS_1984_UTM_Zone_49N' }, 'parted', [3406, 32649]],
    ['a base called VN-2000 on WGS 84', { ...tm3, base: 'VN-2000', datum: wgs84 }, 'parted', [9218]],
    ['a code of the other datum', { code: 32649 }, 'parted', [3406, 32649]],
    ['a code of an old datum', { code: 3149 }, 'parted', [3406, 32649]],
    ['UTM without a datum', { datum: 'Unknown based on WGS 84 ellipsoid' }, 'datumUnsaid', [3406, 32649]],
    ['a zone of VN-2000 on WGS 84', { ...tm3, datum: wgs84 }, 'zoneOfOther', [9218]],
    ['VN-2000 without a shift', { shift: [0, 0, 0, 0, 0, 0, 0] }, 'shift', [3406, 32649]],
    ['the shift with all signs turned', { shift: published.map((value) => -value) }, 'shift', [3406, 32649]],
    [
      'another shift in the name of the datum',
      { datum: inPrj(withShift('198,881,317,0,0,0,0')) },
      'shift',
      [3406, 32649],
    ],
    ['a shift in a name that is cut', { datum: inPrj(withShift('-191.9,-39')) }, 'shift', [3406, 32649]],
    ['feet', { unit: { name: 'US survey foot', conversion_factor: 0.3048006 } }, 'unit', []],
    [
      'kilometres, with a code',
      { unit: { name: 'kilometre', conversion_factor: 1000 }, easting: 500, code: 3406 },
      'unit',
      [],
    ],
    ['another ellipsoid', { ellipsoid: ['Krassowsky 1940', 6_378_245, 298.3] }, 'datum', []],
    ['Paris', { prime: { name: 'Paris', longitude: 2.33722917 } }, 'datum', []],
    ['an old datum', { datum: 'Indian 1960', ellipsoid: ['Everest', 6_377_276.345, 300.8017] }, 'datum', []],
    ['another scale than that of its code', { scale: 0.9999, code: 3406 }, 'parameters', []],
    ['no easting on the meridian', { ...tm3, easting: 0, name: 'VN-2000 / TM-3 108-30' }, 'parameters', []],
    ['another latitude of origin', { latitude: 10, code: 3406 }, 'parameters', []],
    ['a zone that Vietnam does not have', { datum: wgs84, meridian: 117 }, 'unknown', []],
  ];
  test.each(other)('%s is not read by its label', (_, given, kind, likely) => {
    expect(recogniseCrs(projected(given))).toMatchObject({
      kind: 'other',
      fault: { kind },
      likely: likely.map((epsg) => ({ epsg })),
    });
  });

  test('degrees that are named after one datum and stand on the other are not read', () => {
    expect(recogniseCrs(geographic({ name: 'VN-2000', datum: wgs84 }))).toMatchObject({
      kind: 'other',
      likely: [{ epsg: 4756 }, { epsg: 4326 }],
    });
    expect(recogniseCrs(geographic({ unit: { name: 'grad', conversion_factor: 0.0157 } }))).toMatchObject({
      fault: { kind: 'unit', said: 'grad' },
    });
  });

  test('web mercator is known by its method, or by Mercator on a sphere, not by its name', () => {
    const mercator = (method: string, flattening: number, name = 'Google') => ({
      type: 'ProjectedCRS',
      name,
      base_crs: {
        name: 'x',
        datum: { name: 'x', ellipsoid: { semi_major_axis: 6_378_137, inverse_flattening: flattening } },
      },
      conversion: { method: { name: method }, parameters: [{ name: 'Longitude of natural origin', value: 0 }] },
    });
    expect(recogniseCrs(mercator('Popular Visualisation Pseudo Mercator', 298.257223563))).toMatchObject({
      crs: { epsg: 3857 },
    });
    expect(recogniseCrs(mercator('Mercator (variant A)', 0))).toMatchObject({ crs: { epsg: 3857 } });
    expect(recogniseCrs(mercator('Mercator (variant A)', 298.257223563, 'WGS_1984_Web_Mercator')).kind).toBe('other');
  });

  test('heights are left out, and a drawing states nothing', () => {
    expect(recogniseCrs({ type: 'CompoundCRS', components: [projected({ datum: vn2000 }), {}] })).toMatchObject({
      crs: { epsg: 3406 },
    });
    expect(recogniseCrs({ type: 'EngineeringCRS', name: 'x' })).toEqual({ kind: 'none' });
    expect(recogniseCrs(null)).toEqual({ kind: 'none' });
  });
});
