import type { Geometry, Position } from 'geojson';
import {
  FilterFault,
  type Expression,
  type Place,
  type SpatialOperator,
  type WrittenPlace,
} from '#rules/cql2/expression.ts';
import { spatialWeight } from '#rules/cql2/weight.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';
import { collapsed } from '#rules/collapsed.ts';
import { linesOf, positionsOf } from '#rules/geometries.ts';
import { boxInWgs84, inWgs84, isOnEarth, type BoxFault, type PlaceCrs } from '#rules/places.ts';
import type { Bind } from './fold-sql.ts';

const spatialFunctions: Record<SpatialOperator, string> = {
  s_intersects: 'st_intersects',
  s_disjoint: 'st_disjoint',
  s_equals: 'st_equals',
  s_touches: 'st_touches',
  s_within: 'st_within',
  s_contains: 'st_contains',
  s_overlaps: 'st_overlaps',
  s_crosses: 'st_crosses',
};
/** The feature's own geometry: its name in filters, and its column. */
export const geometryName = 'geometry';
export const geometryColumn = 'geom';
/** What each spatial function says of a geometry and itself. */
const trueOfItself: ReadonlySet<SpatialOperator> = new Set(['s_intersects', 's_equals', 's_within', 's_contains']);
/** Conditions on where features are, of one filter. Throws FilterFault for places that are none. */
export class PlaceConditions {
  readonly #placed = new Map<WrittenPlace, Geometry>();
  readonly #crs: PlaceCrs;
  readonly #bind: Bind;
  readonly #weigh: (weight: number) => void;

  /** `crs` is the system in which places are written; `weigh` is told what each condition weighs. */
  constructor(crs: PlaceCrs, bind: Bind, weigh: (weight: number) => void) {
    this.#crs = crs;
    this.#bind = bind;
    this.#weigh = weigh;
  }

  /** Condition that two geometries lie to each other as a spatial function says. */
  spatial({ op, left, right }: Extract<Expression, { kind: 'spatial' }>): string {
    const own = this.#ofItself(left, right, trueOfItself.has(op));
    if (own !== null) return own;
    const [one, other] = [this.place(left), this.place(right)];
    this.#weigh(spatialWeight(op, this.#positions(left) + this.#positions(right)));
    return `${spatialFunctions[op]}(${one}, ${other})`;
  }

  /** Condition that two geometries lie no farther from each other than so many metres. */
  near(near: Extract<Expression, { kind: 'near' }>): string {
    const { left, right } = near;
    const own = this.#ofItself(left, right, true);
    if (own !== null) return own;
    for (const place of [left, right]) this.#refuseHalfWay(place);
    const metres = this.#bind(near.metres, 'float8');
    const others = this.#groups(right);
    // Parts of several dimensions are as near as the nearest of them; the database is not sure of such collections.
    const pairs = this.#groups(left).flatMap((one) => others.map((other) => [one, other] as const));
    this.#weigh(pairs.length * spatialWeight('s_dwithin', this.#positions(left) + this.#positions(right)));
    const within = `(${pairs.map(([one, other]) => `st_dwithin(${one}::geography, ${other}::geography, ${metres})`).join(' or ') || false})`;
    const places = [left, right].filter((place) => place.kind !== 'property');
    const [place] = places;
    // The box takes the index; the distance is along the ground.
    return places.length === 1 && place !== undefined
      ? `(${geometryColumn} && ${this.#boxAround(place, near.metres)} and ${within})`
      : within;
  }

