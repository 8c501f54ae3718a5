import type { MultiPolygon, Position } from 'geojson';

/**
 * Polygons whose positions stand one after the other, x before y: of millions of them none is an object. In shared memory they
 * go from thread to thread without a copy.
 */
export interface PackedPolygons {
  readonly coordinates: Float64Array;
  /** Of each polygon the ends of its rings, counted in positions from the beginning of `coordinates`. */
  readonly polygons: readonly (readonly number[])[];
}

/** A place for so many positions that threads share. */
export function sharedPositions(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(16 * count));
}

/** Polygons packed, heights left out; a coordinate that is missing is no number. */
export function packPolygons(polygons: readonly (readonly (readonly Position[])[])[]): PackedPolygons {
  const count = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  const coordinates = sharedPositions(count);
  let at = 0;
  const ends = polygons.map((rings) =>
    rings.map((ring) => {
      for (const [x = Number.NaN, y = Number.NaN] of ring) {
        coordinates[at++] = x;
        coordinates[at++] = y;
      }
      return at / 2;
    }),
  );
  return { coordinates, polygons: ends };
}

/** Calls for each ring, with the positions where it begins and ends. */
export function eachRing(
  { polygons }: PackedPolygons,
  call: (from: number, to: number, isHole: boolean, polygon: number) => void,
): void {
  let from = 0;
  polygons.forEach((ends, polygon) =>
    ends.forEach((to, ring) => {
      call(from, to, ring > 0, polygon);
      from = to;
    }),
  );
}

/** The same as GeoJSON has them. */
export function asMultiPolygon(packed: PackedPolygons): MultiPolygon {
  const { coordinates, polygons } = packed;
  const rings: Position[][][] = polygons.map(() => []);
  eachRing(packed, (from, to, _, polygon) => {
    const ring: Position[] = [];
    for (let at = from; at < to; at++) ring.push([coordinates[2 * at] ?? 0, coordinates[2 * at + 1] ?? 0]);
    rings[polygon]?.push(ring);
  });
  return { type: 'MultiPolygon', coordinates: rings };
}
