import type { Property } from '#contract/collections.ts';
import {
  FilterFault,
  instantOperators,
  type Expression,
  type Instant,
  type Scalar,
  type Time,
  type WrittenPlace,
} from '#rules/cql2/expression.ts';
import { communeWeight, FilterTooHeavy, mostWeight } from '#rules/cql2/weight.ts';
import type { PlaceCrs } from '#rules/places.ts';
import { arithmeticSql } from './arithmetic-sql.ts';
import { communeProperty } from './common-properties.ts';
import { foldedSql } from './fold-sql.ts';
import { geometryColumn, geometryName, PlaceConditions } from './place-sql.ts';
import { quoteName } from './quote-name.ts';
import { communeCode, daysAsked, insideCommunes, type TableSource } from './commune-sql.ts';
import { temporalSql, type TimeSql } from './time-sql.ts';
import { writtenAs } from './written-values.ts';

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
  /** The system in which the filter's places are written. */
  readonly crs: PlaceCrs;
  /** The table whose features lie in communes, which they know by id; null where they do not. */
  readonly ofCommunes: TableSource | null;
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
/** The day from which a feature holds no longer: none where it still holds. */
const openEnd = 'valid_to';

/**
 * A filter as a condition over the columns of a collection. Names come from the queryables, every written value is a
 * parameter. No feature makes it fail, whatever its values. Throws FilterFault for a name that is none of them and for values
 * that cannot be compared, FilterTooHeavy for more than the database should be asked at once.
 */
export function compileFilter(expression: Expression, context: Context): FilterSql {
  const compiler = new Compiler(context);
  const sql = compiler.condition(expression);
  return { sql, values: compiler.values, byCommune: compiler.byCommune };
}

