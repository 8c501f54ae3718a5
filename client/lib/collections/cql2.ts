import type { Property } from '#contract/collections.ts';
import { isComplete, noConditions, type Condition, type Conditions, type Operator } from './conditions.ts';

/** Words that mean something in a filter: a property of that name is written between double quotes. */
const reserved = /^(and|or|not|true|false|between|in|is|like|null|bbox|casei|date|timestamp|interval)$/i;
const signs: Partial<Record<Operator, string>> = {
  equal: '=',
  unequal: '<>',
  less: '<',
  lessOrEqual: '<=',
  more: '>',
  moreOrEqual: '>=',
  on: '=',
  before: '<',
  after: '>',
};

/** Rows of the filter builder as CQL2 text; empty where no row is complete. `readConditions` reads it again. */
export function writeConditions({ match, rows }: Conditions, properties: readonly Property[]): string {
  const parts = rows.flatMap((row) => {
    const property = find(properties, row.property);
    return property !== undefined && isComplete(row, property) ? [writeRow(row)] : [];
  });
  return parts.join(match === 'all' ? ' AND ' : ' OR ');
}

/**
 * The rows that a filter was written from; null for a filter that the builder would not have written, which is then
 * shown as the text that it is.
 */
export function readConditions(text: string, properties: readonly Property[]): Conditions | null {
  if (text.trim() === '') return noConditions;
  for (const match of ['all', 'any'] as const) {
    const rows = new RowReader(text, properties).rows(match === 'all' ? ' AND ' : ' OR ');
    // A text read in another way than it was meant is a foreign one.
    if (rows !== null && writeConditions({ match, rows }, properties) === text) return { match, rows };
  }
  return null;
}

/** Two filters of which both must hold; an empty one says nothing. */
export function bothFilters(...filters: readonly string[]): string {
  const said = filters.filter((filter) => filter.trim() !== '');
  return said.length < 2 ? (said[0] ?? '') : said.map((filter) => `(${filter})`).join(' AND ');
}

function find(properties: readonly Property[], name: string): Property | undefined {
  return properties.find((property) => property.name === name && property.filterable);
}

function writeRow({ property, operator, values }: Condition): string {
  const name = reserved.test(property) ? `"${property}"` : property;
  const [first = '', second = ''] = values;
  switch (operator) {
    case 'is':
      return `CASEI(${name}) = CASEI(${quoted(first)})`;
    case 'contains':
      return `CASEI(${name}) LIKE CASEI(${quoted(`%${escaped(first)}%`)})`;
    case 'begins':
      return `CASEI(${name}) LIKE CASEI(${quoted(`${escaped(first)}%`)})`;
    case 'anyOf':
      return `${name} IN (${values.map(quoted).join(',')})`;
    case 'between':
      return `${name} BETWEEN ${first} AND ${second}`;
    case 'during':
      return `${name} BETWEEN ${day(first)} AND ${day(second)}`;
    case 'on':
    case 'before':
    case 'after':
      return `${name} ${signs[operator]} ${day(first)}`;
    case 'isTrue':
      return `${name} = TRUE`;
    case 'isFalse':
      return `${name} = FALSE`;
    case 'empty':
      return `${name} IS NULL`;
    case 'notEmpty':
      return `${name} IS NOT NULL`;
    default:
      return `${name} ${signs[operator]} ${first}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
function day(text: string): string {
  return `DATE(${quoted(text)})`;
}
/** What stands for anything in a pattern, made to stand for itself. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
function unescaped(pattern: string): string {
  return pattern.replace(/\\(.)/gs, '$1');
}

const text = "'((?:[^']|'')*)'";
const number = '(-?\\d+(?:\\.\\d+)?)';
const dayText = "DATE\\('(\\d{4}-\\d{2}-\\d{2})'\\)";
const column = '(?:"(\\w+)"|(\\w+))';
const plain = (value: string) => value.replaceAll("''", "'");

interface Form {
  readonly pattern: RegExp;
  /** The row that the pieces of a match stand for; null where the operator depends on more than the form. */
  readonly row: (pieces: readonly string[]) => Pick<Condition, 'operator' | 'values'> | null;
}
const form = (source: string, row: Form['row']): Form => ({ pattern: new RegExp(source, 'y'), row });
const bySign = (sign: string, among: readonly Operator[]) => among.find((operator) => signs[operator] === sign);

/** Every way in which a row is written, with the name of its property as the first two pieces. */
const forms: readonly Form[] = [
  form(`CASEI\\(${column}\\) = CASEI\\(${text}\\)`, ([value = '']) => ({ operator: 'is', values: [plain(value)] })),
  form(`CASEI\\(${column}\\) LIKE CASEI\\(${text}\\)`, ([value = '']) => {
    const pattern = plain(value);
    const begins = !pattern.startsWith('%');
    return {
      operator: begins ? 'begins' : 'contains',
      values: [unescaped(pattern.slice(begins ? 0 : 1, -1))],
    };
  }),
  form(`${column} IN \\((${text}(?:,${text})*)\\)`, ([list = '']) => ({
    operator: 'anyOf',
    values: [...list.matchAll(new RegExp(text, 'g'))].map(([, value = '']) => plain(value)),
  })),
  form(`${column} BETWEEN ${number} AND ${number}`, ([low = '', high = '']) => ({
    operator: 'between',
    values: [low, high],
  })),
  form(`${column} BETWEEN ${dayText} AND ${dayText}`, ([from = '', to = '']) => ({
    operator: 'during',
    values: [from, to],
  })),
  form(`${column} (=|<|>) ${dayText}`, ([sign = '', value = '']) => {
    const operator = bySign(sign, ['on', 'before', 'after']);
    return operator === undefined ? null : { operator, values: [value] };
  }),
  form(`${column} (=|<>|<=|>=|<|>) ${number}`, ([sign = '', value = '']) => {
    const operator = bySign(sign, ['equal', 'unequal', 'less', 'lessOrEqual', 'more', 'moreOrEqual']);
    return operator === undefined ? null : { operator, values: [value] };
  }),
  form(`${column} = (TRUE|FALSE)`, ([value]) => ({ operator: value === 'TRUE' ? 'isTrue' : 'isFalse', values: [] })),
  form(`${column} IS (NOT )?NULL`, ([negated]) => ({
    operator: negated === undefined ? 'empty' : 'notEmpty',
    values: [],
  })),
];

/** Reads rows one after the other, as `writeRow` writes them. */
class RowReader {
  #at = 0;

  constructor(
    private readonly filter: string,
    private readonly properties: readonly Property[],
  ) {}

  rows(joint: string): Condition[] | null {
    const rows: Condition[] = [];
    for (;;) {
      const row = this.#row();
      if (row === null) return null;
      rows.push(row);
      if (this.#at === this.filter.length) return rows;
      if (!this.filter.startsWith(joint, this.#at)) return null;
      this.#at += joint.length;
    }
  }

  #row(): Condition | null {
    for (const { pattern, row } of forms) {
      pattern.lastIndex = this.#at;
      const match = pattern.exec(this.filter);
      if (match === null) continue;
      const [whole, inQuotes, bare = '', ...pieces] = match;
      const property = inQuotes ?? bare;
      const said = row(pieces);
      if (said === null || find(this.properties, property) === undefined) continue;
      this.#at += whole.length;
      return { property, ...said };
    }
    return null;
  }
}