  /** What is said of the feature's own geometry and itself needs no looking at it; null where it is not that. */
  #ofItself(left: Place, right: Place, holds: boolean): string | null {
    if (left.kind !== 'property' || right.kind !== 'property') return null;
    this.#weigh(1);
    for (const place of [left, right]) this.place(place);
    return holds ? `nullif(${geometryColumn} is not null, false)` : `nullif(${geometryColumn} is null, true)`;
  }

  /** A geometry as SQL. */
  place(place: Place): string {
    if (place.kind === 'property') {
      if (place.name === geometryName) return geometryColumn;
      throw new FilterFault(
        `"${place.name.slice(0, 60)}" is no geometry: the feature's own is ${geometryName}.`,
        place.at,
      );
    }
    const [first, second, third] = this.#groups(place);
    if (first === undefined) return this.#written({ type: 'GeometryCollection', geometries: [] });
    if (second === undefined) return first;
    const both = `st_union(${first}, ${second}, ${gridDegrees})`;
    if (third === undefined) return both;
    const outside = [first, second].reduce((rest, taken) => `st_difference(${rest}, ${taken}, ${gridDegrees})`, third);
    return `st_collect(${both}, ${outside})`;
  }

  /** What a place covers, as SQL of its areas, lines and points: GEOS unites safely what has one dimension, and two of such. */
  #groups(place: Place): string[] {
    if (place.kind === 'property') return [this.place(place)];
    const geometry = this.#onEarth(place);
    if (isSimple(geometry)) return [this.#written(geometry)];
    const parts = partsOf(geometry);
    const areas = parts.flatMap((part) => (part.type === 'Polygon' ? [this.#area(part.coordinates)] : []));
    const lines = parts.filter(({ type }) => type === 'LineString' || type === 'MultiLineString');
    const points = parts.filter(({ type }) => type === 'Point' || type === 'MultiPoint');
    const written = [lines, points].map((those) => those.map((part) => this.#written(part)));
    const covered = [areas, ...written].filter(({ length }) => length > 0).map(together);
    if (geometry.type === 'GeometryCollection') return covered;
    const whole = this.#written(geometry);
    return covered.map((area) => `case when st_isvalid(${whole}) then ${whole} else ${area} end`);
  }

  /** What a polygon covers, whatever its rings do: all that the outer one goes round but for what an inner one does. */
  #area([outer = [], ...holes]: Position[][]): string {
    const inside = this.#inside(outer);
    return holes.length === 0
      ? inside
      : `st_difference(${inside}, ${together(holes.map((ring) => this.#inside(ring)))}, ${gridDegrees})`;
  }

  #inside(ring: Position[]): string {
    const line = this.#written({ type: 'LineString', coordinates: ring });
    return together([`st_polygonize(array[st_unaryunion(${line}, ${gridDegrees})])`]);
  }

  #written(geometry: Geometry): string {
    return `st_geomfromtext(${this.#bind(wktOf(geometry), 'text')}, 4326)`;
  }

  /** Between two ends of the earth there is no one way along the ground. */
  #refuseHalfWay(place: Place): void {
    if (place.kind === 'property') return;
    const lines = linesOf(this.#onEarth(place));
    if (!lines.some((line) => line.some((position, index) => isHalfWay(line[index - 1] ?? position, position)))) return;
    throw new FilterFault(
      'A line of S_DWITHIN goes half round the earth: give it more positions on its way.',
      place.at,
    );
  }

  #positions(place: Place): number {
    return place.kind === 'property' ? 0 : positionsOf(this.#onEarth(place)).length;
  }

  #boxAround(place: WrittenPlace, metres: number): string {
    const lines = linesOf(this.#onEarth(place));
    const positions = lines.flat();
    const lats = lines.flatMap((line) =>
      line.flatMap((position, index) => latitudesTo(position, line[index - 1] ?? position)),
    );
    const lngs = positions.map(([lng = 0]) => lng);
    // A degree of latitude is never shorter than 110.5 km; one of longitude shrinks towards the poles.
    const [south, north] = [Math.min(...lats) - metres / 110_500, Math.max(...lats) + metres / 110_500];
    const widest = Math.max(Math.abs(south), Math.abs(north));
    const reach = widest >= 89 ? 360 : metres / (110_500 * Math.cos(widest * radians));
    const [west, east] = [Math.min(...lngs) - reach, Math.max(...lngs) + reach];
    // Over the 180th meridian it would have to go on at the other side.
    const box = west < -180 || east > 180 ? [-180, south, 180, north] : [west, south, east, north];
    return `st_makeenvelope(${box.map((edge) => this.#bind(edge, 'float8')).join(', ')}, 4326)`;
  }

  /** A written geometry in WGS 84. */
  #onEarth(place: WrittenPlace): Geometry {
    const known = this.#placed.get(place);
    if (known !== undefined) return known;
    const crs = this.#crs;
    const geometry = place.kind === 'box' ? boxInWgs84(place.box, crs) : this.#moved(place);
    if (typeof geometry === 'string') throw new FilterFault(boxWords[geometry], place.at);
    const covered = collapsed(geometry);
    this.#placed.set(place, covered);
    return covered;
  }

  #moved({ geometry, at }: Extract<WrittenPlace, { kind: 'geometry' }>): Geometry {
    const crs = this.#crs;
    const toWgs84 = (position: readonly number[]): Position => {
      const placed = crs.toWgs84(position);
      if (isOnEarth(placed)) return placed;
      throw new FilterFault(
        `The position ${position.join(' ')} lies on no place of the earth: give degrees as longitude latitude, or name the system in filter-crs.`,
        at,
      );
    };
    return inWgs84(geometry, { toWgs84, wgs84: crs.wgs84 });
  }
}

