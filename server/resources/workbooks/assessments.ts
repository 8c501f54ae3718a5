import type { CriteriaSetDetail, Indicator } from '#contract/criteria.ts';
import type { TableCell, TableSheet } from '#formats/tables.ts';
import type { Findings, Where } from '#resources/imports/findings.ts';
import { readDay, readFigure, readStatus, readText, textOf } from '#rules/workbooks/read-cell.ts';
import { searchable } from '#rules/text.ts';
import { findTable, type Column, type FoundTable, type TableRow } from './find-table.ts';
import { readKnownUnits } from './known-units.ts';
import { queries } from './queries.ts';
import {
  checkDay,
  missing,
  noTable,
  requireUnitOn,
  take,
  withoutDoubles,
  type Entry,
  type RecordContext,
  type RecordSource,
} from './record-kind.ts';

const headings = {
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

/** Declared statuses of criteria and figures of indicators: the template (a column each) or a list (a row each). */
export const assessments: RecordSource = {
  async read(sheets, context, findings) {
    const cells = sheets.flatMap((sheet) => cellsOf(sheet, findings));
    if (cells.length === 0 && findings.issues.length === 0 && !sheets.some((sheet) => tableIn(sheet) !== null)) {
      noTable(findings, 'code, set, criterion/indicator, status/value, valid_on, source');
    }
    const units = await readKnownUnits(
      context.db,
      cells.map(({ code }) => code),
    );
    const entries = cells.flatMap((cell) => {
      const entry = judge(cell, units, context, findings);
      return entry === null ? [] : [entry];
    });
    return withoutDoubles(entries, findings);
  },
  compare: queries.compareAssessments,
  insert: queries.insertAssessments,
  revisions: ['assessments'],
};

/** One figure or status as it stands in a table, before anything is judged. */
interface GivenAssessment {
  readonly where: Where;
  readonly code: string;
  readonly name: string | null;
  readonly setId: string;
  readonly item: { readonly kind: 'criterion' | 'indicator'; readonly no: string };
  readonly status: TableCell;
  readonly value: TableCell;
  readonly value2: TableCell;
  readonly validOn: string;
  readonly source: string;
  /** Cells of a template may hold a word instead of a figure. */
  readonly mixed: boolean;
}

const none: TableCell = { value: null };
/** `TC1` is criterion 1, `1.2` an indicator, `1.2#2` its second figure. */
const wideHeading = /^(?:tc\s?(?<criterion>\d{1,3})|(?<indicator>\d{1,3}(?:\.\w{1,8})?)(?<second>#2)?)$/i;

function tableIn(sheet: TableSheet): Table | null {
  const isList = ({ columns }: Table) => (columns.criterion ?? columns.indicator) !== undefined;
  return (
    findTable(sheet, headings, ['code', 'set'], isList) ??
    findTable(sheet, headings, ['code'], ({ others }) => others.some(({ title }) => wideHeading.test(title)))
  );
}

function cellsOf(sheet: TableSheet, findings: Findings): GivenAssessment[] {
  const table = tableIn(sheet);
  if (table === null) return [];
  const { columns } = table;
  return columns.criterion === undefined && columns.indicator === undefined
    ? cellsOfTemplate(table, findings)
    : table.rows.flatMap((row) => cellOfList(table, row, findings));
}

function cellOfList({ columns }: Table, row: TableRow, findings: Findings): GivenAssessment[] {
  const head = readHead(row, columns, { setId: null, validOn: null, source: null }, findings);
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
  return [{ ...head, item, status, value, value2, where: row.where(column, head.code), mixed: false }];
}

/** The template: a row a unit, a column each criterion and indicator; empty cells say nothing. */
function cellsOfTemplate(table: Table, findings: Findings): GivenAssessment[] {
  const { columns, others, rows } = table;
  const items = others.flatMap((column) => {
    const groups = wideHeading.exec(column.title.trim())?.groups;
    return groups === undefined
      ? []
      : [{ column, ...groups } as { column: Column; criterion?: string; indicator?: string; second?: string }];
  });
  refuseUnknownColumns(
    table,
    items.map(({ column }) => column),
    findings,
  );
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
          },
        ];
      if (indicator === undefined) return [];
      const pair = (part: string | undefined) =>
        items.find((other) => other.indicator === indicator && other.second === part)?.column;
      // An indicator of two figures is read once, at the first of its cells that is filled.
      if (second !== undefined && row.cell(pair(undefined)).value !== null) return [];
      const [value, value2] = [row.cell(pair(undefined)), row.cell(pair('#2'))];
      return [{ ...common, item: { kind: 'indicator', no: indicator }, status: none, value, value2 }];
    });
  });
}

