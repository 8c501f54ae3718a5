import { shown } from '#rules/text/shown.ts';
import type { TableCell } from '#formats/cell.ts';
import type { Head as TableHead } from '#formats/head.ts';
import type { TableSheet } from '#formats/tables.ts';
import type { DecimalSign } from '#rules/text/number.ts';
import { readDay, readText } from '../../cells/plain.ts';
import type { Findings, Where } from '../../findings.ts';
import { findNames, findTable, type Column, type FoundTable, type TableRow } from './find-table.ts';
import { missing, take } from './record-kind.ts';

/** What columns of a list or template are called. */
export const headings = {
  code: ['code', 'ma', 'ma xa', 'ma huyen', 'ma don vi', 'unit', 'unit code'],
  name: ['name', 'ten', 'ten xa', 'ten huyen', 'ten don vi', 'don vi'],
  district: ['district', 'huyen', 'thuoc huyen'],
  set: ['set', 'set id', 'bo tieu chi'],
  criterion: ['criterion', 'criterion no', 'tieu chi', 'tieu chi so'],
  indicator: ['indicator', 'indicator no', 'chi tieu', 'chi tieu so'],
  status: ['status', 'trang thai', 'ket qua'],
  value: ['value', 'gia tri', 'so lieu'],
  value2: ['value2', 'gia tri 2', 'so lieu 2'],
  validOn: ['valid on', 'date', 'ngay', 'ngay so lieu', 'ngay danh gia'],
  source: ['source', 'nguon', 'nguon so lieu'],
  note: ['note', 'ghi chu', 'recorded on'],
} as const;
type Key = keyof typeof headings;
type Table = FoundTable<Key>;

/** One figure or status as it stands in a table, before anything is judged. */
export interface GivenAssessment {
  readonly where: Where;
  /** The cells that say whose it is, of which set and of which day: in the row, or above the table for all rows. */
  readonly places: { readonly code: Where; readonly set: Where; readonly validOn: Where };
  readonly code: string;
  readonly name: string | null;
  readonly setId: string;
  readonly item: { readonly kind: 'criterion' | 'indicator'; readonly no: string };
  readonly status: TableCell;
  readonly value: TableCell;
  readonly value2: TableCell;
  /** The decimal sign that figures of its column, or of the table, show. */
  readonly sign: DecimalSign | null;
  readonly validOn: string;
  readonly source: string;
  /** Cells of a template may hold a word instead of a figure. */
  readonly mixed: boolean;
}