class Compiler {
  readonly values: Record<string, unknown> = {};
  readonly #names = new Map<string, string>();
  #byCommune = false;
  #weight = 0;
  readonly #places: PlaceConditions;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
    this.#places = new PlaceConditions(
      context.crs,
      (value, type) => this.#value(value, type),
      (weight) => {
        this.#weigh(weight);
      },
    );
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
        this.#weigh(1);
        const { left: one, op, right: other } = expression;
        const inside = this.#insideCommunes(one, [other], op) ?? this.#insideCommunes(other, [one], op);
        if (inside !== null) return inside;
        const [left, right] = this.#alike([one, other]) as [Typed, Typed];
        if (left.type === 'boolean' && op !== '=' && op !== '<>') {
          throw new FilterFault('TRUE and FALSE are compared by = and <> only.', one.at);
        }
        return `(${left.sql} ${op} ${right.sql})`;
      }
      case 'between': {
        this.#weigh(1);
        const [value, low, high] = this.#alike([expression.value, expression.low, expression.high]) as [
          Typed,
          Typed,
          Typed,
        ];
        return `(${value.sql} between ${low.sql} and ${high.sql})`;
      }
      case 'in': {
        this.#weigh(1 + expression.list.length / 20);
        const inside = this.#insideCommunes(expression.value, expression.list);
        if (inside !== null) return inside;
        const [value, ...list] = this.#alike([expression.value, ...expression.list]) as [Typed, ...Typed[]];
        return `(${value.sql} in (${list.map(({ sql }) => sql).join(', ')}))`;
      }
      case 'like':
        this.#weigh(1);
        return this.#like(expression.value, expression.pattern);
      case 'isNull':
        this.#weigh(1);
        return `(${this.#operandOf(expression.value)} is null)`;
      case 'spatial':
        return this.#places.spatial(expression);
      case 'near':
        return this.#places.near(expression);
      case 'temporal': {
        this.#weigh(1);
        const { op, left, right } = expression;
        if (!instantOperators.some((known) => known === op)) {
          const instant = [left, right].find(({ kind }) => kind !== 'interval');
          if (instant !== undefined) {
            throw new FilterFault(`${op.toUpperCase()} compares intervals: write INTERVAL(from, to).`, instant.at);
          }
        }
        return temporalSql(op, this.#time(left), this.#time(right));
      }
    }
  }

  /** Throws FilterTooHeavy where that is more than the database should be asked. */
  #weigh(weight: number): void {
    this.#weight += weight;
    if (this.#weight > mostWeight) throw new FilterTooHeavy(this.#weight);
  }

  /** Who asks for features by the code of a commune means the commune, on the days asked for; null where it is not that. */
  #insideCommunes(asked: Scalar, codes: readonly Scalar[], op = '='): string | null {
    if (asked.kind !== 'property' || asked.folded || asked.unaccented || asked.name !== communeProperty) return null;
    const source = this.#context.ofCommunes;
    if ((op !== '=' && op !== '<>') || source === null) return null;
    if (codes.some((code) => code.kind !== 'text' || code.folded || code.unaccented)) return null;
    const written = this.#alike([asked, ...codes]).slice(1);
    const inside = insideCommunes(source, `(array[${written.map(({ sql }) => sql).join(', ')}])`, daysAsked);
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

  #operandOf(value: Scalar | WrittenPlace): string {
    if (value.kind === 'geometry' || value.kind === 'box') return this.#places.place(value);
    if (value.kind === 'property' && value.name === geometryName) return geometryColumn;
    return (this.#alike([value])[0] as Typed).sql;
  }

  /** Values that are compared with each other, as SQL of one type: that of the properties among them, or of what is computed. */
  #alike(scalars: readonly Scalar[]): Typed[] {
    const known = scalars.map((scalar) => this.#known(scalar));
    const type = known.find((typed) => typed !== null)?.type ?? typeOfWritten(scalars);
    return scalars.map((scalar, index) => {
      const typed = known[index] ?? this.#written(scalar, type);
      if (typed.type !== type) {
        const name = scalar.kind === 'property' ? `"${scalar.name}" is` : 'This is';
        throw new FilterFault(`${name} ${typeWords[typed.type]} and is compared with ${typeWords[type]}.`, scalar.at);
      }
      return typed;
    });
  }

  /** What has a type of its own; null for what is written. */
  #known(scalar: Scalar): Typed | null {
    switch (scalar.kind) {
      case 'property':
        return this.#columnOf(scalar);
      case 'condition':
        return { sql: this.condition(scalar.condition), type: 'boolean' };
      case 'arithmetic': {
        this.#weigh(1);
        const [left, right] = [scalar.left, scalar.right].map((operand) => this.#numberOf(operand));
        return { sql: arithmeticSql(scalar.op, left ?? '', right ?? ''), type: 'number' };
      }
      default:
        return null;
    }
  }

  #numberOf(scalar: Scalar): string {
    const { sql, type } = this.#alike([scalar])[0] as Typed;
    if (type === 'number') return sql;
    throw new FilterFault(`Computing takes numbers, and this is ${typeWords[type]}.`, scalar.at);
  }

  #columnOf(scalar: Extract<Scalar, { kind: 'property' }>): Typed {
    const { name, type } = this.#property(scalar.name, scalar.at);
    const column = this.#valueOf(name);
    if (!scalar.folded && !scalar.unaccented) return { sql: column, type: typeOf[type] };
    if (typeOf[type] !== 'text') {
      const fold = scalar.folded ? 'CASEI' : 'ACCENTI';
      throw new FilterFault(`${fold} takes a text; "${name}" is ${typeWords[typeOf[type]]}.`, scalar.at);
    }
    this.#weigh(2);
    return { sql: this.#folded(column, scalar), type: 'text' };
  }

  /** A property of a feature: the code of its commune is that of the day asked for. */
  #valueOf(name: string): string {
    const source = this.#context.ofCommunes;
    if (name !== communeProperty || source === null) return quoteName(name);
    this.#byCommune = true;
    this.#weigh(communeWeight);
    return communeCode(source);
  }

  #folded(text: string, { folded, unaccented }: { folded: boolean; unaccented: boolean }): string {
    if (!folded && !unaccented) return text;
    const kind = !unaccented ? 'case' : folded ? 'both' : 'accents';
    return `(${foldedSql(text, kind, (value, type) => this.#value(value, type))})`;
  }

  #written(scalar: Scalar, wanted: ValueType): Typed {
    const { type, value } = writtenAs(scalar, wanted);
    const sql = this.#value(value, sqlType[type]);
    return { sql: scalar.kind === 'text' && type === 'text' ? this.#folded(sql, scalar) : sql, type };
  }

  #property(name: string, at: number | null): Property {
    const found = this.#context.queryables.find((property) => property.name === name);
    if (found) return found;
    const known = [...this.#context.queryables.map((property) => property.name), geometryName].join(', ');
    throw new FilterFault(`There is no property "${name.slice(0, 60)}" to ask by: there are ${known}.`, at);
  }

  #time(time: Time): TimeSql {
    if (time.kind !== 'interval') {
      const day = this.#day(time);
      return { from: day, to: day };
    }
    const from = time.from === null ? `'-infinity'::date` : this.#day(time.from);
    if (time.to === null) return { from, to: `'infinity'::date` };
    const to = this.#day(time.to);
    const open = time.to.kind === 'property' && time.to.name === openEnd;
    return { from, to: open ? `coalesce(${to}, 'infinity'::date)` : to };
  }

  #day(instant: Instant): string {
    const { sql, type } = this.#alike([instant])[0] as Typed;
    if (type === 'date') return sql;
    throw new FilterFault(`A time is wanted, and this is ${typeWords[type]}.`, instant.at);
  }

  #value(value: unknown, type: string): string {
    if (typeof value === 'string' && value.includes('\0'))
      throw new FilterFault('A text has a character that no text may hold (U+0000): take it out.', null);
    const key = JSON.stringify([type, value]);
    const name = this.#names.get(key) ?? `filter_${this.#names.size}`;
    this.#names.set(key, name);
    this.values[name] = value;
    return `:${name}::${type}`;
  }
}

/** The type in which written values are compared with each other: a day may be written as a text. */
function typeOfWritten(scalars: readonly Scalar[]): ValueType {
  const types = scalars.map(({ kind }) => kind);
  return (['date', 'boolean', 'number'] as const).find((type) => types.includes(type)) ?? 'text';
}
