import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCatalog, type Catalog } from '#catalog/collections.ts';
import { Property } from '#contract/collections.ts';
import type { IndicatorUnit } from '#contract/criteria.ts';
import type { TableCell } from '#formats/cell.ts';
import { readFigure } from '#intake/cells/figure.ts';
import { decimalSign } from '#intake/cells/number.ts';
import { readDay, readText, readYesNo } from '#intake/cells/plain.ts';
import { valueReader } from '#intake/cells/property.ts';
import { cellOf, type Reading } from '#intake/cells/reading.ts';
import { findImportable } from '#intake/importable.ts';
import { importable } from '#intake/kinds/features/mapping.ts';
import { mapFeatureFields } from '#rules/features/fields.ts';

const document = readFileSync(new URL('../../../../docs/importing.md', import.meta.url), 'utf8');

/** Rows of the table with these headings: the document is the only place where they stand. */
function rowsUnder(headings: readonly string[]): string[][] {
  const start = document.indexOf(`| ${headings.join(' | ')} |`);
  const lines = document.slice(start).split('\n').slice(2);
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.slice(1, -1)),
    );
}

const plain = (text: string) => /^`(.*)`$/.exec(text.trim())?.[1] ?? text.trim();

/** A cell as the document writes it: text in backticks, else what kind of cell it is. */
function cellFrom(written: string): TableCell {
  const text = /^`(.*)`$/.exec(written)?.[1];
  // A CSV takes the guard of a formula away before anybody reads its cells.
  if (text !== undefined) return cellOf(text.replace(/^'(?==)/, ''));
  const [, number, shown] = /^number (\S+)(?: shown as (.+))?$/.exec(written) ?? [];
  if (number !== undefined && shown?.endsWith('%')) return { value: Number(number), percent: true, shown };
  if (number !== undefined) return { value: Number(number), ...(shown === undefined ? {} : { shown }) };
  const [, date, time] = /^day (\S+)(?: (.+))?$/.exec(written) ?? [];
  if (date !== undefined) return { value: time === undefined ? { date } : { date, time } };
  if (written === "a day's format over 0") return { value: { error: 'date' }, shown: '00/01/1900' };
  const error = /^error (.+)$/.exec(written)?.[1];
  if (error !== undefined) return { value: { error } };
  if (written === 'formula without a result') return { value: { error: 'formula' } };
  if (written === 'true') return { value: true };
  if (written === 'empty') return { value: null };
  throw new Error(`the table has a cell that nobody knows: ${written}`);
}

const property = (changes: Partial<Property>) =>
  Property.parse({ name: 'p', title: { vi: 'Thuộc tính', en: 'Property' }, type: 'string', ...changes });

/** How a property of a layer of each kind reads a cell, and how a figure does; null where figures have no such kind. */
const doors: Record<
  string,
  { layer: Partial<Property>; figure: IndicatorUnit | ((cell: TableCell) => Reading<unknown>) | null }
> = {
  number: { layer: { type: 'number', unit: 'm' }, figure: null },
  'whole number': { layer: { type: 'integer' }, figure: 'count' },
  percent: { layer: { type: 'number', unit: '%' }, figure: 'percent' },
  'yes or no': { layer: { type: 'boolean' }, figure: readYesNo },
  day: { layer: { type: 'date' }, figure: readDay },
  text: { layer: { type: 'string' }, figure: readText },
};

const cells = rowsUnder(['kind', 'cell', 'beside it', 'is read as', 'remark']);

test('the table has a row of each kind, and no kind that is none', () => {
  expect(new Set(cells.map(([kind]) => kind))).toEqual(new Set(Object.keys(doors)));
  expect(cells.length).toBeGreaterThan(60);
});

describe('each row of the table', () => {
  test.each(cells)('%s: %s beside %s is %s (%s)', (kind, written = '', beside = '', wanted = '', remark = '') => {
    const door = doors[kind ?? ''];
    const cell = cellFrom(written);
    const sign = beside.trim() === '' ? null : decimalSign([cell, cellFrom(beside)]);
    const layer = valueReader(property(door?.layer ?? {}), { sign, unit: null, factor: 1 })(cell);
    expect([said(layer), remarkOf(layer)]).toEqual([wanted, remark]);
    const figure = door?.figure ?? null;
    if (figure === null) return;
    const other = typeof figure === 'string' ? readFigure(cell, figure, sign) : figure(cell);
    expect(said(other)).toBe(wanted);
    // A count that is not whole has a word of its own there.
    expect(remarkOf(other)).toBe(remark === '!notWhole' ? '!impossibleValue' : remark);
  });
});

function said({ value }: Reading<unknown>): string {
  if (value === null) return 'nothing';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function remarkOf({ fault, notes = [] }: Reading<unknown>): string {
  if (fault !== undefined) return `!${fault.code}`;
  return notes.map(({ code }) => code).join(', ') || '—';
}

describe('headings', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await readCatalog();
  });
  test.each(rowsUnder(['heading', 'is', 'of']))('%s is %s of %s', (heading = '', wanted = '', id = '') => {
    const collection = findImportable(catalog, id.trim());
    if (collection === null) throw new Error(`there is no collection ${id}`);
    const { fieldOf, places } = mapFeatureFields([plain(heading)], importable({ collection }), [], true);
    expect([...fieldOf.keys(), ...places.keys()][0] ?? 'nothing').toBe(wanted.trim());
  });
});
