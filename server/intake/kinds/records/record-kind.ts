import type { ReportedParts } from '#rules/programme/reported-parts.ts';
import { isInForce } from '#rules/in-force.ts';
import { bareName } from '#rules/unit-names.ts';
import { shown } from '#rules/text/shown.ts';
import type { Level } from '#contract/admin-units.ts';
import type { CriteriaSetDetail } from '#contract/criteria.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import type { Queryable } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import type { Head } from '#formats/head.ts';
import type { TableSheet } from '#formats/tables.ts';
import { lostZeros } from '../../cells/plain.ts';
import type { Findings, Where } from '../../findings.ts';
import type { Reading } from '../../cells/reading.ts';
import type { KnownUnit } from './known-units.ts';

/** What rows are held against. */
export interface RecordContext extends ReportedParts {
  readonly db: Queryable;
  readonly sets: readonly CriteriaSetDetail[];
  /** Ways in which communes are put into groups. */
  readonly schemes: readonly GroupScheme[];
  /** Today in Vietnam: nothing can have been measured later. */
  readonly today: string;
  /** The day for which the portal answers. */
  readonly referenceDate: string;
}

/** One entry read from a file: what the statements of its kind take, and where it stands. */
export interface Entry {
  readonly where: Where;
  /** Entries of one key say the same thing twice. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** A kind of records: how its tables are read, compared with what is there, and written. */
export interface RecordSource {
  /** Headings that its tables may have, folded. */
  readonly headings: readonly string[];
  /** Where the headings of a sheet stand; null where it has none. */
  headOf(sheet: TableSheet): Head | null;
  /** Reads sheets as entries; what is wrong goes to `findings`. */
  read(sheets: readonly TableSheet[], context: RecordContext, findings: Findings): Promise<Entry[]>;
  /** Says of each entry (`n`) whether it is added, changed or unchanged. */
  readonly compare: Statement;
  /** Writes entries as revisions. */
  readonly insert: Statement;
  /** Resources whose revision moves. */
  readonly revisions: readonly string[];
}

/** The value of a reading; its fault becomes an issue and its notes notes at `where`. */
export function take<T>(reading: Reading<T>, where: Where, findings: Findings): T | null {
  const { fault, notes = [] } = reading;
  if (fault) findings.issue(fault.code, where, fault.reason, fault.todo);
  for (const note of notes) findings.note(note.code, where, note.reason, note.todo);
  return reading.value;
}

/** Judges the day that figures hold for; true where it can be taken. */
export function checkDay(day: string, where: Where, context: RecordContext, findings: Findings): boolean {
  if (day > context.today) {
    findings.issue(
      'futureDate',
      where,
      {
        vi: `Ngày ${day} ở tương lai (hôm nay là ${context.today}).`,
        en: `The date ${day} is in the future (today is ${context.today}).`,
      },
      {
        vi: 'Sửa ngày: số liệu chỉ có cho những ngày đã qua.',
        en: 'Correct the date: figures are of days that have been.',
      },
    );
    return false;
  }
  if (day > context.referenceDate) {
    findings.note(
      'afterReferenceDate',
      { ...(where.sheet === undefined ? {} : { sheet: where.sheet }) },
      {
        vi: `Có số liệu sau ngày mà hệ thống đang hiển thị (${context.referenceDate}).`,
        en: `There are figures after the day that the portal shows (${context.referenceDate}).`,
      },
      {
        vi: 'Số liệu được nhận; chọn ngày sau đó hoặc đặt REFERENCE_DATE để xem.',
        en: 'They are taken; choose a later date or set REFERENCE_DATE to see them.',
      },
    );
  }
  return true;
}

/** The version of a unit that bears a code on a day; what is wrong with it becomes an issue. */
export function requireUnitOn(
  units: ReadonlyMap<string, readonly KnownUnit[]>,
  { code, day, where }: { code: string; day: string; where: Where },
  findings: Findings,
): KnownUnit | null {
  const versions = units.get(code) ?? [];
  const found = versions.find((version) => isInForce(version, day));
  if (found) {
    if (found.code !== code) findings.noteAll([lostZeros(code, found.code)], where);
    return found;
  }
  if (versions.length === 0) {
    findings.issue(
      'unknownCode',
      where,
      { vi: `Không có đơn vị mã ${code}.`, en: `There is no unit with the code ${code}.` },
      {
        vi: 'Sửa mã theo danh mục hành chính, hoặc nhập ranh giới trước.',
        en: 'Correct the code by the official list, or import its boundary first.',
      },
    );
    return null;
  }
  const times = versions.map(({ validFrom, validTo }) => `${validFrom} - ${validTo ?? '...'}`).join('; ');
  findings.issue(
    'unitNotInForce',
    where,
    {
      vi: `Đơn vị ${code} không tồn tại vào ngày ${day} (${times}).`,
      en: `The unit ${code} was not in force on ${day} (${times}).`,
    },
    { vi: 'Sửa ngày hoặc mã.', en: 'Correct the date or the code.' },
  );
  return null;
}

/** An issue for each entry that says what an earlier one says; gives the entries without them. */
export function withoutDoubles(entries: readonly Entry[], findings: Findings): Entry[] {
  const first = new Map<string, Entry>();
  return entries.filter((entry) => {
    const before = first.get(entry.key);
    if (before === undefined) {
      first.set(entry.key, entry);
      return true;
    }
    const place = [before.where.sheet, before.where.row].filter((part) => part !== undefined).join(', ');
    findings.issue(
      'doubleEntry',
      entry.where,
      { vi: `Đã có ở ${place}.`, en: `It stands already in ${place}.` },
      { vi: 'Giữ một dòng, xoá dòng kia.', en: 'Keep one row and delete the other.' },
    );
    return false;
  });
}

/** The refusal of a file in which no sheet has the headings. */
export function noTable(findings: Findings, wanted: string): void {
  findings.issue(
    'noTable',
    {},
    { vi: `Không có trang tính nào có dòng tiêu đề: ${wanted}.`, en: `No sheet has a row of headings: ${wanted}.` },
    { vi: 'Dùng tệp mẫu, hoặc đặt tên các cột như vậy.', en: 'Use the template, or name the columns like that.' },
  );
}

/** A cell that must not be empty is. */
export function missing(findings: Findings, where: Where, what: { vi: string; en: string }): void {
  findings.issue(
    'missingValue',
    where,
    { vi: `Thiếu ${what.vi}.`, en: `The ${what.en} is missing.` },
    { vi: `Nhập ${what.vi}.`, en: `Give the ${what.en}.` },
  );
}

/** A note where the name beside a code is another than that of the unit. */
export function noteOtherName(
  { name, code, where }: { readonly name: string | null; readonly code: string; readonly where: Where },
  { name: known, level }: { readonly name: string; readonly level: Level },
  findings: Findings,
): void {
  if (name === null || bareName(name, level) === bareName(known, level)) return;
  findings.note(
    'nameDiffers',
    { sheet: where.sheet ?? '', row: where.row ?? 0, feature: code },
    {
      vi: `Tên trong tệp là "${shown(name)}", trong hệ thống là "${known}".`,
      en: `The file says "${shown(name)}", the portal "${known}".`,
    },
    {
      vi: 'Kiểm tra mã và tên có khớp nhau; số liệu được ghi theo mã.',
      en: 'Check that they belong together; the code decides.',
    },
  );
}
