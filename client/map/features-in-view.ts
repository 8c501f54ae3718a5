import type { Map as MapLibreMap } from 'maplibre-gl';
import type { CollectionInfo } from '#contract/features.ts';
import { isWhole, layersThere, textOf, type DrawnCollection, type FeatureHit } from './drawn-collection.ts';
import { positionsOf } from './positions.ts';

/** Pixels of the map. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The part of the map that nothing covers, in pixels. */
export interface ClearPart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A feature that is drawn, and where. */
export interface FeatureInView extends FeatureHit {
  readonly id: string;
  readonly spot: Spot;
}

/** What can be walked over, and what would have to be looked at from nearer. */
export interface InView {
  /** Each once, from west to east. */
  readonly features: readonly FeatureInView[];
  /** Collections of which the map shows places that stand for many, or nothing yet at this scale. */
  readonly gathered: readonly CollectionInfo[];
  /** Whether these are all that there are within the part: only then is their number worth saying. */
  readonly whole: boolean;
}

/** Features of the collections that are drawn within a part. */
export function featuresInView(map: MapLibreMap, collections: readonly DrawnCollection[], part: ClearPart): InView {
  const found = new Map<string, FeatureInView>();
  const gathered: CollectionInfo[] = [];
  for (const { info } of collections) {
    if (map.getZoom() < info.minZoom || hasCells(map, info.id, part)) gathered.push(info);
    for (const drawn of rendered(map, layersThere(map, info.id, ['dot', 'line', 'fill']))) {
      const id = textOf(drawn.properties['id']);
      const key = `${info.id}/${id ?? ''}`;
      // Tiles and pieces repeat a feature; its geometry is worked out only when asked for.
      if (id === null || found.has(key)) continue;
      const spot = spotOf(map, drawn.geometry, part);
      const title = textOf(drawn.properties[info.titleProperty]);
      if (spot !== null) found.set(key, { collection: info.id, id, title, count: 1, spot });
    }
  }
  const whole = gathered.length === 0 && collections.every(({ info }) => isWhole(map, info));
  return { features: [...found.values()].sort(fromWest), gathered, whole };
}

/** The place `steps` after a feature in the order of the view, round and round; the first or the last where it is not there. */
export function stepFrom(
  features: readonly FeatureInView[],
  from: Pick<FeatureHit, 'collection' | 'id'> | null,
  steps: 1 | -1,
): number | null {
  if (features.length === 0) return null;
  const at = features.findIndex(({ collection, id }) => collection === from?.collection && id === from.id);
  if (at === -1) return steps === 1 ? 0 : features.length - 1;
  return (at + steps + features.length) % features.length;
}

/** The middle one of the positions within a part; null where none is. */
export function middleWithin<Place extends Spot>(spots: readonly Place[], part: ClearPart): Place | null {
  const inside = spots.filter(({ x, y }) => x >= part.left && x <= part.right && y >= part.top && y <= part.bottom);
  return inside[Math.floor(inside.length / 2)] ?? null;
}

function fromWest(a: FeatureInView, b: FeatureInView): number {
  return a.spot.x - b.spot.x || a.spot.y - b.spot.y || (a.id < b.id ? -1 : 1);
}

function rendered(map: MapLibreMap, layers: string[]) {
  return layers.length === 0 ? [] : map.queryRenderedFeatures({ layers });
}

function hasCells(map: MapLibreMap, id: string, part: ClearPart): boolean {
  const cells = rendered(map, layersThere(map, id, ['cell']));
  return cells.some(({ geometry }) => spotOf(map, geometry, part) !== null);
}

function spotOf(map: MapLibreMap, geometry: GeoJSON.Geometry, part: ClearPart): Spot | null {
  const spots = positionsOf(geometry).map((position) => map.project(position));
  return middleWithin(spots, part);
}
