import type { Geometry, Position } from 'geojson';
import type { Property } from '#contract/collections.ts';
import { IsoDate } from '#contract/common.ts';
import { FilterFault, type Expression, type Place, type Scalar, type SpatialOperator } from '#rules/cql2/expression.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';
import { mapPositions, positionsOf } from '#rules/geometries.ts';
import { communeProperty } from './common-properties.ts';
import { quoteName } from './quote-name.ts';
import { daysAsked, insideCommunes } from './table-sql.ts';

/** A condition of a WHERE clause with the values of its parameters `:filter_0`, `:filter_1` ... */
export interface FilterSql {
  readonly sql: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether it asks where communes are on the days asked for, `:from` to `:to`: then what it finds moves with units. */
  readonly byCommune: boolean;
}

interface Context {
  /** Properties that may be asked by. */
  readonly queryables: readonly Property[];
  /** From the filter's coordinate system to WGS 84 [lng, lat]. */
  readonly toWgs84: (position: readonly number[]) => Position;
  /** Whether its features lie in communes, which they know by id. */
  readonly ofCommunes: boolean;
}

type ValueType = 'text' | 'number' | 'boolean' | 'date';
interface Typed {
  readonly sql: string;
  readonly type: ValueType;
}

const typeOf: Record<Property['type'], ValueType> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
};
const sqlType: Record<ValueType, string> = { text: 'text', number: 'float8', boolean: 'boolean', date: 'date' };
const typeWords: Record<ValueType, string> = {
  text: 'a text (between single quotes)',
  number: 'a number',
  boolean: 'TRUE or FALSE',
  date: "a day, as in DATE('2024-10-31')",
};
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
const geometryName = 'geometry';
const geometryColumn = 'geom';

/**
 * A filter as a condition over the columns of a collection. Names come from the queryables, every written value is a
 * parameter. Throws FilterFault for a name that is none of them and for values that cannot be compared.
 */
export function compileFilter(expression: Expression, context: Context): FilterSql {
  const compiler = new Compiler(context);
  const sql = compiler.condition(expression);
  return { sql, values: compiler.values, byCommune: compiler.byCommune };
}

