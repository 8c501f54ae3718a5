import type { Geometry, Position } from 'geojson';
import { dayOf } from '#contract/datetime.ts';
import {
  comparisonOperators,
  FilterFault,
  filterLimits,
  spatialOperators,
  TermCounter,
  type Expression,
  type Place,
  type Scalar,
} from './expression.ts';
import { boxGeometry, metresOf } from './geometry.ts';
import { parseWkt, wktTypes } from './parse-wkt.ts';
import { Reader } from './reader.ts';
import { tokensOf, type Token } from './tokens.ts';

/**
 * Reads CQL2 text (OGC 21-065r2, clause 8 and annex B): logic, comparison, LIKE, BETWEEN, IN, IS NULL, CASEI, dates,
 * spatial functions and the portal's own S_DWITHIN(geometry, place, distance, unit). The draft's names without `S_`
 * are taken too. Throws FilterFault.
 */
export function parseCql2Text(filter: string): Expression {
  return new TextParser(tokensOf(filter)).whole();
}

/** Names of the draft (cql-text) for functions of the standard. */
const draftNames: Readonly<Record<string, string>> = Object.fromEntries(
  [...spatialOperators, 's_dwithin'].map((name) => [name.slice(2), name]),
);

class TextParser {
  readonly #terms = new TermCounter();
  readonly #reader: Reader;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#reader = new Reader(tokens);
  }

  whole(): Expression {
    if (this.#reader.peek().kind === 'end') {
      throw new FilterFault("The filter is empty: leave it out, or write a condition such as name = 'An Chấn'.", 1);
    }
    const expression = this.#or();
    if (this.#reader.peek().kind !== 'end') throw this.#reader.unexpected('AND, OR or the end');
    return expression;
  }

  #or(): Expression {
    return this.#chain('or', () => this.#chain('and', () => this.#factor()));
  }

  #chain(op: 'and' | 'or', part: () => Expression): Expression {
    const parts = [part()];
    while (this.#reader.take(op)) parts.push(part());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: 'logic', op, parts };
  }

  #factor(): Expression {
    if (this.#reader.take('not')) return { kind: 'not', part: this.#nested(() => this.#factor()) };
    if (this.#reader.isAt('(')) {
      return this.#nested(() => {
        this.#reader.expect('(');
        const inside = this.#or();
        this.#reader.expect(')');
        return inside;
      });
    }
    this.#terms.count(this.#reader.peek().at);
    return this.#predicate();
  }

  #nested<T>(read: () => T): T {
    this.#depth++;
    if (this.#depth > filterLimits.depth) {
      throw new FilterFault(`The filter is nested more than ${filterLimits.depth} deep.`, this.#reader.peek().at);
    }
    const result = read();
    this.#depth--;
    return result;
  }

  #predicate(): Expression {
    const token = this.#reader.peek();
    if (token.kind === 'word' && this.#reader.isAt('(', 1)) {
      const name = draftNames[token.value.toLowerCase()] ?? token.value.toLowerCase();
      const spatial = spatialOperators.find((known) => known === name);
      if (spatial !== undefined) return this.#spatial(spatial);
      if (name === 's_dwithin') return this.#near();
    }
    // TRUE and FALSE stand for themselves, and for values where something is compared with them.
    if ((this.#reader.isAt('true') || this.#reader.isAt('false')) && !this.#comparisonFollows(1)) {
      return { kind: 'truth', value: this.#reader.next().value.toLowerCase() === 'true' };
    }
    return this.#comparison();
  }

  #comparisonFollows(ahead: number): boolean {
    return comparisonOperators.some((op) => this.#reader.isAt(op, ahead));
  }

  #comparison(): Expression {
    const left = this.#scalar();
    const op = comparisonOperators.find((known) => this.#reader.take(known));
    if (op !== undefined) return { kind: 'compare', op, left, right: this.#scalar() };
    if (this.#reader.take('is')) {
      const negated = this.#reader.take('not');
      this.#reader.expect('null');
      if (left.kind !== 'property') throw new FilterFault('Only a property can be null.', left.at);
      return negate(negated, { kind: 'isNull', name: left.name, at: left.at });
    }
    const negated = this.#reader.take('not');
    if (this.#reader.take('like')) return negate(negated, { kind: 'like', value: left, pattern: this.#scalar() });
    if (this.#reader.take('between')) {
      const low = this.#scalar();
      this.#reader.expect('and');
      return negate(negated, { kind: 'between', value: left, low, high: this.#scalar() });
    }
    if (this.#reader.take('in')) return negate(negated, { kind: 'in', value: left, list: this.#list() });
    throw this.#reader.unexpected('A comparison (=, <>, <, <=, >, >=, LIKE, BETWEEN, IN, IS NULL)');
  }

  #list(): Scalar[] {
    const { at } = this.#reader.peek();
    this.#reader.expect('(');
    const list = [this.#scalar()];
    while (this.#reader.take(',')) list.push(this.#scalar());
    this.#reader.expect(')');
    if (list.length > filterLimits.listed) {
      throw new FilterFault(`A list has more than ${filterLimits.listed} values: ask in several requests.`, at);
    }
    return list;
  }

  #scalar(): Scalar {
    const token = this.#reader.peek();
    const { at } = token;
    if (token.kind === 'text') return { kind: 'text', value: this.#reader.next().value, folded: false, at };
    if (token.kind === 'quoted') return { kind: 'property', name: this.#reader.next().value, folded: false, at };
    if (this.#reader.isAtNumber()) {
      return { kind: 'number', value: this.#reader.number('A number'), at };
    }
    if (token.kind !== 'word') throw this.#reader.unexpected('A property or a value');
    const word = token.value.toLowerCase();
    if (this.#reader.isAt('(', 1)) return this.#function(word, at);
    this.#reader.next();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', at };
    return { kind: 'property', name: token.value, folded: false, at };
  }

  #function(word: string, at: number): Scalar {
    if (word !== 'casei' && word !== 'date' && word !== 'timestamp') {
      throw new FilterFault(
        `There is no function ${word.slice(0, 30)} here: there are CASEI, DATE, TIMESTAMP, ${[...spatialOperators, 's_dwithin'].join(', ').toUpperCase()}.`,
        at,
      );
    }
    this.#reader.next();
    this.#reader.expect('(');
    const inside = this.#nested(() => this.#scalar());
    this.#reader.expect(')');
    if (word === 'casei') {
      if (inside.kind !== 'property' && inside.kind !== 'text') throw new FilterFault('CASEI takes a text.', inside.at);
      return { ...inside, folded: true };
    }
    const day = inside.kind === 'text' ? dayOf(inside.value) : null;
    if (day === null) {
      throw new FilterFault(
        `${word.toUpperCase()} takes a day or a moment between quotes, as in DATE('2024-10-31').`,
        inside.at,
      );
    }
    return { kind: 'date', value: day, at };
  }

  #spatial(op: (typeof spatialOperators)[number]): Expression {
    this.#reader.next();
    this.#reader.expect('(');
    const left = this.#place();
    this.#reader.expect(',');
    const right = this.#place();
    this.#reader.expect(')');
    return { kind: 'spatial', op, left, right };
  }

  #near(): Expression {
    this.#reader.next();
    this.#reader.expect('(');
    const left = this.#place();
    this.#reader.expect(',');
    const right = this.#place();
    this.#reader.expect(',');
    const { at } = this.#reader.peek();
    const distance = this.#reader.number('A distance');
    let unit = 'm';
    if (this.#reader.take(',')) {
      const token = this.#reader.next();
      if (token.kind !== 'word' && token.kind !== 'text')
        throw new FilterFault('A unit is expected: m or km.', token.at);
      unit = token.value;
    }
    this.#reader.expect(')');
    return { kind: 'near', left, right, metres: metresOf(distance, unit, at) };
  }

  #place(): Place {
    const token = this.#reader.peek();
    const { at } = token;
    if (token.kind === 'quoted') return { kind: 'property', name: this.#reader.next().value, at };
    if (token.kind !== 'word') throw this.#reader.unexpected('A geometry');
    const word = token.value.toLowerCase();
    if (word === 'bbox') return { kind: 'geometry', geometry: this.#box(), at };
    if (wktTypes.has(word)) return { kind: 'geometry', geometry: parseWkt(this.#reader), at };
    if (this.#reader.isAt('(', 1)) throw this.#reader.unexpected('A geometry (POINT, POLYGON, ... or BBOX)');
    this.#reader.next();
    return { kind: 'property', name: token.value, at };
  }

  #box(): Geometry {
    const { at } = this.#reader.next();
    this.#reader.expect('(');
    const numbers: Position = [this.#reader.number('A number')];
    while (this.#reader.take(',')) numbers.push(this.#reader.number('A number'));
    this.#reader.expect(')');
    return boxGeometry(numbers, at);
  }
}

function negate(negated: boolean, part: Expression): Expression {
  return negated ? { kind: 'not', part } : part;
}
