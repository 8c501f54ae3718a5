import { expect, test } from 'vitest';
import { downloadsOf, typesOf, type FileCrs, type Taken } from '#client/lib/collections/downloads.ts';

const schools = { id: 'schools' };
function query(format: string, taken: Partial<Taken>, crs: FileCrs = 'EPSG:4326'): Record<string, string> {
  const file = downloadsOf(schools, { filter: '', at: null, ...taken }, crs).find(({ href }) =>
    href.includes(`format=${format}`),
  );
  return Object.fromEntries(new URL(file?.href ?? '', 'http://portal').searchParams);
}

test('a file holds what the screen shows: its filter and its day', () => {
  expect(query('csv', {})).toEqual({ format: 'csv' });
  expect(query('csv', { filter: "level = 'primary'" })).toEqual({ format: 'csv', filter: "level = 'primary'" });
  expect(query('csv', { at: '2021-06-30' })).toEqual({ format: 'csv', datetime: '2021-06-30' });
});

test('a file is in the chosen coordinate system, but KML, which has one only', () => {
  expect(query('gpkg', {}, 'EPSG:9218')).toEqual({ format: 'gpkg', crs: 'EPSG:9218' });
  expect(query('kml', {}, 'EPSG:9218')).toEqual({ format: 'kml' });
});

test('files end as their programs expect', () => {
  const names = downloadsOf(schools, { filter: '', at: null }, 'EPSG:4326').map(({ file }) => file);
  expect(names).toContain('schools.geojson');
  expect(names).toContain('schools.zip');
});

test('files of mixed geometries can be taken by type, where there are several types', () => {
  const works = { id: 'works' };
  const counts = (points: number, lines: number, areas: number) =>
    new Map(Object.entries({ 'works.points': points, 'works.lines': lines, 'works.areas': areas }));
  const ids = (...found: [number, number, number]) => typesOf(works, counts(...found)).map(({ id }) => id);
  expect(ids(3, 2, 1)).toEqual(['works', 'works.points', 'works.lines', 'works.areas']);
  expect(ids(3, 0, 1)).toEqual(['works', 'works.points', 'works.areas']);
  expect(ids(3, 0, 0)).toEqual([]);
  expect(typesOf(works)).toEqual([]);
  const [file] = downloadsOf({ id: 'works.points' }, { filter: '', at: null }, 'EPSG:4326');
  expect([file?.href, file?.file]).toEqual([
    '/api/collections/works.points/export?format=geojson',
    'works-points.geojson',
  ]);
});