class Compiler {
  readonly values: Record<string, unknown> = {};
  #byCommune = false;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  get byCommune(): boolean {
    return this.#byCommune;
  }

  condition(expression: Expression): string {
    switch (expression.kind) {
      case 'logic':
        return `(${expression.parts.map((part) => this.condition(part)).join(` ${expression.op} `)})`;
      case 'not':
        return `(not ${this.condition(expression.part)})`;
      case 'truth':
        return expression.value ? 'true' : 'false';
      case 'compare': {
        const { left: one, op, right: other } = expression;
        const inside = this.#insideCommunes(one, [other], op) ?? this.#insideCommunes(other, [one], op);
        if (inside !== null) return inside;
        const [left, right] = this.#alike([expression.left, expression.right]) as [Typed, Typed];
        if (left.type === 'boolean' && expression.op !== '=' && expression.op !== '<>') {
          throw new FilterFault('TRUE and FALSE are compared by = and <> only.', expression.left.at);
        }
        return `(${left.sql} ${expression.op} ${right.sql})`;
      }
      case 'between': {
        const [value, low, high] = this.#alike([expression.value, expression.low, expression.high]) as [
          Typed,
          Typed,
          Typed,
        ];
        return `(${value.sql} between ${low.sql} and ${high.sql})`;
      }
      case 'in': {
        const inside = this.#insideCommunes(expression.value, expression.list);
        if (inside !== null) return inside;
        const [value, ...list] = this.#alike([expression.value, ...expression.list]) as [Typed, ...Typed[]];
        return `(${value.sql} in (${list.map(({ sql }) => sql).join(', ')}))`;
      }
      case 'like':
        return this.#like(expression.value, expression.pattern);
      case 'isNull':
        return `(${expression.name === geometryName ? geometryColumn : quoteName(this.#property(expression.name, expression.at).name)} is null)`;
      case 'spatial': {
        const [left, right] = this.#places(expression.left, expression.right);
        return `${spatialFunctions[expression.op]}(${left}, ${right})`;
      }
      case 'near': {
        const [left, right] = this.#places(expression.left, expression.right);
        const metres = this.#value(expression.metres, 'float8');
        // The box takes the index; the distance is along the ground.
        return `(${geometryColumn} && ${this.#boxAround(expression)} and st_dwithin(${left}::geography, ${right}::geography, ${metres}))`;
      }
    }
  }

  /** Who asks for features by the code of a commune means the commune, on the days asked for; null where it is not that. */
  #insideCommunes(asked: Scalar, codes: readonly Scalar[], op = '='): string | null {
    if (asked.kind !== 'property' || asked.folded || asked.name !== communeProperty) return null;
    if ((op !== '=' && op !== '<>') || !this.#context.ofCommunes) return null;
    if (codes.some((code) => code.kind !== 'text' || code.folded)) return null;
    const written = this.#alike([asked, ...codes]).slice(1);
    this.#byCommune = true;
    const inside = insideCommunes(`(array[${written.map(({ sql }) => sql).join(', ')}])`, daysAsked);
    return op === '=' ? inside : `(not ${inside})`;
  }

  #like(value: Scalar, pattern: Scalar): string {
    if (pattern.kind !== 'text')
      throw new FilterFault('LIKE takes a written text, with % and _ for what is left open.', pattern.at);
    // Every backslash takes the next character as it is; a last one alone would be the database's error.
    if (/^(?:[^\\]|\\.)*\\$/s.test(pattern.value)) {
      throw new FilterFault('The pattern ends with a \\ that stands for nothing: write \\\\.', pattern.at);
    }
    const [left, right] = this.#alike([value, pattern]) as [Typed, Typed];
    return `(${left.sql} like ${right.sql})`;
  }

  /** Values that are compared with each other, as SQL of one type: that of the properties among them. */
  #alike(scalars: readonly Scalar[]): Typed[] {
    const known = scalars.map((scalar) => (scalar.kind === 'property' ? this.#columnOf(scalar) : null));
    const type = known.find((typed) => typed !== null)?.type;
    if (type === undefined) {
      throw new FilterFault(
        'A comparison names a property: two written values say nothing of a feature.',
        scalars[0]?.at ?? null,
      );
    }
    return scalars.map((scalar, index) => {
      const typed = known[index] ?? this.#written(scalar, type);
      if (typed.type !== type) {
        const name = scalar.kind === 'property' ? `"${scalar.name}" is` : 'This is';
        throw new FilterFault(`${name} ${typeWords[typed.type]} and is compared with ${typeWords[type]}.`, scalar.at);
      }
      return typed;
    });
  }

  #columnOf(scalar: Extract<Scalar, { kind: 'property' }>): Typed {
    const { name, type } = this.#property(scalar.name, scalar.at);
    const column = quoteName(name);
    if (!scalar.folded) return { sql: column, type: typeOf[type] };
    if (typeOf[type] !== 'text')
      throw new FilterFault(`CASEI takes a text; "${name}" is ${typeWords[typeOf[type]]}.`, scalar.at);
    return { sql: `lower(${column})`, type: 'text' };
  }

  #written(scalar: Exclude<Scalar, { kind: 'property' }> | Scalar, wanted: ValueType): Typed {
    if (scalar.kind === 'property') return this.#columnOf(scalar);
    // A day may be written as a plain text where a day is wanted.
    if (scalar.kind === 'text' && wanted === 'date' && IsoDate.safeParse(scalar.value).success) {
      return { sql: this.#value(scalar.value, 'date'), type: 'date' };
    }
    const sql = this.#value(scalar.value, sqlType[scalar.kind]);
    return { sql: scalar.kind === 'text' && scalar.folded ? `lower(${sql})` : sql, type: scalar.kind };
  }

  #property(name: string, at: number | null): Property {
    const found = this.#context.queryables.find((property) => property.name === name);
    if (found) return found;
    const known = [...this.#context.queryables.map((property) => property.name), geometryName].join(', ');
    throw new FilterFault(`There is no property "${name.slice(0, 60)}" to ask by: there are ${known}.`, at);
  }

  #places(left: Place, right: Place): [string, string] {
    if (left.kind !== 'property' && right.kind !== 'property') {
      throw new FilterFault(`One of the two geometries is the feature's own: ${geometryName}.`, left.at);
    }
    return [this.#place(left), this.#place(right)];
  }

  #place(place: Place): string {
    if (place.kind === 'property') {
      if (place.name !== geometryName) {
        throw new FilterFault(
          `"${place.name.slice(0, 60)}" is no geometry: the feature's own is ${geometryName}.`,
          place.at,
        );
      }
      return geometryColumn;
    }
    // Made valid: a polygon that crosses itself would be the database's error.
    return `st_makevalid(st_geomfromtext(${this.#value(wktOf(this.#onEarth(place.geometry, place.at)), 'text')}, 4326))`;
  }

  #boxAround({ left, right, metres }: Extract<Expression, { kind: 'near' }>): string {
    const written = [left, right].find((place) => place.kind === 'geometry');
    // The feature's distance from itself: any box does.
    if (written?.kind !== 'geometry') return geometryColumn;
    const positions = positionsOf(this.#onEarth(written.geometry, written.at));
    const lats = positions.map(([, lat = 0]) => lat);
    const lngs = positions.map(([lng = 0]) => lng);
    // A degree of latitude is never shorter than 110.5 km; one of longitude shrinks towards the poles.
    const [south, north] = [Math.min(...lats) - metres / 110_500, Math.max(...lats) + metres / 110_500];
    const widest = Math.max(Math.abs(south), Math.abs(north));
    const reach = widest >= 89 ? 360 : metres / (110_500 * Math.cos((widest * Math.PI) / 180));
    const box = [Math.min(...lngs) - reach, south, Math.max(...lngs) + reach, north];
    return `st_makeenvelope(${box.map((edge) => this.#value(edge, 'float8')).join(', ')}, 4326)`;
  }

  /** A written geometry in WGS 84. */
  #onEarth(geometry: Geometry, at: number | null): Geometry {
    return mapPositions(geometry, (position) => {
      const [lng, lat] = this.#context.toWgs84(position);
      if (lng !== undefined && lat !== undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return [lng, lat];
      throw new FilterFault(
        `The position ${position.join(' ')} lies on no place of the earth: give degrees as longitude latitude, or name the system in filter-crs.`,
        at,
      );
    });
  }

  #value(value: unknown, type: string): string {
    if (typeof value === 'string' && value.includes('\0'))
      throw new FilterFault('A text has a character that no text may hold (U+0000): take it out.', null);
    const name = `filter_${Object.keys(this.values).length}`;
    this.values[name] = value;
    return `:${name}::${type}`;
  }
}