interface Head extends Pick<GivenAssessment, 'code' | 'name' | 'setId' | 'validOn' | 'source'> {}
interface Defaults {
  readonly setId: string | null;
  readonly validOn: string | null;
  readonly source: string | null;
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
  if (validOn === null && row.cell(columns.validOn).value === null)
    missing(findings, row.where(columns.validOn), { vi: 'ngày số liệu', en: 'date that the figures hold for' });
  if (source === null)
    missing(findings, row.where(columns.source), { vi: 'nguồn số liệu', en: 'source of the figures' });
  if (code === null || setId === null || validOn === null || source === null) return null;
  return { code, name, setId, validOn, source };
}

function defaultsOf({ above }: Table, findings: Findings): Defaults {
  const labelled = (start: string) => above.find(({ label }) => label.startsWith(start));
  const [set, day, source] = [labelled('bo tieu chi'), labelled('ngay so lieu'), labelled('nguon')];
  return {
    setId: set === undefined ? null : textOf(set.cell),
    validOn: day === undefined ? null : take(readDay(day.cell), day.where, findings),
    source: source === undefined ? null : textOf(source.cell),
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
      { sheet, property: column.title.slice(0, 60) },
      {
        vi: `Cột "${column.title.slice(0, 60)}" không được đọc.`,
        en: `The column "${column.title.slice(0, 60)}" is not read.`,
      },
      {
        vi: 'Nếu là tiêu chí hoặc chỉ tiêu, đặt tên cột dạng TC1 hoặc 1.1.',
        en: 'If it is a criterion or indicator, call it TC1 or 1.1.',
      },
    );
  }
}

function judge(
  given: GivenAssessment,
  units: Awaited<ReturnType<typeof readKnownUnits>>,
  context: RecordContext,
  findings: Findings,
): Entry | null {
  const { where, code, setId, validOn } = given;
  if (!checkDay(validOn, where, context, findings)) return null;
  const unit = requireUnitOn(units, { code, day: validOn, where }, findings);
  const set = unit === null ? null : requireSet(given, context.sets, findings);
  if (unit === null || set === null) return null;
  if (!set.appliesTo.includes(unit.kind) || set.level !== unit.level) {
    findings.issue(
      'setDoesNotApply',
      where,
      {
        vi: `Bộ tiêu chí ${setId} không áp dụng cho ${unit.name} (${code}).`,
        en: `The set ${setId} is not for ${unit.name} (${code}).`,
      },
      { vi: 'Bỏ dòng này hoặc chọn bộ tiêu chí khác.', en: 'Leave the row out or choose another set.' },
    );
    return null;
  }
  noteOtherName(given, unit.name, findings);
  return given.item.kind === 'criterion'
    ? criterionEntry(given, set, unit.id, findings)
    : indicatorEntry(given, set, unit.id, findings);
}

function requireSet(
  { where, setId, validOn }: GivenAssessment,
  sets: readonly CriteriaSetDetail[],
  findings: Findings,
): CriteriaSetDetail | null {
  const set = sets.find(({ id }) => id === setId);
  if (set === undefined) {
    const known = sets.map(({ id }) => id).join(', ');
    findings.issue(
      'unknownSet',
      where,
      { vi: `Không có bộ tiêu chí "${setId.slice(0, 60)}".`, en: `There is no criteria set "${setId.slice(0, 60)}".` },
      { vi: `Các bộ tiêu chí: ${known}.`, en: `There are ${known}.` },
    );
    return null;
  }
  if (set.validFrom <= validOn && (set.validTo === null || validOn < set.validTo)) return set;
  findings.issue(
    'setNotInForce',
    where,
    {
      vi: `Bộ tiêu chí ${setId} không có hiệu lực vào ngày ${validOn} (${set.validFrom} - ${set.validTo ?? '...'}).`,
      en: `The set ${setId} is not in force on ${validOn} (${set.validFrom} - ${set.validTo ?? '...'}).`,
    },
    { vi: 'Sửa ngày hoặc bộ tiêu chí.', en: 'Correct the date or the set.' },
  );
  return null;
}

function noteOtherName({ name, code, where }: GivenAssessment, known: string, findings: Findings): void {
  const bare = (text: string) => searchable(text).replace(/^(xa|huyen|phuong|thi tran|thi xa|thanh pho) /, '');
  if (name === null || bare(name) === bare(known)) return;
  findings.note(
    'nameDiffers',
    { sheet: where.sheet ?? '', row: where.row ?? 0, feature: code },
    {
      vi: `Tên trong tệp là "${name.slice(0, 60)}", trong hệ thống là "${known}".`,
      en: `The file says "${name.slice(0, 60)}", the portal "${known}".`,
    },
    {
      vi: 'Kiểm tra mã và tên có khớp nhau; số liệu được ghi theo mã.',
      en: 'Check that they belong together; the code decides.',
    },
  );
}

