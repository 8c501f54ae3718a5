import { expect, test } from 'vitest';
import { findCrs } from '#rules/crs/systems.ts';

test('all systems of the provinces are known', () => {
  const wanted = [4326, 4756, 3405, 3406, 5896, 5897, 5898, 5899];
  for (let epsg = 9205; epsg <= 9218; epsg++) wanted.push(epsg);
  expect(wanted.filter((epsg) => findCrs(epsg) === null)).toEqual([]);
  expect(findCrs(27700)).toBeNull();
  expect(findCrs(9218)?.name).toBe('VN-2000 / TM-3 108°30′');
});
