import { describe, expect, test } from 'vitest';
import type { Position } from '#contract/common.ts';
import type { Sample } from '#geo/judge-crs.ts';
import { fromWgs84 } from '#geo/transform.ts';
import { findCrs, type CrsSystem } from '#rules/crs/systems.ts';
import { Findings } from '#intake/findings.ts';
import { settleCrs } from '#intake/source-crs.ts';
import { projected, wgs84 } from '#tests/server/rules/crs/projjson.ts';

const places: Position[] = [
  [109.301, 13.084],
  [108.889, 13.449],
  [109.41, 12.92],
];

function systemOf(epsg: number): CrsSystem {
  const system = findCrs(epsg);
  if (!system) throw new Error(`EPSG:${epsg}`);
  return system;
}

/** The places as a file in `epsg` has them; `listed` says whether our list knows the units. */
function samples(epsg: number, listed = false): Sample[] {
  return places.map((place) => ({ position: fromWgs84(systemOf(epsg))(place), listed: listed ? place : null }));
}

function settled(stated: unknown, given: readonly Sample[], wanted: number | null = null, format = 'geojson') {
  const findings = new Findings();
  const { report, transform } = settleCrs(
    { crs: stated, format },
    wanted === null ? null : systemOf(wanted),
    given,
    findings,
  );
  return { report, transform, issues: findings.issues, notes: findings.notes };
}

test.each([
  ['urn:ogc:def:crs:EPSG::32649', 32649],
  [projected({ name: 'WGS_1984_UTM_Zone_49N', datum: wgs84 }), 32649],
  ['urn:ogc:def:crs:EPSG::3857', 3857],
  ['urn:ogc:def:crs:EPSG::4326', 4326],
])('%s is read where it lies, without a word', (stated, epsg) => {
  const { report, transform, issues, notes } = settled(stated, samples(epsg, true));
  expect([issues, notes, report.used]).toEqual([[], [], `EPSG:${epsg}`]);
  const [lng = 0, lat = 0] = transform?.([...(samples(epsg)[0]?.position ?? [])]) ?? [];
  expect([lng, lat].map((value) => Number(value.toFixed(7)))).toEqual(places[0]);
});

describe('another datum than ours', () => {
  test('is named, and none of ours is offered', () => {
    const indian = projected({
      name: 'Indian 1960 / UTM zone 49N',
      datum: 'Indian 1960',
      ellipsoid: ['Everest 1830 (1937 Adjustment)', 6_377_276.345, 300.8017],
    });
    for (const stated of [indian, 'EPSG:3149', 'EPSG:2045']) {
      const { report, transform, issues } = settled(stated, samples(3406, true));
      expect([report.guess, transform]).toEqual([null, null]);
      expect(issues).toMatchObject([{ code: 'unknownCrs' }]);
      expect(issues[0]?.reason.en).toMatch(/Indian 1960|Hanoi 1972/);
      expect(issues[0]?.todo.en).toMatch(/^Convert the file/);
      expect(JSON.stringify(issues)).not.toContain('--crs');
    }
  });

  test('is overruled by --crs, which is noted, as over any other system', () => {
    for (const stated of ['EPSG:3149', 'EPSG:27700', 'EPSG:32649', projected({ datum: wgs84 })]) {
      const { report, notes, issues } = settled(stated, samples(3406, true), 3406);
      expect([issues, report.used]).toEqual([[], 'EPSG:3406']);
      expect(notes).toMatchObject([{ code: 'crsOverruled' }]);
    }
    expect(settled('EPSG:3406', samples(3406, true), 3406).notes).toEqual([]);
    expect(settled(null, samples(3406, true), 3406).notes).toEqual([]);
  });
});

test('an unknown system of a datum of ours is guessed to be of that datum alone', () => {
  const fifty = projected({ name: 'WGS 84 / UTM zone 50N', datum: wgs84, meridian: 117, code: 32650 });
  expect(settled(fifty, samples(3406, true)).report.guess).toBe('EPSG:32649 (WGS 84 / UTM 49N)');
});

test('what parts by a datum asks for either, each with its datum', () => {
  const { report, issues } = settled(projected({ name: 'VN-2000 / UTM zone 49N', datum: wgs84 }), samples(3406, true));
  expect(report.guess).toBe('EPSG:3406 (VN-2000 / UTM 49N), EPSG:32649 (WGS 84 / UTM 49N)');
  expect(issues[0]?.todo.en).toMatch(/if it is VN-2000, .* EPSG:3406; if WGS 84, .* EPSG:32649 \(.*225 m/);
});

test('a name that the parameters do not bear out is noted', () => {
  const { report, notes } = settled(projected({ name: 'VN-2000 / UTM zone 48N', code: 3405 }), samples(3406, true));
  expect(report.used).toBe('EPSG:3406');
  expect(notes).toMatchObject([{ code: 'crsLabelDiffers' }]);
  expect(notes[0]?.reason.vi).toContain('EPSG:3405');
});

test('MapInfo on WGS 84 may be VN-2000, which programs write so there: noted with what it would be then', () => {
  const utm = projected({ datum: wgs84 });
  for (const [stated, epsg, other] of [
    [utm, 32649, 3406],
    ['EPSG:4326', 4326, 4756],
  ] as const) {
    const { report, notes } = settled(stated, samples(epsg, true), null, 'mapinfo-tab');
    expect(report.used).toBe(`EPSG:${epsg}`);
    expect(notes.map(({ code, todo }) => [code, todo.en])).toEqual([
      ['mapinfoDatum', `If the data are VN-2000, import again with --crs EPSG:${other}.`],
    ]);
    expect(settled(stated, samples(epsg, true), epsg, 'mapinfo-mif').notes).toEqual([]);
    expect(settled(stated, samples(epsg, true), null, 'geopackage').notes).toEqual([]);
  }
  expect(settled(projected({}), samples(3406, true), null, 'mapinfo-tab').notes).toEqual([]);
  expect(settled('EPSG:3857', samples(3857, true), null, 'mapinfo-tab').notes).toEqual([]);
});

test('a zone far from its meridian is read where the file says it, and noted', () => {
  for (const [stated, wanted] of [
    ['EPSG:5897', null],
    [null, 5897],
  ] as const) {
    const { report, notes } = settled(stated, samples(5897, true), wanted);
    expect([report.used, notes.map(({ code }) => code)]).toEqual(['EPSG:5897', ['farFromMeridian']]);
  }
  expect(settled('EPSG:9218', samples(9218, true)).notes).toEqual([]);
});

test('metres without a label that fit both data are guessed to be either', () => {
  for (const epsg of [3406, 32649]) {
    const { report, issues } = settled(null, samples(epsg, true));
    expect(report.guess?.split(', ').sort()).toEqual([
      'EPSG:32649 (WGS 84 / UTM 49N)',
      'EPSG:3406 (VN-2000 / UTM 49N)',
    ]);
    expect(issues[0]?.todo.vi).toContain('225 m');
  }
});

test('a guess of another datum than the stated one says so', () => {
  const { issues } = settled('EPSG:4326', samples(9218, true));
  expect(issues).toMatchObject([{ code: 'contradictedCrs' }]);
  expect(issues[0]?.reason.en).toContain('VN-2000 is another datum than WGS 84');
});
