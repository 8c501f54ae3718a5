import type { LineString, Point, Polygon, Position } from 'geojson';
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

/**
 * The rectangle of `west, south, east, north`, or of six numbers with heights, which are left out. One without area is the
 * line or the point that it is: of a polygon without area a database finds only now and then what it meets.
 */
export function boxGeometry(numbers: readonly number[], at: number | null): Polygon | LineString | Point {
  const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((index) => numbers[index]) : numbers;
  if (
    (numbers.length !== 4 && numbers.length !== 6) ||
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined ||
    south > north ||
    west > east
  ) {
    throw new FilterFault('A BBOX is west, south, east, north, with the smaller ones first.', at);
  }
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] };
  const diagonal: Position[] = [
    [west, south],
    [east, north],
  ];
  if (west === east || south === north) return { type: 'LineString', coordinates: diagonal };
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}
