import type { Geometry } from 'geojson';
import type { Expression, Place } from '#rules/cql2/expression.ts';
import { writeCql2Text } from '#rules/cql2/write-text.ts';

/** A place on the map inside which things are looked for. */
export interface Zone {
  /** CQL2 condition that a feature lies in it. */
  readonly filter: string;
  /** What is drawn of it. */
  readonly geometry: Geometry;
}

/** A geometry that a filter can hold: a collection of them goes in one by one. */
export type Simple = Exclude<Geometry, { type: 'GeometryCollection' }>;

/** The condition that a feature touches a geometry. */
export function insideFilter(geometry: Simple): string {
  return conditionOf({ kind: 'spatial', op: 's_intersects', left: own, right: placeOf(geometry) });
}

/** The condition that a feature lies no farther from a geometry than so many metres, along the ground. */
export function nearFilter(geometry: Simple, metres: number): string {
  return conditionOf({ kind: 'near', left: own, right: placeOf(geometry), metres });
}

/** The condition that a feature touches the frame west, south, east, north. */
export function frameFilter(bbox: readonly [number, number, number, number]): string {
  return conditionOf({ kind: 'spatial', op: 's_intersects', left: own, right: { kind: 'box', box: bbox, at: null } });
}

const own: Place = { kind: 'property', name: 'geometry', at: null };

function placeOf(geometry: Simple): Place {
  return { kind: 'geometry', geometry, at: null };
}

/** Five decimals are about a metre. */
function conditionOf(condition: Expression): string {
  return writeCql2Text(condition, 5);
}

/** A point from `longitude, latitude` as people copy them: with comma, semicolon or space, in either order where only one makes sense here. */
export function readPosition(text: string): [number, number] | null {
  const parts = text.trim().split(/\s*[,;\s]\s*/);
  const [first, second] = parts.map((part) => (/^-?\d{1,3}(\.\d{1,12})?$/.test(part) ? Number(part) : NaN));
  if (parts.length !== 2 || first === undefined || second === undefined) return null;
  if (Number.isNaN(first) || Number.isNaN(second)) return null;
  // Vietnam lies between 102 and 118 degrees east: a first number below 30 is a latitude.
  const [lng, lat] = Math.abs(first) < 30 && Math.abs(second) > 90 ? [second, first] : [first, second];
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? [lng, lat] : null;
}
