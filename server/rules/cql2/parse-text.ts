import {
  comparisonOperators,
  FilterFault,
  filterLimits,
  spatialOperators,
  temporalOperators,
  TermCounter,
  type ArithmeticOperator,
  type Expression,
  type Scalar,
  type WrittenPlace,
} from './expression.ts';
import { foldedOf, propertyOf } from './folds.ts';
import { readNear, readSpatial, readTemporal } from './parse-text-functions.ts';
import { beginsGeometry, readWritten } from './parse-text-places.ts';
import { readDay } from './parse-text-times.ts';
import { Reader } from './reader.ts';
import { readPattern, readText } from './texts.ts';
import { tokensOf, type Dialect, type Token } from './tokens.ts';

/**
 * Reads CQL2 text (OGC 21-065r2, clause 8 and annex B): logic, comparison, LIKE, BETWEEN, IN, IS NULL, CASEI, ACCENTI,
 * arithmetic, dates and intervals, spatial and temporal functions and the portal's own S_DWITHIN(geometry, place, distance,
 * unit). The draft's names without `S_` and ILIKE are taken too. Throws FilterFault.
 */
export function parseCql2Text(filter: string, dialect: Dialect = 'standard'): Expression {
  return new TextParser(tokensOf(filter, filterLimits.characters, dialect), dialect).whole();
}

/** Names of the draft (cql-text) for functions of the standard. */
const draftNames: Readonly<Record<string, string>> = Object.fromEntries(
  [...spatialOperators, 's_dwithin'].map((name) => [name.slice(2), name]),
);
const functionNames = [...spatialOperators, 's_dwithin', ...temporalOperators].join(', ').toUpperCase();

/** What stands between two operators: a condition, a value, or a geometry, which only IS NULL takes. */
type Part = Expression | Scalar | WrittenPlace;

class TextParser {
  readonly #terms = new TermCounter();
  readonly #reader: Reader;
  #depth = 0;

  readonly #dialect: Dialect;

  constructor(tokens: readonly Token[], dialect: Dialect) {
    this.#dialect = dialect;
    this.#reader = new Reader(tokens);
  }

  whole(): Expression {
    if (this.#reader.peek().kind === 'end') {
      throw new FilterFault("The filter is empty: leave it out, or write a condition such as name = 'An Chấn'.", 1);
    }
    const expression = this.#condition(this.#or());
    if (this.#reader.peek().kind !== 'end') throw this.#reader.unexpected('AND, OR or the end');
    return expression;
  }

  #or(): Part {
    return this.#chain('or', () => this.#chain('and', () => this.#factor()));
  }

