import type { Property } from '#contract/collections.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage } from '#client/text/format.ts';
import { levelWord } from '#client/text/words.ts';
import { kindOf, type Condition, type Operator } from './conditions.ts';
import { readConditions } from './cql2.ts';
import { isYear } from './feature-words.ts';

/** Each way of asking, as the filter builder names it. */
export const operatorWord: Record<Operator, () => string> = {
  is: m.explore_op_is,
  contains: m.explore_op_contains,
  begins: m.explore_op_begins,
  anyOf: m.explore_op_any_of,
  equal: m.explore_op_equal,
  unequal: m.explore_op_unequal,
  less: m.explore_op_less,
  lessOrEqual: m.explore_op_less_or_equal,
  more: m.explore_op_more,
  moreOrEqual: m.explore_op_more_or_equal,
  between: m.explore_op_between,
  on: m.explore_op_on,
  before: m.explore_op_before,
  after: m.explore_op_after,
  during: m.explore_op_during,
  isTrue: m.explore_op_true,
  isFalse: m.explore_op_false,
  empty: m.explore_op_empty,
  notEmpty: m.explore_op_not_empty,
};

/**
 * A filter in words, with titles of properties and labels of codes; one that was not made of rows is given as the text
 * that it is, and said to be one. `communes` gives names to codes of communes: a code that it does not know stays a code.
 */
export function filterInWords(
  filter: string,
  properties: readonly Property[],
  communes: ReadonlyMap<string, string>,
): string {
  const conditions = readConditions(filter, properties);
  if (conditions === null) return m.explore_words_foreign({ filter });
  const rows = conditions.rows.flatMap((row) => {
    const property = properties.find(({ name }) => name === row.property);
    return property === undefined ? [] : [rowWords(row, property, communes)];
  });
  return rows.join(`; ${conditions.match === 'all' ? m.explore_words_and() : m.explore_words_or()} `);
}

/** Codes of the communes that a filter names. */
export function communesOf(filter: string, properties: readonly Property[]): readonly string[] {
  const rows = readConditions(filter, properties)?.rows ?? [];
  return rows.flatMap(({ property, values }) => (property === 'commune_code' ? values : []));
}

function rowWords({ operator, values }: Condition, property: Property, communes: ReadonlyMap<string, string>): string {
  // The codes are written as names: the property's own title would speak of codes.
  const title = kindOf(property) === 'commune' ? levelWord.commune() : inLanguage(property.title);
  const words = values.map((value) => valueInWords(value, property, communes));
  const [first = '', second = ''] = words;
  const unit = property.unit === null ? '' : property.unit === '%' ? '%' : ` ${property.unit}`;
  switch (operator) {
    case 'between':
    case 'during':
      return m.explore_words_between({ property: title, from: first, to: `${second}${unit}` });
    case 'anyOf':
      return words.length === 1
        ? `${title} ${m.explore_op_is()} ${first}`
        : `${title} ${operatorWord.anyOf()} ${words.join(', ')}`;
    case 'isTrue':
    case 'isFalse':
      return `${title}: ${operatorWord[operator]()}`;
    default:
      return `${title} ${operatorWord[operator]()} ${first}${first === '' ? '' : unit}`.trimEnd();
  }
}

function valueInWords(value: string, property: Property, communes: ReadonlyMap<string, string>): string {
  switch (kindOf(property)) {
    case 'list': {
      const label = property.values?.find((entry) => entry.value === value)?.label;
      return label === undefined ? value : inLanguage(label);
    }
    case 'commune':
      return communes.get(value) ?? value;
    case 'number':
      return isYear(property) ? value : formatNumber(Number(value), 10);
    case 'date':
      return formatDate(value);
    case 'text':
      return `“${value}”`;
    case 'boolean':
      return value;
  }
}