const dayWords = { vi: 'ngày số liệu', en: 'date that the figures hold for' };
const sourceWords = { vi: 'nguồn số liệu', en: 'source of the figures' };
const none: TableCell = { value: null };
/** `TC1` is criterion 1, `1.2` an indicator, `1.2#2` its second figure. */
const wideHeading = /^(?:tc\s?(?<criterion>\d{1,3})|(?<indicator>\d{1,3}(?:\.\w{1,8})?)(?<second>#2)?)$/i;

type Named = Pick<Table, 'columns' | 'others'>;
const isList = ({ columns }: Named) => (columns.criterion ?? columns.indicator) !== undefined;
const isTemplate = ({ others }: Named) => others.some((column) => itemOf(column) !== undefined);

function tableIn(sheet: TableSheet, findings: Findings): Table | null {
  return (
    findTable(sheet, headings, ['code', 'set'], findings, isList) ??
    findTable(sheet, headings, ['code'], findings, isTemplate)
  );
}

/** Where the headings of a list or template stand; null where a sheet is neither. */
export function findGiven(sheet: TableSheet): TableHead | null {
  return findNames(sheet, headings, ['code', 'set'], isList) ?? findNames(sheet, headings, ['code'], isTemplate);
}

/** What a column is of, where it is a criterion's or indicator's; the name of its group may stand before it. */
function itemOf({ title }: Column): Record<string, string> | undefined {
  return wideHeading.exec(title.split(' – ').at(-1)?.trim() ?? '')?.groups;
}

/** The figures and statuses of a sheet; null where it has no table of them. */
export function readGiven(sheet: TableSheet, findings: Findings): GivenAssessment[] | null {
  const table = tableIn(sheet, findings);
  if (table === null) return null;
  const { columns } = table;
  return columns.criterion === undefined && columns.indicator === undefined
    ? cellsOfTemplate(table, findings)
    : table.rows.flatMap((row) => cellOfList(table, row, findings));
}

function cellOfList({ columns, signOf }: Table, row: TableRow, findings: Findings): GivenAssessment[] {
  const head = readHead(
    row,
    columns,
    { setId: null, validOn: null, source: null, places: {}, told: new Set() },
    findings,
  );
  const criterion = take(readText(row.cell(columns.criterion)), row.where(columns.criterion), findings);
  const indicator = take(readText(row.cell(columns.indicator)), row.where(columns.indicator), findings);
  const no = indicator ?? criterion;
  if (no === null)
    missing(findings, row.where(columns.indicator), {
      vi: 'số tiêu chí hoặc chỉ tiêu',
      en: 'number of a criterion or indicator',
    });
  if (head === null || no === null) return [];
  const item = { kind: indicator === null ? ('criterion' as const) : ('indicator' as const), no };
  const [status, value, value2] = [row.cell(columns.status), row.cell(columns.value), row.cell(columns.value2)];
  const column = value.value === null ? columns.status : columns.value;
  const sign = signOf(columns.value, []);
  return [{ ...head, item, status, value, value2, sign, where: row.where(column, head.code), mixed: false }];
}

/** The template: a row a unit, a column each criterion and indicator; empty cells say nothing. */
function cellsOfTemplate(table: Table, findings: Findings): GivenAssessment[] {
  const { columns, others, rows } = table;
  const items = others.flatMap((column) => {
    const groups = itemOf(column);
    return groups === undefined
      ? []
      : [{ column, ...groups } as { column: Column; criterion?: string; indicator?: string; second?: string }];
  });
  refuseUnknownColumns(
    table,
    items.map(({ column }) => column),
    findings,
  );
  const figures = items.flatMap(({ column, indicator }) => (indicator === undefined ? [] : [column]));
  const defaults = defaultsOf(table, findings);
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const filled = items.filter(({ column }) => row.cell(column).value !== null);
    if (filled.length === 0) return [];
    const head = readHead(row, columns, defaults, findings);
    if (head === null || !onceOnly(row, head, columns.code, seen, findings)) return [];
    return filled.flatMap(({ column, criterion, indicator, second }): GivenAssessment[] => {
      const common = { ...head, where: row.where(column, head.code), mixed: true };
      if (criterion !== undefined)
        return [
          {
            ...common,
            item: { kind: 'criterion', no: criterion },
            status: row.cell(column),
            value: none,
            value2: none,
            sign: null,
          },
        ];
      if (indicator === undefined) return [];
      const pair = (part: string | undefined) =>
        items.find((other) => other.indicator === indicator && other.second === part)?.column;
      // An indicator of two figures is read once, at the first of its cells that is filled.
      if (second !== undefined && row.cell(pair(undefined)).value !== null) return [];
      const [value, value2] = [row.cell(pair(undefined)), row.cell(pair('#2'))];
      const sign = table.signOf(column, figures);
      return [{ ...common, item: { kind: 'indicator', no: indicator }, status: none, value, value2, sign }];
    });
  });
}

type Head = Pick<GivenAssessment, 'code' | 'name' | 'setId' | 'validOn' | 'source' | 'places'>;
interface Defaults {
  readonly setId: string | null;
  readonly validOn: string | null;
  readonly source: string | null;
  readonly places: { readonly set?: Where; readonly validOn?: Where };
  /** What is missing in a cell above the table and has been told there. */
  readonly told: ReadonlySet<'validOn' | 'source'>;
}

