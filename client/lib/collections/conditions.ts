import type { Property } from '#contract/collections.ts';
import { IsoDate } from '#contract/common.ts';

/** What kind of question a property takes. */
export type ConditionKind = 'text' | 'list' | 'commune' | 'number' | 'date' | 'boolean';

export const operators = [
  'is',
  'contains',
  'begins',
  'anyOf',
  'equal',
  'unequal',
  'less',
  'lessOrEqual',
  'more',
  'moreOrEqual',
  'between',
  'on',
  'before',
  'after',
  'during',
  'isTrue',
  'isFalse',
  'empty',
  'notEmpty',
] as const;
export type Operator = (typeof operators)[number];

/** One row of the filter builder. Values are as they are typed: numbers with a point, days as YYYY-MM-DD. */
export interface Condition {
  readonly property: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** The rows of the filter builder, of which all or any must hold. */
export interface Conditions {
  readonly match: 'all' | 'any';
  readonly rows: readonly Condition[];
}

export const noConditions: Conditions = { match: 'all', rows: [] };

const operatorsOf: Record<ConditionKind, readonly Operator[]> = {
  text: ['contains', 'begins', 'is', 'empty', 'notEmpty'],
  list: ['anyOf', 'empty', 'notEmpty'],
  commune: ['anyOf', 'empty', 'notEmpty'],
  number: ['equal', 'unequal', 'less', 'lessOrEqual', 'more', 'moreOrEqual', 'between', 'empty', 'notEmpty'],
  date: ['on', 'before', 'after', 'during', 'empty', 'notEmpty'],
  boolean: ['isTrue', 'isFalse', 'empty', 'notEmpty'],
};

/** The kind of question that a property takes, from its type and its list of values. */
export function kindOf({ name, type, values }: Property): ConditionKind {
  if (name === 'commune_code') return 'commune';
  if (values !== null && type === 'string') return 'list';
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'date':
    case 'boolean':
      return type;
  }
}

/** Operators that a property can be asked with; the first is taken by itself. */
export function operatorsFor(property: Property): readonly Operator[] {
  return operatorsOf[kindOf(property)];
}

/** How many values an operator needs; null where there may be any number above none. */
export function valuesNeeded(operator: Operator): number | null {
  switch (operator) {
    case 'anyOf':
      return null;
    case 'between':
    case 'during':
      return 2;
    case 'isTrue':
    case 'isFalse':
    case 'empty':
    case 'notEmpty':
      return 0;
    default:
      return 1;
  }
}

/** Longest text of a value and most values of a list that the builder writes: the API takes a little more. */
export const valueLimits = { characters: 200, listed: 100, rows: 20 } as const;

/** Whether a row says something: an unfinished one narrows nothing. */
export function isComplete({ operator, values }: Condition, property: Property): boolean {
  if (!operatorsFor(property).includes(operator)) return false;
  const needed = valuesNeeded(operator);
  if (needed === null ? values.length === 0 || values.length > valueLimits.listed : values.length !== needed)
    return false;
  return values.every((value) => isValue(value, property));
}

function isValue(value: string, property: Property): boolean {
  switch (kindOf(property)) {
    case 'number':
      return /^-?\d{1,15}(\.\d{1,10})?$/.test(value);
    case 'date':
      return IsoDate.safeParse(value).success;
    default:
      return value !== '' && value.length <= valueLimits.characters;
  }
}
