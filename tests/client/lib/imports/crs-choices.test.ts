import { expect, test } from 'vitest';
import { crsChoices } from '#client/lib/imports/crs-choices.ts';

test('offers WGS 84 with its UTM zones and every VN-2000 system of the programme, each once', () => {
  const zones = [5896, 5897, 5898, 5899, ...Array.from({ length: 14 }, (_, index) => 9205 + index)];
  const wanted = [4326, 4756, 3405, 3406, 32647, 32648, 32649, ...zones].map((id) => `EPSG:${id}`);
  expect(crsChoices.map(({ id }) => id).sort()).toEqual(wanted.sort());
});

test('names Phú Yên in its zone, and no province twice', () => {
  expect(crsChoices.find(({ id }) => id === 'EPSG:9218')?.provinces).toContain('Phú Yên');
  const provinces = crsChoices.flatMap((choice) => choice.provinces?.split(', ') ?? []);
  expect(new Set(provinces).size).toBe(provinces.length);
});