/** What a row says of itself, or the cells above the table say for all rows; null where something is missing. */
function readHead(row: TableRow, columns: Table['columns'], defaults: Defaults, findings: Findings): Head | null {
  const read = (key: Key) => take(readText(row.cell(columns[key])), row.where(columns[key]), findings);
  // Spreadsheets drop a leading zero; codes of communes have five digits and of districts three.
  const code = read('code');
  const setId = read('set') ?? defaults.setId;
  const source = read('source') ?? defaults.source;
  const day = take(readDay(row.cell(columns.validOn)), row.where(columns.validOn), findings);
  const validOn = day ?? defaults.validOn;
  const name = read('name');
  if (code === null) missing(findings, row.where(columns.code), { vi: 'mã đơn vị', en: 'code of the unit' });
  if (setId === null) missing(findings, row.where(columns.set), { vi: 'bộ tiêu chí', en: 'criteria set' });
  const untold = (key: 'validOn' | 'source') => !defaults.told.has(key) || columns[key] !== undefined;
  if (validOn === null && row.cell(columns.validOn).value === null && untold('validOn'))
    missing(findings, row.where(columns.validOn), dayWords);
  if (source === null && untold('source')) missing(findings, row.where(columns.source), sourceWords);
  if (code === null || setId === null || validOn === null || source === null) {
    const { row: number, sheet } = row.where(columns.code);
    if (number !== undefined) findings.refuseRow(number, sheet);
    return null;
  }
  const ownSet = row.cell(columns.set).value !== null || defaults.places.set === undefined;
  const ownDay = day !== null || defaults.places.validOn === undefined;
  const places = {
    code: row.where(columns.code, code),
    set: ownSet ? row.where(columns.set, code) : defaults.places.set,
    validOn: ownDay ? row.where(columns.validOn, code) : defaults.places.validOn,
  };
  return { code, name, setId, validOn, source, places };
}

function defaultsOf({ above, columns }: Table, findings: Findings): Defaults {
  const labelled = (start: string) => above.find(({ label }) => label.startsWith(start));
  const [set, day, source] = [labelled('bo tieu chi'), labelled('ngay so lieu'), labelled('nguon')];
  const told = new Set<'validOn' | 'source'>();
  const validOn = day === undefined ? null : take(readDay(day.cell), day.where, findings);
  if (day !== undefined && validOn === null) {
    told.add('validOn');
    if (day.cell.value === null && columns.validOn === undefined) missing(findings, day.where, dayWords);
  }
  const from = source === undefined ? null : take(readText(source.cell), source.where, findings);
  if (source !== undefined && from === null) {
    told.add('source');
    if (source.cell.value === null && columns.source === undefined) missing(findings, source.where, sourceWords);
  }
  return {
    setId: set === undefined ? null : take(readText(set.cell), set.where, findings),
    validOn,
    source: from,
    places: { ...(set && { set: set.where }), ...(day && { validOn: day.where }) },
    told,
  };
}

function onceOnly(
  row: TableRow,
  head: Head,
  column: Column | undefined,
  seen: Map<string, number>,
  findings: Findings,
): boolean {
  const key = `${head.code} ${head.setId} ${head.validOn}`;
  const before = seen.get(key);
  seen.set(key, before ?? row.number);
  if (before === undefined) return true;
  findings.issue(
    'doubleUnit',
    row.where(column, head.code),
    { vi: `Đơn vị ${head.code} đã có ở dòng ${before}.`, en: `The unit ${head.code} stands already in row ${before}.` },
    { vi: 'Giữ một dòng cho mỗi đơn vị và ngày.', en: 'Keep one row for each unit and date.' },
  );
  return false;
}

/** Columns between the known ones that look like a number of something, but are none. */
function refuseUnknownColumns({ sheet, others }: Table, known: readonly Column[], findings: Findings): void {
  for (const column of others) {
    if (known.includes(column)) continue;
    findings.note(
      'unknownColumn',
      { sheet, property: shown(column.title) },
      {
        vi: `Cột "${shown(column.title)}" không được đọc.`,
        en: `The column "${shown(column.title)}" is not read.`,
      },
      {
        vi: 'Nếu là tiêu chí hoặc chỉ tiêu, đặt tên cột dạng TC1 hoặc 1.1.',
        en: 'If it is a criterion or indicator, call it TC1 or 1.1.',
      },
    );
  }
}