function criterionEntry(
  given: GivenAssessment,
  set: CriteriaSetDetail,
  unitId: number,
  findings: Findings,
): Entry | null {
  const { where, item } = given;
  const criterion = set.criteria.find(({ no }) => String(no) === item.no);
  if (criterion === undefined) {
    unknownItem(given, { vi: 'tiêu chí', en: 'criterion' }, `1-${set.criteria.length}`, findings);
    return null;
  }
  const status = take(readStatus(given.status), where, findings);
  if (given.value.value !== null) {
    findings.issue(
      'valueOfCriterion',
      where,
      { vi: 'Tiêu chí không có giá trị, chỉ có trạng thái.', en: 'A criterion has a status and no value.' },
      { vi: 'Nhập giá trị ở chỉ tiêu, hoặc bỏ trống.', en: 'Give the value for an indicator, or leave it empty.' },
    );
    return null;
  }
  if (status === null) {
    if (given.status.value === null) missing(findings, where, { vi: 'trạng thái', en: 'status' });
    return null;
  }
  return entryOf(given, { unitId, criterionNo: criterion.no, indicatorNo: null, status, value: null, value2: null });
}

function indicatorEntry(
  given: GivenAssessment,
  set: CriteriaSetDetail,
  unitId: number,
  findings: Findings,
): Entry | null {
  const { where, item, validOn } = given;
  const criterion = set.criteria.find(({ no }) => item.no.split('.')[0] === String(no));
  const indicator = criterion?.indicators.find((held) => held.no === item.no && inForce(held, validOn));
  if (criterion === undefined || indicator === undefined) {
    const near = criterion?.indicators.map(({ no }) => no).join(', ') || '-';
    unknownItem(given, { vi: 'chỉ tiêu', en: 'indicator' }, near, findings);
    return null;
  }
  const ids = { unitId, criterionNo: criterion.no, indicatorNo: indicator.no };
  const word = given.mixed ? wordOf(given.value) : null;
  if (word !== null) return entryOf(given, { ...ids, status: word, value: null, value2: null });
  const status = take(readStatus(given.status), where, findings);
  const value = take(readFigure(given.value, indicator.unit), where, findings);
  const value2 = take(readFigure(given.value2, indicator.unit), where, findings);
  if (findings.isRefused(where.row ?? 0, where.sheet)) return null;
  if (status === null && value === null && value2 === null) {
    missing(findings, where, { vi: 'giá trị hoặc trạng thái', en: 'value or status' });
    return null;
  }
  if (value2 !== null && indicator.parts === null) {
    findings.issue(
      'secondValue',
      where,
      { vi: `Chỉ tiêu ${indicator.no} chỉ có một giá trị.`, en: `The indicator ${indicator.no} has one value only.` },
      { vi: 'Bỏ trống giá trị thứ hai.', en: 'Leave the second value empty.' },
    );
    return null;
  }
  // A figure speaks for itself: what it comes to is computed, and only a word is declared.
  return entryOf(given, { ...ids, status: status ?? 'notAssessed', value, value2 });
}

/** `Không áp dụng` or `Chưa đánh giá` in the place of a figure. */
function wordOf(cell: TableCell) {
  if (typeof cell.value !== 'string') return null;
  const { value } = readStatus(cell);
  return value === 'notApplicable' || value === 'notAssessed' ? value : null;
}

function inForce({ validFrom, validTo }: Indicator, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo);
}

function unknownItem(
  { where, item, setId }: GivenAssessment,
  what: { vi: string; en: string },
  near: string,
  findings: Findings,
): void {
  const no = item.no.slice(0, 20);
  findings.issue(
    item.kind === 'criterion' ? 'unknownCriterion' : 'unknownIndicator',
    where,
    { vi: `Bộ tiêu chí ${setId} không có ${what.vi} ${no}.`, en: `The set ${setId} has no ${what.en} ${no}.` },
    { vi: `Có: ${near}.`, en: `There are: ${near}.` },
  );
}

function entryOf(
  { where, setId, validOn, source }: GivenAssessment,
  values: {
    unitId: number;
    criterionNo: number;
    indicatorNo: string | null;
    status: string;
    value: number | null;
    value2: number | null;
  },
): Entry {
  return {
    where,
    key: [values.unitId, setId, values.criterionNo, values.indicatorNo, validOn].join(' '),
    values: {
      unit_id: values.unitId,
      set_id: setId,
      criterion_no: values.criterionNo,
      indicator_no: values.indicatorNo,
      status: values.status,
      value: values.value,
      value2: values.value2,
      valid_on: validOn,
      source: source.slice(0, 500),
    },
  };
}
