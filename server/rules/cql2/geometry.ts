import { FilterFault } from './expression.ts';

/** Farther than this a search for what is near is a search for everything. */
const farthestM = 500_000;
const unitsInM: Readonly<Record<string, number>> = {
  m: 1,
  meter: 1,
  meters: 1,
  metre: 1,
  metres: 1,
  km: 1000,
  kilometer: 1000,
  kilometers: 1000,
  kilometre: 1000,
  kilometres: 1000,
};

/** A distance in metres; throws FilterFault for an unknown unit, a negative distance or one over 500 km. */
export function metresOf(distance: number, unit: string, at: number | null): number {
  const inM = Object.hasOwn(unitsInM, unit.toLowerCase()) ? unitsInM[unit.toLowerCase()] : undefined;
  if (inM === undefined) throw new FilterFault('A distance is in m or km.', at);
  const metres = distance * inM;
  if (!(metres >= 0 && metres <= farthestM)) {
    throw new FilterFault(`A distance lies between 0 and ${farthestM / 1000} km.`, at);
  }
  return metres;
}

/** The corners of a box: four numbers, or six with heights, which are left out; throws FilterFault for any other number of them. */
export function boxOf(numbers: readonly number[], at: number | null): [number, number, number, number] {
  const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((index) => numbers[index]) : numbers;
  if (
    (numbers.length !== 4 && numbers.length !== 6) ||
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined
  ) {
    throw new FilterFault('A BBOX is west, south, east, north: four numbers, or six with heights.', at);
  }
  return [west, south, east, north];
}
