import type { Property } from '#contract/collections.ts';
import {
  FilterFault,
  type ComparisonOperator,
  type Expression,
  type Scalar,
  type WrittenPlace,
} from '#rules/cql2/expression.ts';
import { parseCql2Text } from '#rules/cql2/parse-text.ts';
import { writeCql2Text } from '#rules/cql2/write-text.ts';
import { isComplete, noConditions, type Condition, type Conditions, type Operator } from './conditions.ts';

/** How numbers and days are compared. */
const compared = {
  equal: '=',
  unequal: '<>',
  less: '<',
  lessOrEqual: '<=',
  more: '>',
  moreOrEqual: '>=',
  on: '=',
  before: '<',
  after: '>',
} as const satisfies Partial<Record<Operator, ComparisonOperator>>;

/** Rows of the filter builder as CQL2 text; empty where no row is complete. `readConditions` reads it again. */
export function writeConditions({ match, rows }: Conditions, properties: readonly Property[]): string {
  const parts = rows.flatMap((row) => {
    const property = find(properties, row.property);
    return property !== undefined && isComplete(row, property) ? [toExpression(row)] : [];
  });
  const [first] = parts;
  if (first === undefined) return '';
  return writeCql2Text(parts.length === 1 ? first : { kind: 'logic', op: match === 'all' ? 'and' : 'or', parts });
}

/**
 * The rows that say what a filter says, however it is written; null for a filter that no rows can say, which is then
 * shown as the text that it is.
 */
export function readConditions(text: string, properties: readonly Property[]): Conditions | null {
  if (text.trim() === '') return noConditions;
  const expression = parsed(text);
  if (expression === null) return null;
  const parts = expression.kind === 'logic' ? expression.parts : [expression];
  const rows = parts.map((part) => toRow(part, properties));
  if (!rows.every((row) => row !== null)) return null;
  return { match: expression.kind === 'logic' && expression.op === 'or' ? 'any' : 'all', rows };
}

/** What a text says; null where it is no CQL2. */
function parsed(text: string): Expression | null {
  try {
    return parseCql2Text(text);
  } catch (error) {
    if (error instanceof FilterFault) return null;
    throw error;
  }
}

function find(properties: readonly Property[], name: string): Property | undefined {
  return properties.find((property) => property.name === name && property.filterable);
}

const at = null;

function toExpression({ property: name, operator, values }: Condition): Expression {
  const [first = '', second = ''] = values;
  const property = { kind: 'property', name, folded: false, unaccented: false, at } as const;
  const anyCase = { ...property, folded: true };
  switch (operator) {
    case 'is':
      return { kind: 'compare', op: '=', left: anyCase, right: textOf(first, true) };
    case 'contains':
      return { kind: 'like', value: anyCase, pattern: textOf(`%${escaped(first)}%`, true) };
    case 'begins':
      return { kind: 'like', value: anyCase, pattern: textOf(`${escaped(first)}%`, true) };
    case 'anyOf':
      return { kind: 'in', value: property, list: values.map((value) => textOf(value, false)) };
    case 'between':
      return { kind: 'between', value: property, low: numberOf(first), high: numberOf(second) };
    case 'during':
      return { kind: 'between', value: property, low: dayOf(first), high: dayOf(second) };
    case 'isTrue':
    case 'isFalse':
      return { kind: 'compare', op: '=', left: property, right: { kind: 'boolean', value: operator === 'isTrue', at } };
    case 'empty':
      return { kind: 'isNull', value: property };
    case 'notEmpty':
      return { kind: 'not', part: { kind: 'isNull', value: property } };
    case 'on':
    case 'before':
    case 'after':
      return { kind: 'compare', op: compared[operator], left: property, right: dayOf(first) };
    default:
      return { kind: 'compare', op: compared[operator], left: property, right: numberOf(first) };
  }
}