  #chain(op: 'and' | 'or', part: () => Part): Part {
    const first = part();
    if (!this.#reader.isAt(op)) return first;
    const parts = [this.#condition(first)];
    while (this.#reader.take(op)) parts.push(this.#condition(part()));
    return { kind: 'logic', op, parts };
  }

  #factor(): Part {
    if (!this.#reader.take('not')) return this.#comparison();
    return { kind: 'not', part: this.#condition(this.#nested(() => this.#factor())) };
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

  /** What stands for itself as a condition; throws where it needs something to be compared with. */
  #condition(part: Part): Expression {
    if (part.kind === 'boolean') return { kind: 'truth', value: part.value };
    if (part.kind === 'condition') return part.condition;
    if (isCondition(part)) return part;
    throw this.#reader.unexpected('A comparison (=, <>, <, <=, >, >=, LIKE, BETWEEN, IN, IS NULL)');
  }

  #comparison(): Part {
    const { at } = this.#reader.peek();
    const counted = () => {
      this.#terms.count(at);
    };
    const part = this.#sum();
    const value = () => this.#valueOf(part, at);
    const op = comparisonOperators.find((known) => this.#reader.take(known));
    if (op !== undefined) {
      counted();
      return { kind: 'compare', op, left: value(), right: this.#value() };
    }
    if (this.#reader.take('is')) {
      counted();
      const negated = this.#reader.take('not');
      this.#reader.expect('null');
      return negate(negated, { kind: 'isNull', value: isWritten(part) ? part : value() });
    }
    const negated = this.#reader.take('not');
    if (this.#reader.take('like')) {
      counted();
      return negate(negated, { kind: 'like', value: value(), pattern: this.#pattern() });
    }
    if (this.#reader.take('ilike')) {
      counted();
      return negate(negated, {
        kind: 'like',
        value: foldedOf(value(), 'casei', at),
        pattern: foldedOf(this.#pattern(), 'casei', at),
      });
    }
    if (this.#reader.take('between')) {
      counted();
      const low = this.#value();
      this.#reader.expect('and');
      return negate(negated, { kind: 'between', value: value(), low, high: this.#value() });
    }
    if (this.#reader.take('in')) {
      counted();
      return negate(negated, { kind: 'in', value: value(), list: this.#list() });
    }
    if (negated) throw this.#reader.unexpected('LIKE, BETWEEN or IN');
    return part;
  }

  #value(): Scalar {
    const { at } = this.#reader.peek();
    return this.#valueOf(this.#sum(), at);
  }

  #valueOf(part: Part, at: number): Scalar {
    if (isWritten(part)) throw new FilterFault('A geometry is no value: it can only be asked whether it IS NULL.', at);
    return isCondition(part) ? { kind: 'condition', condition: part, at } : part;
  }

  #list(): Scalar[] {
    const { at } = this.#reader.peek();
    this.#reader.expect('(');
    const list = [this.#value()];
    while (this.#reader.take(',')) list.push(this.#value());
    this.#reader.expect(')');
    if (list.length > filterLimits.listed) {
      throw new FilterFault(`A list has more than ${filterLimits.listed} values: ask in several requests.`, at);
    }
    return list;
  }

  #sum(): Part {
    return this.#operators(['+', '-'], () => this.#operators(['*', '/', '%', 'div'], () => this.#power()));
  }

  #operators(among: readonly ArithmeticOperator[], operand: () => Part): Part {
    const start = this.#reader.peek().at;
    let left = operand();
    for (let op = this.#operator(among); op !== undefined; op = this.#operator(among)) {
      const { at } = this.#reader.peek();
      this.#terms.count(at);
      left = {
        kind: 'arithmetic',
        op,
        left: this.#valueOf(left, start),
        right: this.#valueOf(operand(), at),
        at: start,
      };
    }
    return left;
  }

  #operator(among: readonly ArithmeticOperator[]): ArithmeticOperator | undefined {
    return among.find((known) => this.#reader.take(known));
  }

  #power(): Part {
    const { at } = this.#reader.peek();
    const base = this.#operand();
    if (!this.#reader.take('^')) return base;
    this.#terms.count(at);
    const exponent = this.#reader.peek().at;
    return {
      kind: 'arithmetic',
      op: '^',
      left: this.#valueOf(base, at),
      right: this.#valueOf(this.#operand(), exponent),
      at,
    };
  }

  #operand(): Part {
    const token = this.#reader.peek();
    const { at } = token;
    if (token.kind === 'text') {
      return { kind: 'text', value: this.#text(this.#reader.next()), folded: false, unaccented: false, at };
    }
    if (token.kind === 'quoted') return propertyOf(this.#reader.next().value, at);
    if (this.#reader.isAt('(')) {
      return this.#nested(() => {
        this.#reader.expect('(');
        const inside = this.#or();
        this.#reader.expect(')');
        return inside;
      });
    }
    if (this.#reader.isAt('-') && this.#reader.peek(1).kind !== 'number') {
      this.#reader.next();
      const right = this.#nested(() => this.#operand());
      return {
        kind: 'arithmetic',
        op: '*',
        left: { kind: 'number', value: -1, at },
        right: this.#valueOf(right, at),
        at,
      };
    }
    if (this.#reader.isAtNumber()) return { kind: 'number', value: this.#reader.number('A number'), at };
    if (token.kind !== 'word') throw this.#reader.unexpected('A property or a value');
    const word = token.value.toLowerCase();
    if (word === 'bbox' || beginsGeometry(this.#reader, word)) return readWritten(this.#reader, word, at);
    if (this.#reader.isAt('(', 1)) return this.#function(word, at);
    this.#reader.next();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', at };
    return propertyOf(token.value, at);
  }

  #text({ value }: Token): string {
    return this.#dialect === 'draft' ? value.replaceAll("''", "'") : readText(value);
  }

  #function(word: string, at: number): Part {
    const name = draftNames[word] ?? word;
    const spatial = spatialOperators.find((known) => known === name);
    const temporal = temporalOperators.find((known) => known === name);
    if (spatial !== undefined || temporal !== undefined || name === 's_dwithin') {
      this.#terms.count(at);
      this.#reader.next();
      if (spatial !== undefined) return readSpatial(this.#reader, spatial);
      return temporal === undefined ? readNear(this.#reader) : readTemporal(this.#reader, temporal);
    }
    switch (word) {
      case 'casei':
      case 'accenti':
        return foldedOf(
          this.#inBrackets(() => this.#value()),
          word,
          at,
        );
      case 'date':
      case 'timestamp':
        return readDay(this.#reader, word, at);
      case 'interval':
        throw new FilterFault('An INTERVAL is compared by T_INTERSECTS, T_DURING and their like.', at);
      default:
        throw new FilterFault(
          `There is no function ${word.slice(0, 30)} here: there are CASEI, ACCENTI, DATE, TIMESTAMP, ${functionNames}.`,
          at,
        );
    }
  }

  #inBrackets<T>(read: () => T): T {
    this.#reader.next();
    this.#reader.expect('(');
    const inside = this.#nested(read);
    this.#reader.expect(')');
    return inside;
  }

  #pattern(): Scalar {
    const token = this.#reader.peek();
    const { at } = token;
    if (token.kind === 'text') {
      return { kind: 'text', value: readPattern(this.#reader.next().value), folded: false, unaccented: false, at };
    }
    const fold = (['casei', 'accenti'] as const).find((known) => this.#reader.isAt(known));
    if (fold !== undefined)
      return foldedOf(
        this.#inBrackets(() => this.#pattern()),
        fold,
        at,
      );
    throw new FilterFault('LIKE takes a written text, with % and _ for what is left open.', at);
  }
}

const conditionKinds: ReadonlySet<string> = new Set([
  'logic',
  'not',
  'truth',
  'compare',
  'like',
  'between',
  'in',
  'isNull',
  'spatial',
  'near',
  'temporal',
]);

function isCondition(part: Part): part is Expression {
  return conditionKinds.has(part.kind);
}

function isWritten(part: Part): part is WrittenPlace {
  return part.kind === 'geometry' || part.kind === 'box';
}

function negate(negated: boolean, part: Expression): Expression {
  return negated ? { kind: 'not', part } : part;
}
