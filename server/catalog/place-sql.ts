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
import { positionsOf } from '#rules/geometries.ts';
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
    const [one, other] = [this.place(left), this.place(right)];
    this.#weigh(spatialWeight('s_dwithin', this.#positions(left) + this.#positions(right)));
    const within = `st_dwithin(${one}::geography, ${other}::geography, ${this.#bind(near.metres, 'float8')})`;
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
    const geometry = this.#onEarth(place);
    const written = `st_geomfromtext(${this.#bind(wktOf(geometry), 'text')}, 4326)`;
    return isSimple(geometry) ? written : solid(written);
  }

  #positions(place: Place): number {
    return place.kind === 'property' ? 0 : positionsOf(this.#onEarth(place)).length;
  }

  #boxAround(place: WrittenPlace, metres: number): string {
    const positions = positionsOf(this.#onEarth(place));
    const lats = positions.map(([, lat = 0]) => lat);
    const lngs = positions.map(([lng = 0]) => lng);
    // A degree of latitude is never shorter than 110.5 km; one of longitude shrinks towards the poles.
    const [south, north] = [Math.min(...lats) - metres / 110_500, Math.max(...lats) + metres / 110_500];
    const widest = Math.max(Math.abs(south), Math.abs(north));
    const reach = widest >= 89 ? 360 : metres / (110_500 * Math.cos((widest * Math.PI) / 180));
    const box = [Math.min(...lngs) - reach, south, Math.max(...lngs) + reach, north];
    return `st_makeenvelope(${box.map((edge) => this.#bind(edge, 'float8')).join(', ')}, 4326)`;
  }

  /** A written geometry in WGS 84. */
  #onEarth(place: WrittenPlace): Geometry {
    const known = this.#placed.get(place);
    if (known !== undefined) return known;
    const crs = this.#crs;
    const geometry = place.kind === 'box' ? boxInWgs84(place.box, crs) : this.#moved(place);
    if (typeof geometry === 'string') throw new FilterFault(boxWords[geometry], place.at);
    this.#placed.set(place, geometry);
    return geometry;
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

/**
 * A written area or collection as one that the database compares without fail: one that crosses itself, or whose parts lie on
 * each other, becomes the one place that it covers, on a grid of a millimetre.
 */
function solid(written: string): string {
  const isArea = `st_isvalid(${written}) and st_geometrytype(${written}) <> 'ST_GeometryCollection'`;
  return `case when ${isArea} then ${written} else st_unaryunion(st_makevalid(${written}, 'method=structure'), 1e-8) end`;
}

const boxWords: Record<BoxFault, string> = {
  offEarth:
    'The corners of a BBOX lie on the earth: give degrees as west, south, east, north, or name the system in filter-crs.',
  upsideDown: 'A BBOX is west, south, east, north: south is not above north.',
  backwards:
    'A BBOX is west, south, east, north, with the smaller ones first: only degrees go on over the 180th meridian.',
};