function isSimple({ type }: Geometry): boolean {
  return type === 'Point' || type === 'MultiPoint' || type === 'LineString' || type === 'MultiLineString';
}

const radians = Math.PI / 180;

/** Latitudes that a way along the ground to a position reaches: it goes nearer to the pole than both its ends. */
function latitudesTo([lng = 0, lat = 0]: Position, [fromLng = 0, fromLat = 0]: Position): number[] {
  const turned = Math.abs(lng - fromLng);
  if (turned === 0) return [lat];
  const cosine = Math.max(1e-9, Math.cos((Math.min(turned, 360 - turned) / 2) * radians));
  const bent = (widest: number) => Math.atan(Math.tan(widest * radians) / cosine) / radians;
  const [highest, lowest] = [Math.max(lat, fromLat), Math.min(lat, fromLat)];
  return [lat, ...(highest > 0 ? [bent(highest)] : []), ...(lowest < 0 ? [bent(lowest)] : [])];
}

function isHalfWay([lng = 0, lat = 0]: Position, [toLng = 0, toLat = 0]: Position): boolean {
  const [one, other] = [lat * radians, toLat * radians];
  const cosine = Math.sin(one) * Math.sin(other) + Math.cos(one) * Math.cos(other) * Math.cos((toLng - lng) * radians);
  return cosine < -0.999_999;
}

/** The parts of a geometry that have none themselves. */
function partsOf(geometry: Geometry): Geometry[] {
  switch (geometry.type) {
    case 'GeometryCollection':
      return geometry.geometries.flatMap(partsOf);
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
    default:
      return [geometry];
  }
}

/**
 * A millimetre. What crosses itself is cut on a grid: GEOS then has one way to do it, and the embedded database ends at what
 * GEOS tries and takes back inside.
 */
const gridDegrees = 1e-8;

/** Parts of one dimension as the one place that they cover. */
function together(parts: readonly string[]): string {
  return `st_unaryunion(st_collect(array[${parts.join(', ')}]::geometry[]), ${gridDegrees})`;
}

const boxWords: Record<BoxFault, string> = {
  offEarth:
    'The corners of a BBOX lie on the earth: give degrees as west, south, east, north, or name the system in filter-crs.',
  upsideDown: 'A BBOX is west, south, east, north: south is not above north.',
  backwards:
    'A BBOX is west, south, east, north, with the smaller ones first: only degrees go on over the 180th meridian.',
};
