import { expect, test } from 'vitest';
import { findCrs, onDatum } from '#rules/crs/systems.ts';

test('all systems of the provinces are known', () => {
  const wanted = [4326, 4756, 3405, 3406, 5896, 5897, 5898, 5899, 32647, 32648, 32649];
  for (let epsg = 9205; epsg <= 9218; epsg++) wanted.push(epsg);
  expect(wanted.filter((epsg) => findCrs(epsg) === null)).toEqual([]);
  expect(findCrs(27700)).toBeNull();
  expect(findCrs(9218)?.name).toBe('VN-2000 / TM-3 108°30′');
});

test('a projection is found on the other datum, where that has it', () => {
  const other = (epsg: number, datum: 'WGS 84' | 'VN-2000') => {
    const system = findCrs(epsg);
    return system && onDatum(system, datum)?.epsg;
  };
  expect(other(3406, 'WGS 84')).toBe(32649);
  expect(other(32648, 'VN-2000')).toBe(3405);
  expect(other(4326, 'VN-2000')).toBe(4756);
  expect(other(3406, 'VN-2000')).toBe(3406);
  expect([other(32647, 'VN-2000'), other(9218, 'WGS 84'), other(3857, 'VN-2000')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
