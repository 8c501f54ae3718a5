import type { CollectionInfo } from '#contract/features.ts';
import type { Map as MapLibreMap, PointLike } from 'maplibre-gl';
import type { Looks } from './looks.ts';

/** A collection on the map. */
export interface DrawnCollection {
  readonly info: CollectionInfo;
  readonly looks: Looks;
  /** Percent. */
  readonly opacity: number;
  /** CQL2 text; null shows everything. */
  readonly filter: string | null;
}

/** What the map shows of a collection within its frame. */
export interface Seen {
  /** `far`: its tiles begin at a larger scale; `failed`: no tiles came. */
  readonly state: 'drawn' | 'far' | 'failed';
  readonly count: number;
  /** Whether every feature that is there was counted by itself; else the number is of what is drawn. */
  readonly exact: boolean;
  /** How many there are of each class; nothing where places are counted only. */
  readonly classes: ReadonlyMap<string | null, number>;
}

/** A feature under the pointer, or a place that stands for many. */
export interface FeatureHit {
  readonly collection: string;
  /** Null where it is a place with a count. */
  readonly id: string | null;
  readonly title: string | null;
  readonly count: number;
}

/** Tiles leave out what is smaller than a pixel: below this scale lines and areas are not all there. */
const everythingFrom = 13;
/** A tile holds no more than this; see `getTile`. */
const mostInTile = 4000;

/** Name of a collection's source, and the beginning of its layers' names. */
export function sourceOf(id: string): string {
  return `collection-${id}`;
}

/** Layers of a collection that answer what lies under a point, the nearest to the eye first. */
const answering = ['marker', 'dot', 'line', 'fill', 'cell'] as const;
/** Layers that a collection may have, from below. */
const parts = [
  'fill',
  'pattern',
  'edge',
  'outline',
  'casing',
  'line',
  'name',
  'dot',
  'cell',
  'number',
  'marker',
] as const;
type LayerPart = (typeof parts)[number];

/** Name of one of a collection's layers. */
export function layerOf(id: string, part: LayerPart): string {
  return `${sourceOf(id)}-${part}`;
}

/** Layers of a collection that a map has, from below. */
export function layersThere(map: MapLibreMap, id: string, wanted: readonly LayerPart[] = parts): string[] {
  return wanted.map((part) => layerOf(id, part)).filter((layer) => map.getLayer(layer) !== undefined);
}

/** TileJSON of a collection's features that hold on a day and meet a filter. */
export function collectionTiles(id: string, at: string, filter: string | null): string {
  const search = new URLSearchParams({ f: 'tilejson', datetime: at });
  if (filter !== null) search.set('filter', filter);
  return `${window.location.origin}/api/collections/${id}/tiles/WebMercatorQuad?${search.toString()}`;
}

/** A property of a tile as text; null where it has none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** The topmost feature within some pixels of a point; null where there is none. */
export function featureAt(
  map: MapLibreMap,
  { x, y }: { readonly x: number; readonly y: number },
  collections: readonly DrawnCollection[],
  reach: number,
): FeatureHit | null {
  const box: [PointLike, PointLike] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  for (const { info } of collections) {
    const layers = layersThere(map, info.id, answering);
    const [hit] = layers.length === 0 ? [] : map.queryRenderedFeatures(box, { layers });
    if (hit === undefined) continue;
    const { properties } = hit;
    const id = textOf(properties['id']);
    const count = Number(properties['count'] ?? 1);
    return { collection: info.id, id, title: id === null ? null : textOf(properties[info.titleProperty]), count };
  }
  return null;
}

/** Counts what is drawn of a collection. */
export function countSeen(map: MapLibreMap, { info, looks }: DrawnCollection): Seen {
  const nothing = { count: 0, exact: true, classes: new Map<string | null, number>() };
  if (map.getZoom() < info.minZoom) return { state: 'far', ...nothing };
  const layers = layersThere(map, info.id, ['dot', 'line', 'fill', 'cell']);
  if (layers.length === 0) return { state: 'drawn', ...nothing };
  const { width, height } = map.getCanvas().getBoundingClientRect();
  const inFrame = (at: { x: number; y: number }) => at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height;
  const known = new Set<string>();
  const classes = new Map<string | null, number>();
  let gathered = 0;
  for (const { geometry, properties } of map.queryRenderedFeatures({ layers })) {
    // A circle reaches into the frame from outside; what counts is where it stands.
    if (geometry.type === 'Point') {
      const [lng = 0, lat = 0] = geometry.coordinates;
      if (!inFrame(map.project([lng, lat]))) continue;
    }
    const id = textOf(properties['id']);
    if (id === null) {
      const place = geometry.type === 'Point' ? `|${geometry.coordinates.join()}` : '';
      if (!known.has(place)) gathered += Number(properties['count'] ?? 0);
      known.add(place);
    } else if (!known.has(id)) {
      known.add(id);
      const value = looks.by === null ? null : textOf(properties[looks.by]);
      const named = looks.classes.some((look) => look.value === value) ? value : null;
      classes.set(named, (classes.get(named) ?? 0) + 1);
    }
  }
  const single = [...classes.values()].reduce((sum, count) => sum + count, 0);
  return { state: 'drawn', count: single + gathered, exact: isWhole(map, info) && gathered === 0, classes };
}

/**
 * Whether the tiles in view hold every feature of a collection that is there: from far they leave out what is smaller than a
 * pixel, and from near what is more than a tile takes. Of points they leave out none, but may gather them in cells.
 */
export function isWhole(map: MapLibreMap, { id, geometryType }: DrawnCollection['info']): boolean {
  if (geometryType === 'Point') return true;
  if (map.getZoom() < everythingFrom) return false;
  // What a tile holds outside the frame counts towards its limit as well.
  return map.querySourceFeatures(sourceOf(id), { sourceLayer: id }).length < mostInTile;
}
