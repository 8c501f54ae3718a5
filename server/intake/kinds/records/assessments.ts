import { shown } from '#rules/text/shown.ts';
import { isInForce } from '#rules/in-force.ts';
import { records } from '#facts/records.ts';
import type { CriteriaSetDetail } from '#contract/criteria.ts';
import { isHeld } from '#contract/sets-at.ts';
import type { TableCell } from '#formats/cell.ts';
import { readFigure } from '../../cells/figure.ts';
import { readStatus } from '../../cells/status.ts';
import type { Findings, Where } from '../../findings.ts';
import { knownHeadings, seenSheets } from './find-table.ts';
import { findGiven, headings as assessmentHeadings, readGiven, type GivenAssessment } from './given-assessments.ts';
import { readKnownUnits, type KnownUnit } from './known-units.ts';
import {
  checkDay,
  missing,
  noTable,
  noteOtherName,
  requireUnitOn,
  take,
  withoutDoubles,
  type Entry,
  type RecordContext,
  type RecordSource,
} from './record-kind.ts';

/** Declared statuses of criteria and figures of indicators: the template (a column each) or a list (a row each). */
export const assessments: RecordSource = {
  headings: [...knownHeadings(assessmentHeadings)],
  headOf: findGiven,
  async read(sheets, context, findings) {
    const tables = seenSheets(sheets, findings).map((sheet) => readGiven(sheet, findings));
    if (tables.every((table) => table === null))
      noTable(findings, 'code, set, criterion/indicator, status/value, valid_on, source');
    const cells = tables.flatMap((table) => table ?? []);
    const units = await readKnownUnits(
      context.db,
      cells.map(({ code }) => code),
    );
    const subjectOf = judgeHeads(units, context, findings);
    const entries = cells.flatMap((cell) => {
      const subject = subjectOf(cell);
      if (subject === null) return [];
      const entry =
        cell.item.kind === 'criterion'
          ? criterionEntry(cell, subject.set, subject.unit.id, findings)
          : indicatorEntry(cell, subject.set, subject.unit.id, findings);
      return entry === null ? [] : [entry];
    });
    return withoutDoubles(entries, findings);
  },
  compare: records.compareAssessments,
  insert: records.insertAssessments,
  revisions: ['assessments'],
};

/** Whose figures they are and of which set. */
interface Subject {
  readonly unit: KnownUnit;
  readonly set: CriteriaSetDetail;
}

/**
 * Judges what the cells of a row share once, where it stands: a wrong code is one fault at its cell and not one at each of
 * 76 figures, and a wrong date above the table one for all rows.
 */
function judgeHeads(
  units: Awaited<ReturnType<typeof readKnownUnits>>,
  context: RecordContext,
  findings: Findings,
): (given: GivenAssessment) => Subject | null {
  const heads = new Map<string, Subject | null>();
  const days = new Map<string, boolean>();
  const sets = new Map<string, CriteriaSetDetail | null>();
  const judge = (given: GivenAssessment): Subject | null => {
    const { code, setId, validOn, places } = given;
    const day = `${placeKey(places.validOn)} ${validOn}`;
    if (!remembered(days, day, () => checkDay(validOn, places.validOn, context, findings))) return null;
    const unit = requireUnitOn(units, { code, day: validOn, where: places.code }, findings);
    if (unit === null) return null;
    const set = remembered(sets, `${placeKey(places.set)} ${setId} ${day}`, () =>
      requireSet(given, context.sets, findings),
    );
    if (set === null) return null;
    if (!set.appliesTo.includes(unit.kind) || set.level !== unit.level) {
      findings.issue(
        'setDoesNotApply',
        places.code,
        {
          vi: `Bộ tiêu chí ${setId} không áp dụng cho ${unit.name} (${code}).`,
          en: `The set ${setId} is not for ${unit.name} (${code}).`,
        },
        { vi: 'Bỏ dòng này hoặc chọn bộ tiêu chí khác.', en: 'Leave the row out or choose another set.' },
      );
      return null;
    }
    noteOtherName(given, unit, findings);
    return { unit, set };
  };
  return (given) =>
    remembered(heads, `${given.where.sheet ?? ''} ${given.where.row ?? ''}`, () => {
      const subject = judge(given);
      if (subject === null && given.where.row !== undefined) findings.refuseRow(given.where.row, given.where.sheet);
      return subject;
    });
}

function remembered<T>(known: Map<string, T>, key: string, work: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const result = work();
  known.set(key, result);
  return result;
}

function placeKey({ sheet, row, column }: Where): string {
  return `${sheet ?? ''} ${row ?? ''} ${column ?? ''}`;
}

function requireSet(
  { places, setId, validOn }: GivenAssessment,
  sets: readonly CriteriaSetDetail[],
  findings: Findings,
): CriteriaSetDetail | null {
  const set = sets.find(({ id }) => id === setId);
  if (set === undefined) {
    const known = sets.map(({ id }) => id).join(', ');
    findings.issue(
      'unknownSet',
      places.set,
      { vi: `Không có bộ tiêu chí "${shown(setId)}".`, en: `There is no criteria set "${shown(setId)}".` },
      { vi: `Các bộ tiêu chí: ${known}.`, en: `There are ${known}.` },
    );
    return null;
  }
  if (!isHeld(set)) {
    findings.issue(
      'setNotHeld',
      places.set,
      {
        vi: `Cổng chưa có nội dung của bộ tiêu chí ${setId} (${set.decision}).`,
        en: `What the set ${setId} (${set.decision}) asks for is not held here.`,
      },
      { vi: 'Chọn bộ tiêu chí khác.', en: 'Choose another set.' },
    );
    return null;
  }
  if (isInForce(set, validOn)) return set;
  findings.issue(
    'setNotInForce',
    places.validOn,
    {
      vi: `Bộ tiêu chí ${setId} không có hiệu lực vào ngày ${validOn} (${set.validFrom} - ${set.validTo ?? '...'}).`,
      en: `The set ${setId} is not in force on ${validOn} (${set.validFrom} - ${set.validTo ?? '...'}).`,
    },
    { vi: 'Sửa ngày hoặc bộ tiêu chí.', en: 'Correct the date or the set.' },
  );
  return null;
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
  const indicator = criterion?.indicators.find((held) => held.no === item.no && isInForce(held, validOn));
  if (criterion === undefined || indicator === undefined) {
    const near = criterion?.indicators.map(({ no }) => no).join(', ') || '-';
    unknownItem(given, { vi: 'chỉ tiêu', en: 'indicator' }, near, findings);
    return null;
  }
  const ids = { unitId, criterionNo: criterion.no, indicatorNo: indicator.no };
  const word = given.mixed ? wordOf(given.value) : null;
  if (word !== null) return entryOf(given, { ...ids, status: word, value: null, value2: null });
  const status = take(readStatus(given.status), where, findings);
  const value = take(readFigure(given.value, indicator.unit, given.sign), where, findings);
  const value2 = take(readFigure(given.value2, indicator.unit, given.sign), where, findings);
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

function unknownItem(
  { where, item, setId }: GivenAssessment,
  what: { vi: string; en: string },
  near: string,
  findings: Findings,
): void {
  const no = shown(item.no);
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
