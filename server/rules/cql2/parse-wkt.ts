import type { Geometry, Position } from 'geojson';
import { FilterFault, filterLimits } from './expression.ts';
import type { Token } from './tokens.ts';

/** What reading a geometry asks of the reader of a text. */
interface Source {
  peek(): Token;
  next(): Token;
  take(value: string): boolean;
  expect(value: string): void;
  number(wanted: string): number;
}

/** Words with which a geometry begins, in lower case. */
export const wktTypes: ReadonlySet<string> = new Set([
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
]);

/** Reads a geometry in well-known text where the reader stands; heights are left out. Throws FilterFault. */
export function parseWkt(source: Source): Geometry {
  const { at } = source.peek();
  let positions = 0;
  const position = (): Position => {
    positions++;
    if (positions > filterLimits.positions) {
      throw new FilterFault(`A geometry has more than ${filterLimits.positions} positions: simplify it.`, at);
    }
    const [x, y] = [source.number('A coordinate'), source.number('A coordinate')];
    // A height, where there is one.
    const { kind, value } = source.peek();
    if (kind === 'number' || (kind === 'sign' && (value === '-' || value === '+'))) source.number('A height');
    return [x, y];
  };
  const several = <T>(read: () => T): T[] => {
    source.expect('(');
    const list = [read()];
    while (source.take(',')) list.push(read());
    source.expect(')');
    return list;
  };
  const line = () => longEnough(several(position), 2, 'line', at);
  const ring = () => closed(several(position), at);
  const inBrackets = (): Position => {
    if (!source.take('(')) return position();
    const inside = position();
    source.expect(')');
    return inside;
  };
  const geometry = (): Geometry => {
    const word = source.next().value.toLowerCase();
    source.take('z');
    switch (word) {
      case 'point':
        return { type: 'Point', coordinates: one(several(position), at) };
      case 'linestring':
        return { type: 'LineString', coordinates: line() };
      case 'polygon':
        return { type: 'Polygon', coordinates: several(ring) };
      case 'multipoint':
        return { type: 'MultiPoint', coordinates: several(inBrackets) };
      case 'multilinestring':
        return { type: 'MultiLineString', coordinates: several(line) };
      case 'multipolygon':
        return { type: 'MultiPolygon', coordinates: several(() => several(ring)) };
      default:
        throw new FilterFault('A geometry is expected: POINT, LINESTRING, POLYGON or MULTI... of them.', at);
    }
  };
  return geometry();
}

function one(positions: readonly Position[], at: number): Position {
  const [first] = positions;
  if (first === undefined || positions.length !== 1) throw new FilterFault('A POINT has one position.', at);
  return first;
}

/** A line with so many positions; throws FilterFault where there are fewer. */
export function longEnough(positions: Position[], least: number, what: string, at: number | null): Position[] {
  if (positions.length < least) throw new FilterFault(`A ${what} has at least ${least} positions.`, at);
  return positions;
}

/** A ring that ends where it begins; throws FilterFault where it does not. */
export function closed(positions: Position[], at: number | null): Position[] {
  const [first, last] = [positions[0], positions.at(-1)];
  if (positions.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    throw new FilterFault('A ring of a polygon has at least 4 positions and ends where it begins.', at);
  }
  return positions;
}
