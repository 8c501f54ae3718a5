import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { at, areaOf, between, distance, isInside, nearestOnSegment, type Point } from '../geometry.ts';
import { toMetric } from '../project.ts';

/** What is known of a commune before anything stands in it. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly districtCode: string;
  readonly population: number;
  /** Where the list says that it is: `[east, north]` in metres. */
  readonly listedAt: Point;
  /** Criteria of `xa-ntm` that it does not meet at the last review: each shows in something that it lacks. */
  readonly weak: ReadonlySet<number>;
  /** Whether it is recognised at the advanced level. */
  readonly advanced: boolean;
}

/** A commune as ground to put things on; positions are `[east, north]` in metres. */
export interface Ground extends Place {
  readonly ring: readonly Point[];
  readonly areaM2: number;
}

/** The communes of the demo's boundaries with what is known of them. */
export function readGrounds(topology: Topology, places: readonly Place[]): Ground[] {
  const object = topology.objects['communes'] as GeometryCollection<{ code: string }>;
  const { features } = feature(topology, object) as FeatureCollection<Polygon | MultiPolygon, { code: string }>;
  const rings = new Map(features.map(({ properties, geometry }) => [properties.code, outerRing(geometry)]));
  return places.map((place) => {
    const ring = rings.get(place.code);
    if (!ring) throw new Error(`no boundary of ${place.code}`);
    return { ...place, ring, areaM2: Math.abs(areaOf(ring)) };
  });
}

function outerRing(geometry: Polygon | MultiPolygon): Point[] {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.map((part) => at(part, 0));
  return at(rings, 0)
    .slice(0, -1)
    .map(([lng = 0, lat = 0]: Position) => toMetric([lng, lat]));
}

/** Distance from a position to a ring, in metres. */
export function toBorder(ring: readonly Point[], p: Point): number {
  let least = Infinity;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = at(ring, i);
    const [bx, by] = at(ring, j);
    // A side whose box is farther off than what was found needs no closer look.
    if (Math.max(ax, bx) < p[0] - least || Math.min(ax, bx) > p[0] + least) continue;
    if (Math.max(ay, by) < p[1] - least || Math.min(ay, by) > p[1] + least) continue;
    least = Math.min(least, distance(p, nearestOnSegment(p, [ax, ay], [bx, by])));
  }
  return least;
}

/** Whether a position lies in a commune, at least `marginM` from its border. */
export function liesIn({ ring }: Pick<Ground, 'ring'>, p: Point, marginM = 0): boolean {
  return isInside(ring, p) && (marginM === 0 || toBorder(ring, p) >= marginM);
}

/** Whether a straight line lies in a commune; its ends may touch the border, which is looked at every 15 m at least. */
export function lineLiesIn({ ring }: Pick<Ground, 'ring'>, a: Point, b: Point): boolean {
  const length = distance(a, b);
  // Around a position inside, all is inside as far as the border: near it only, steps are short.
  for (let walked = 0; walked < length;) {
    const p = between(a, b, walked / length);
    if (walked > 0 && !isInside(ring, p)) return false;
    walked += Math.max(15, toBorder(ring, p));
  }
  return true;
}
