import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCsv, readOutline, readUnits } from '#data/demo/make/read-units.ts';

const file = new URL('../../../data/admin-units/admin-units.csv', import.meta.url);
const units = readUnits(file);

test('there are 83 xã, 21 phường and 6 thị trấn in 9 districts, each code once', () => {
  const count = (kind: string): number => units.filter((unit) => unit.kind === kind).length;
  expect([count('Xã'), count('Phường'), count('Thị trấn')]).toEqual([83, 21, 6]);
  expect(new Set(units.map((unit) => unit.code)).size).toBe(110);
  expect(new Set(units.map((unit) => `${unit.districtCode} ${unit.districtName}`)).size).toBe(9);
  expect(units.filter((unit) => !/^\d{5}$/.test(unit.code) || !/^\d{3}$/.test(unit.districtCode))).toEqual([]);
});

test('text is in Unicode NFC', () => {
  const text = readFileSync(file, 'utf8');
  expect(text === text.normalize('NFC')).toBe(true);
});

test('neighbours are not listed: they are computed from boundaries', () => {
  expect(Object.keys(readCsv(file)[0] ?? {})).toEqual([
    'code',
    'name',
    'kind',
    'district_code',
    'district_name',
    'lng',
    'lat',
    'area_km2',
    'population_2019',
  ]);
});

test('areas are positive and add up to 5,032 km2; points lie in the province', () => {
  expect(Math.min(...units.map((unit) => unit.areaKm2))).toBeGreaterThan(0);
  expect(units.reduce((sum, unit) => sum + unit.areaKm2, 0)).toBeCloseTo(5032, 0);
  const strays = units.filter(({ listedAt: [lng, lat] }) => !(lng > 108.6 && lng < 109.5 && lat > 12.7 && lat < 13.75));
  expect(strays).toEqual([]);
});

test('the outline is an open counter-clockwise ring', () => {
  const ring = readOutline(new URL('../../../data/admin-units/province-outline.csv', import.meta.url));
  expect(ring.length).toBe(130);
  expect(ring[0]).not.toEqual(ring.at(-1));
});
