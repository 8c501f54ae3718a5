import type { Geometry, LineString, Point, Polygon, Position } from 'geojson';
import { mapPositions, type Box } from './geometries.ts';

/** A coordinate system in which places are written, each in its own order of axes. */
export interface PlaceCrs {
  readonly toWgs84: (position: readonly number[]) => Position;
  readonly kind: 'geographic' | 'projected';
  /** Whether latitude comes first. */
  readonly northFirst: boolean;
  /** Whether its degrees are those of WGS 84, so that its straight lines are. */
  readonly wgs84: boolean;
  /** Decimals that mean about a millimetre. */
  readonly decimals: number;
}

/** Why a box is none: a corner lies on no place of the earth, or its edges are the wrong way round. */
export type BoxFault = 'offEarth' | 'upsideDown' | 'backwards';

/**
 * A box of a coordinate system in WGS 84, as what lies in it by its own system. In degrees the first longitude may be over
 * the second: the box crosses the 180th meridian and is two. A box of another system reaches half of its last shown decimal
 * farther, so that what is shown to lie on its edge is inside.
 */
export function boxInWgs84(box: Box, crs: PlaceCrs): Geometry | BoxFault {
  const [west, south, east, north] = crs.northFirst ? ([box[1], box[0], box[3], box[2]] as const) : box;
  const own = ([x = 0, y = 0]: Position): Position => (crs.northFirst ? [y, x] : [x, y]);
  const corners = [own([west, south]), own([east, north])];
  if (!corners.every((corner) => isOnEarth(crs.kind === 'geographic' ? own(corner) : crs.toWgs84(corner)))) {
    return 'offEarth';
  }
  if (south > north) return 'upsideDown';
  if (west > east && crs.kind === 'projected') return 'backwards';
  const parts: Box[] =
    west > east
      ? [
          [west, south, 180, north],
          [-180, south, east, north],
        ]
      : [[west, south, east, north]];
  const reach = crs.wgs84 ? 0 : 0.5 * 10 ** -crs.decimals;
  const shapes = parts.map(([left, low, right, high]) =>
    inWgs84(mapPositions(rectangle([left - reach, low - reach, right + reach, high + reach]), own), crs),
  );
  const [first, second] = shapes;
  if (first === undefined || second === undefined) return first ?? 'offEarth';
  return first.type === 'Polygon' && second.type === 'Polygon'
    ? { type: 'MultiPolygon', coordinates: [first.coordinates, second.coordinates] }
    : { type: 'GeometryCollection', geometries: [first, second] };
}

/** Whether a position [lng, lat] lies on the earth. */
export function isOnEarth([lng = Number.NaN, lat = Number.NaN]: Position): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
}

/**
 * The rectangle of two corners. One without area is the line or the point that it is: of a polygon without area a database
 * finds only now and then what it meets.
 */
function rectangle([west, south, east, north]: Box): Polygon | LineString | Point {
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] };
  const diagonal = [
    [west, south],
    [east, north],
  ];
  if (west === east || south === north) return { type: 'LineString', coordinates: diagonal };
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

/** Degrees (0.1 mm) within which a line of another system is straight in WGS 84. */
const straight = 1e-9;
/** Most positions of a geometry whose lines are bent: a side of a box of two degrees takes some 600. */
const mostPositions = 8192;

/** A geometry of a coordinate system in WGS 84: its straight lines are bent there, within 0.1 mm. */
export function inWgs84(geometry: Geometry, { toWgs84, wgs84 }: Pick<PlaceCrs, 'toWgs84' | 'wgs84'>): Geometry {
  if (wgs84) return mapPositions(geometry, toWgs84);
  let positions = 0;
  mapPositions(geometry, (position) => {
    positions++;
    return position;
  });
  const deepest = Math.floor(Math.log2(mostPositions / positions));
  return mapLines(geometry, toWgs84, (line) => bent(line, toWgs84, deepest));
}

type Place = (position: readonly number[]) => Position;

function mapLines(geometry: Geometry, place: Place, line: (positions: Position[]) => Position[]): Geometry {
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return mapPositions(geometry, place);
    case 'LineString':
      return { ...geometry, coordinates: line(geometry.coordinates) };
    case 'Polygon':
    case 'MultiLineString':
      return { ...geometry, coordinates: geometry.coordinates.map(line) };
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(line)) };
    case 'GeometryCollection':
      return { ...geometry, geometries: geometry.geometries.map((part) => mapLines(part, place, line)) };
  }
}

function bent(line: readonly Position[], place: Place, deepest: number): Position[] {
  const [first = []] = line;
  return [place(first), ...line.slice(1).flatMap((to, index) => onTheWay(line[index] ?? to, to, place, deepest))];
}

/** Positions after the first of a straight way, as many as its bends in WGS 84 take. */
function onTheWay(from: Position, to: Position, place: Place, deepest: number): Position[] {
  const end = place(to);
  if (deepest <= 0) return [end];
  const start = place(from);
  // Two places: a bend to one side and back may have its middle where a straight line has.
  const isStraight = [0.5, 0.3].every((share) =>
    [0, 1].every((axis) => {
      const along = (way: readonly [Position, Position]) =>
        (way[0][axis] ?? 0) + ((way[1][axis] ?? 0) - (way[0][axis] ?? 0)) * share;
      const [x, y] = [0, 1].map((own) => (from[own] ?? 0) + ((to[own] ?? 0) - (from[own] ?? 0)) * share);
      return Math.abs((place([x ?? 0, y ?? 0])[axis] ?? 0) - along([start, end])) < straight;
    }),
  );
  if (isStraight) return [end];
  const middle = [0, 1].map((axis) => ((from[axis] ?? 0) + (to[axis] ?? 0)) / 2);
  return [...onTheWay(from, middle, place, deepest - 1), ...onTheWay(middle, to, place, deepest - 1)];
}
