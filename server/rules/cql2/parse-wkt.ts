import type { Geometry, Position } from 'geojson';
import { FilterFault, filterLimits } from './expression.ts';
import { Reader } from './reader.ts';
import { tokensOf } from './tokens.ts';

/** Words with which a geometry begins, in lower case. */
export const wktTypes: ReadonlySet<string> = new Set([
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
  'geometrycollection',
]);

/**
 * Reads a geometry of a filter in well-known text where the reader stands; heights are left out. Throws FilterFault, also
 * for more positions than a filter may hold, lines of one position and rings that do not end where they begin.
 */
export function parseWkt(reader: Reader): Geometry {
  const { at } = reader.peek();
  return readWkt(reader, {
    most: filterLimits.positions,
    line: (positions) => longEnough(positions, 2, 'line', at),
    ring: (positions) => closed(positions, at),
  });
}

/**
 * The geometry of a cell in well-known text, a number of a system (`SRID=4326;`) before it passed over; null where it is
 * none. Of any size, and its lines and rings as they are: who takes it in says where one is broken.
 */
export function parseWktText(text: string): Geometry | null {
  const asItIs = (positions: Position[]) => positions;
  try {
    const reader = new Reader(tokensOf(text.replace(/^\s*SRID=\d+;/i, ''), Infinity));
    const geometry = readWkt(reader, { most: Infinity, line: asItIs, ring: asItIs });
    return reader.peek().kind === 'end' ? geometry : null;
  } catch (error) {
    if (error instanceof FilterFault) return null;
    throw error;
  }
}

interface Taking {
  /** How many positions there may be. */
  readonly most: number;
  readonly line: (positions: Position[]) => Position[];
  readonly ring: (positions: Position[]) => Position[];
}

function readWkt(reader: Reader, { most, ...taking }: Taking): Geometry {
  const { at } = reader.peek();
  let read = 0;
  const position = (): Position => {
    read++;
    if (read > most) throw new FilterFault(`A geometry has more than ${most} positions: simplify it.`, at);
    const [x, y] = [reader.number('A coordinate'), reader.number('A coordinate')];
    // A height and a measure, where there are some.
    for (let left = 2; left > 0 && reader.isAtNumber(); left--) reader.number('A height');
    return [x, y];
  };
  const several = <T>(one: () => T): T[] => {
    reader.expect('(');
    const list = [one()];
    while (reader.take(',')) list.push(one());
    reader.expect(')');
    return list;
  };
  const line = () => taking.line(several(position));
  const ring = () => taking.ring(several(position));
  const inBrackets = (): Position => {
    if (!reader.take('(')) return position();
    const inside = position();
    reader.expect(')');
    return inside;
  };
  // POINT Z (...) and POINTZ(...) say what a third and a fourth number are.
  const typeWord = () => {
    const word = reader
      .next()
      .value.toLowerCase()
      .replace(/(?<=point|string|polygon|collection)(zm|z|m)$/, '');
    for (const dimensions of ['zm', 'z', 'm']) if (reader.take(dimensions)) break;
    return word;
  };
  const word = typeWord();
  if (word !== 'geometrycollection') return simple(word);
  // A collection holds no collection.
  return { type: 'GeometryCollection', geometries: several(() => simple(typeWord())) };

  function simple(type: string): Geometry {
    switch (type) {
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
        throw new FilterFault(
          'A geometry is expected: POINT, LINESTRING, POLYGON, MULTI... or a GEOMETRYCOLLECTION of them.',
          at,
        );
    }
  }
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
