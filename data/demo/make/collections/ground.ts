import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { at, areaOf, between, isInside, type Point } from '../geometry.ts';
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

/** Distance from a position to a ring, in metres. Asked millions of times, so it makes no arrays of its own. */
export function toBorder(ring: readonly Point[], [x, y]: Point): number {
  let least = Infinity;
  let [ax, ay] = at(ring, ring.length - 1);
  for (const [bx, by] of ring) {
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    const [ox, oy] = [ax + dx * t - x, ay + dy * t - y];
    least = Math.min(least, ox * ox + oy * oy);
    ax = bx;
    ay = by;
  }
  return Math.sqrt(least);
}

/** Whether a position lies in a commune, at least `marginM` from its border. */
export function liesIn({ ring }: Pick<Ground, 'ring'>, p: Point, marginM = 0): boolean {
  return isInside(ring, p) && (marginM === 0 || toBorder(ring, p) >= marginM);
}

/** Whether a straight line lies in a commune; its ends may touch the border. */
export function lineLiesIn({ ring }: Pick<Ground, 'ring'>, a: Point, b: Point): boolean {
  // A little shorter, so that an end on the border crosses nothing.
  const [ax, ay] = between(a, b, 0.001);
  const [bx, by] = between(a, b, 0.999);
  if (!isInside(ring, between(a, b, 0.5))) return false;
  const [west, east] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [south, north] = [Math.min(ay, by), Math.max(ay, by)];
  const side = (px: number, py: number) => (bx - ax) * (py - ay) - (by - ay) * (px - ax);
  let [px, py] = at(ring, ring.length - 1);
  for (const [qx, qy] of ring) {
    const apart =
      (px < west && qx < west) || (px > east && qx > east) || (py < south && qy < south) || (py > north && qy > north);
    if (!apart && side(px, py) > 0 !== side(qx, qy) > 0) {
      const other = (x: number, y: number) => (qx - px) * (y - py) - (qy - py) * (x - px);
      if (other(ax, ay) > 0 !== other(bx, by) > 0) return false;
    }
    px = qx;
    py = qy;
  }
  return true;
}