const textOf = (value: string, folded: boolean): Scalar => ({ kind: 'text', value, folded, unaccented: false, at });
const numberOf = (value: string): Scalar => ({ kind: 'number', value: Number(value), at });
const dayOf = (value: string): Scalar => ({ kind: 'date', value, at });

/** The row that a condition stands for; null where none does. */
function toRow(condition: Expression, properties: readonly Property[]): Condition | null {
  const row = rowOf(condition);
  const property = row === null ? undefined : find(properties, row.property);
  return row !== null && property !== undefined && isComplete(row, property) ? row : null;
}

function rowOf(condition: Expression): Condition | null {
  switch (condition.kind) {
    case 'isNull':
      return isPlain(condition.value) ? { property: condition.value.name, operator: 'empty', values: [] } : null;
    case 'not': {
      const { part } = condition;
      return part.kind === 'isNull' && isPlain(part.value)
        ? { property: part.value.name, operator: 'notEmpty', values: [] }
        : null;
    }
    case 'compare':
      return comparisonRow(condition.op, condition.left, condition.right);
    case 'like': {
      const { value, pattern } = condition;
      if (value.kind !== 'property' || pattern.kind !== 'text' || !value.folded || !pattern.folded) return null;
      if (value.unaccented || pattern.unaccented) return null;
      const [, any = '', literal = ''] = /^(%?)(.*)%$/s.exec(pattern.value) ?? [];
      const text = literal.replace(/\\(.)/gs, '$1');
      // More that stands for anything is more than a row can say.
      if (escaped(text) !== literal) return null;
      return { property: value.name, operator: any === '' ? 'begins' : 'contains', values: [text] };
    }
    case 'between': {
      const { value, low, high } = condition;
      const values = [low, high].map(written);
      if (!isPlain(value) || low.kind !== high.kind) return null;
      if (low.kind !== 'number' && low.kind !== 'date') return null;
      return { property: value.name, operator: low.kind === 'date' ? 'during' : 'between', values };
    }
    case 'in': {
      const { value, list } = condition;
      if (!isPlain(value)) return null;
      if (!list.every((entry) => entry.kind === 'text' && !entry.folded && !entry.unaccented)) return null;
      return { property: value.name, operator: 'anyOf', values: list.map(written) };
    }
    default:
      return null;
  }
}

/** Whether a value is a property as it stands. */
function isPlain(value: Scalar | WrittenPlace): value is Extract<Scalar, { kind: 'property' }> {
  return value.kind === 'property' && !value.folded && !value.unaccented;
}

function comparisonRow(op: ComparisonOperator, left: Scalar, right: Scalar): Condition | null {
  if (left.kind !== 'property' || left.unaccented) return null;
  const row = (operator: Operator, values: readonly string[]): Condition => ({ property: left.name, operator, values });
  if (right.kind === 'text') {
    if (op !== '=' || left.folded !== right.folded || right.unaccented) return null;
    return row(right.folded ? 'is' : 'anyOf', [right.value]);
  }
  if (left.folded || (right.kind !== 'number' && right.kind !== 'date' && right.kind !== 'boolean')) return null;
  if (right.kind === 'boolean') return op === '=' ? row(right.value ? 'isTrue' : 'isFalse', []) : null;
  const among = right.kind === 'date' ? daysCompared : numbersCompared;
  const operator = among.find((known) => compared[known] === op);
  return operator === undefined ? null : row(operator, [written(right)]);
}

const daysCompared = ['on', 'before', 'after'] as const;
const numbersCompared = ['equal', 'unequal', 'less', 'lessOrEqual', 'more', 'moreOrEqual'] as const;

/** A value as the builder's fields hold it: small numbers without an exponent. */
function written(scalar: Scalar): string {
  if (scalar.kind === 'property' || scalar.kind === 'arithmetic' || scalar.kind === 'condition') return '';
  const text = String(scalar.value);
  return scalar.kind === 'number' && text.includes('e-') ? scalar.value.toFixed(10).replace(/0+$/, '') : text;
}

/** What stands for anything in a pattern, made to stand for itself. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
