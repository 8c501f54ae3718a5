import type { Text } from '#contract/common.ts';
import type { Property } from '#contract/collections.ts';
import { textOfCell, type TableCell } from '#formats/cell.ts';
import { folded } from '#rules/text/heading.ts';
import { unitKey } from '#rules/text/measure-units.ts';
import type { DecimalSign } from '#rules/text/number.ts';
import { shown } from '#rules/text/shown.ts';
import { readNumberCell, type NumberKind } from './number.ts';
import { readDay, readText, readYesNo } from './plain.ts';
import { cellOf, faulty, readingUndashed, type Reading } from './reading.ts';
import { nothingToDo } from '#formats/driver.ts';

export type PropertyValue = string | number | boolean;

/** Reads what a file has for a property: its type, list of values, bounds and pattern. An empty value is null. */
export type ValueReader = (raw: unknown) => Reading<PropertyValue>;

/** What a column says of all its values. */
export interface ColumnStyle {
  /** The decimal sign that its other numbers show. */
  readonly sign: DecimalSign | null;
  /** The unit that its heading or table says; null where none is said. */
  readonly unit: string | null;
  /** By what its numbers are multiplied to be in the property's unit. */
  readonly factor: number;
}

export const plainColumn: ColumnStyle = { sign: null, unit: null, factor: 1 };

const integerBound = 2_147_483_647;

/** Texts of a column whose readings are kept: names out of a list and days stand in very many rows. */
const mostKept = 1_000;
/** No name out of a list and no day is longer. */
const longestKept = 60;

/** The reader of a property's values. */
export function valueReader(property: Property, style: ColumnStyle = plainColumn): ValueReader {
  const read = readers[property.type](property, style);
  if (property.values === null && property.type !== 'date' && property.type !== 'boolean')
    return (raw) => read(cellOf(raw));
  const kept = new Map<string, Reading<PropertyValue>>();
  return (raw) => {
    if (typeof raw !== 'string') return read(cellOf(raw));
    const known = kept.get(raw);
    if (known !== undefined) return known;
    const reading = read(cellOf(raw));
    if (kept.size < mostKept && raw.length <= longestKept) kept.set(raw, reading);
    return reading;
  };
}

type CellReader = (cell: TableCell) => Reading<PropertyValue>;

const readers: Record<Property['type'], (property: Property, style: ColumnStyle) => CellReader> = {
  string: (property) => (property.values === null ? textReader(property) : listReader(property, property.values)),
  integer: numberReader,
  number: numberReader,
  boolean: () => readYesNo,
  date: dayReader,
};

function textReader(property: Property): CellReader {
  const pattern = property.pattern === null ? null : new RegExp(`^(?:${property.pattern})$`, 'u');
  return (cell) => {
    const read = readText(cell);
    if (read.fault?.code === 'badText') return { value: null, fault: { ...read.fault, todo: correct(property) } };
    if (read.value === null || pattern === null || pattern.test(read.value)) return read;
    return faulty(
      'badPattern',
      {
        vi: `"${shown(read.value)}" không đúng mẫu của ${property.title.vi} (${pattern.source}).`,
        en: `"${shown(read.value)}" does not fit the pattern of ${property.title.en} (${pattern.source}).`,
      },
      correct(property),
    );
  };
}

/** Codes by value, then label, then alias, as people spell them. */
function listReader(property: Property, values: NonNullable<Property['values']>): CellReader {
  const known = new Map<string, string>();
  const calls = [
    ...values.map(({ value }) => [value, value] as const),
    ...values.flatMap(({ value, label }) => [[label.vi, value] as const, [label.en, value] as const]),
    ...values.flatMap(({ value, aliases }) => aliases.map((alias) => [alias, value] as const)),
  ];
  for (const [name, value] of calls) if (!known.has(folded(name))) known.set(folded(name), value);
  const list = (language: 'vi' | 'en') => values.map(({ label }) => label[language]).join(', ');
  const exact = new Set(values.map(({ value }) => value));
  return (cell) =>
    readingUndashed(cell, () => {
      const text = textOfCell(cell);
      const value = exact.has(text) ? text : known.get(folded(text));
      if (value !== undefined) return { value };
      return faulty(
        'unknownValue',
        {
          vi: `"${shown(text)}" không có trong danh mục ${property.title.vi}.`,
          en: `"${shown(text)}" is none of the values of ${property.title.en}.`,
        },
        { vi: `Chọn một trong: ${list('vi')}.`, en: `Choose one of ${list('en')}.` },
      );
    });
}

function numberReader(property: Property, { sign, unit, factor }: ColumnStyle): CellReader {
  const kind = kindOf(property, unit);
  return (cell) => {
    const read = readNumberCell(cell, kind, sign);
    if (read.value === null) return read;
    const value = factor === 1 ? read.value : Number((read.value * factor).toPrecision(15));
    return bounded(property, cell, { ...read, value });
  };
}

/** Years by which a day may be ahead: certificates hold for a while. */
const yearsAhead = 20;

/** A day; one that is far from today is noted, for a figure of its year may be wrong. */
function dayReader({ title }: Property): CellReader {
  return (cell) => {
    const read = readDay(cell);
    if (read.value === null) return read;
    const year = Number(read.value.slice(0, 4));
    if (year >= 1900 && year <= new Date().getUTCFullYear() + yearsAhead) return read;
    const note = {
      code: 'farDay',
      reason: {
        vi: `${title.vi}: ngày ${read.value} rất xa hiện tại.`,
        en: `${title.en}: the day ${read.value} is far from today.`,
      },
      todo: { vi: 'Kiểm tra năm ở ô này.', en: 'Check the year in this cell.' },
    };
    return { ...read, notes: [...(read.notes ?? []), note] };
  };
}

function kindOf({ type, unit: own, title }: Property, given: string | null): NumberKind {
  const unit = given ?? own;
  return {
    whole: type === 'integer',
    percent: unit === '%',
    wanted: {
      vi: `${title.vi}: một con số${unit === null ? '' : ` theo ${unit}`}`,
      en: `${title.en}: a number${unit === null ? '' : ` in ${unit}`}`,
    },
    isUnit: (word) => unit !== null && unitKey(word) === unitKey(unit),
  };
}

function bounded(property: Property, cell: TableCell, read: Reading<number> & { value: number }): Reading<number> {
  const { min, max, title } = property;
  const { value } = read;
  const said = shown(textOfCell(cell));
  if (property.type === 'integer' && (!Number.isInteger(value) || Math.abs(value) > integerBound))
    return faulty(
      'notWhole',
      { vi: `"${said}" không phải số nguyên.`, en: `"${said}" is no whole number.` },
      correct(property),
    );
  // MapInfo and shapefiles have no empty numbers: a year 0 is none.
  if (value === 0 && min !== null && min > 0)
    return {
      value: null,
      notes: [
        {
          code: 'zeroIsNone',
          reason: { vi: `${title.vi}: 0 được hiểu là không có.`, en: `${title.en}: 0 was read as none.` },
          todo: nothingToDo,
        },
      ],
    };
  if ((min !== null && value < min) || (max !== null && value > max))
    return faulty(
      'outOfBounds',
      {
        vi: `${value} nằm ngoài khoảng ${min ?? '−∞'} đến ${max ?? '∞'} của ${title.vi}.`,
        en: `${value} is outside ${min ?? '−∞'} to ${max ?? '∞'}, the bounds of ${title.en}.`,
      },
      correct(property),
    );
  return read;
}

function correct({ title }: Property): Text {
  return { vi: `Sửa ${title.vi} ở dòng này.`, en: `Correct ${title.en} in this row.` };
}
