import ExcelJS from 'exceljs';
import { Fault } from '#contract/faults.ts';
import { dayBefore } from '#contract/days.ts';
import { readPeriod } from '#contract/report-periods.ts';
import { isHeld } from '#contract/sets-at.ts';
import { declaredProgrammeOn } from '#catalog/declared.ts';
import { bytesOf, textSheet } from '#formats/sheet-style.ts';
import type { Queryable } from '#db/db.ts';
import { communeSet, notHeld, readCriteriaSet } from '#resources/criteria/service.ts';
import { readFormerDistricts } from '#resources/admin-units/former.ts';
import { readHeldProvince } from '#resources/programme/chosen.ts';
import { readAssessedUnits, type NamedUnit } from '#resources/programme/assessed-units.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import { queries } from './queries.ts';
import { byCriterion, byMet, byStatus, listOfCommunes, type Form } from './report-forms.ts';
import type { CommuneOfReport, ReportFigures } from './report-figures.ts';
import { drawForm } from './report-sheet.ts';

export interface ReportQuery {
  readonly setId: string | undefined;
  /** `2024-Q3`, `2024-H1` or `2024`. */
  readonly period: string;
  /** The last day of which the portal tells: figures of a period that has not ended are of this day. */
  readonly lastDate: string;
  readonly demo: boolean;
}

/**
 * The reporting forms of a period as a workbook: communes by criteria met, by criterion, by status, one by one, and a
 * sheet that says what they are. Throws Fault for a set that is not of communes or not held, and a period that has not begun.
 */
export async function makeReport(db: Queryable, query: ReportQuery): Promise<{ setId: string; bytes: Uint8Array }> {
  const figures = await readFigures(db, query);
  const book = new ExcelJS.Workbook();
  const forms: Form[] = [byMet(figures), byCriterion(figures), byStatus(figures), listOfCommunes(figures)];
  for (const form of forms) drawForm(book, form, figures);
  textSheet(book, 'Thông tin', about(figures));
  return { setId: figures.set.id, bytes: await bytesOf(book) };
}

async function readFigures(db: Queryable, query: ReportQuery): Promise<ReportFigures> {
  const { setId, lastDate, demo } = query;
  const period = readPeriod(query.period);
  if (period === null) throw new Fault('periodUnknown', {}, 'query.period');
  if (period.from > lastDate) {
    throw new Fault('periodNotBegun', { period: period.title, at: lastDate }, 'query.period');
  }
  const at = period.until < lastDate ? period.until : lastDate;
  const set = setId === undefined ? await communeSet(db, at) : await readCriteriaSet(db, setId, 'query.set');
  if (set.level !== 'commune') throw new Fault('setNotOfCommunes', { set: set.id }, 'query.set');
  if (!isHeld(set)) throw notHeld(set, 'query.set');
  const before = dayBefore(period.from);
  const { province: code } = await readHeldProvince(db, (await declaredProgrammeOn(at)).frame);
  const [now, then] = await Promise.all([readAssessedUnits(db, code, at), readAssessedUnits(db, code, before)]);
  const communes = (rows: readonly NamedUnit[]): CommuneOfReport[] =>
    rows
      .filter(({ level, kind }) => level === 'commune' && set.appliesTo.includes(kind))
      .map((unit) => ({
        unit,
        statuses: unit.statuses.get(set.id) ?? new Map(),
        recognised: unit.recognitions.map(({ level }) => level),
      }));
  const [current, earlier] = [communes(now), communes(then)];
  const codes = [...new Set(current.map(({ unit }) => unit.parentCode))].sort();
  const province = await readProvinceName(db, code, at);
  return {
    set,
    province,
    period,
    at,
    before,
    // Since July 2025 communes are other units, below provinces.
    comparable: hasDistricts(before) === hasDistricts(at),
    former: await readFormerDistricts(db, at, now),
    above: hasDistricts(at) ? 'Huyện, thị xã, thành phố' : 'Tỉnh, thành phố',
    demo,
    recognitionsKnown: now.some(({ level, recognised }) => level === 'commune' && recognised.size > 0),
    districts: codes.map((code) => ({
      name: current.find(({ unit }) => unit.parentCode === code)?.unit.parentName ?? 'Không rõ cấp trên',
      now: current.filter(({ unit }) => unit.parentCode === code),
      then: earlier.filter(({ unit }) => unit.parentCode === code),
    })),
  };
}

async function readProvinceName(db: Queryable, code: string, at: string): Promise<string> {
  const row = await db.maybeOne<{ name: string }>(queries.unitName, { code, level: 'province', at });
  return row?.name ?? 'Tỉnh';
}

function about({ set, period, at, before, province, demo, districts }: ReportFigures): string[][] {
  const communes = districts.reduce((sum, { now }) => sum + now.length, 0);
  const day = (iso: string) => iso.split('-').reverse().join('/');
  return [
    ['Nội dung', 'Diễn giải'],
    ['Chỉ số', `Kết quả thực hiện ${set.title.vi}: trạng thái công bố của từng tiêu chí`],
    ['Căn cứ', set.decision],
    ['Kỳ báo cáo', `${period.title.vi} (${day(period.from)} - ${day(period.until)})`],
    ['Số liệu tại ngày', day(at)],
    ['So với', `số liệu tại ngày ${day(before)}`],
    ['Phạm vi', `${province}, ${communes} xã; không gồm phường và thị trấn`],
    [
      'Nguồn',
      demo ? 'Dữ liệu minh hoạ - không phải số liệu chính thức' : 'Kết quả đánh giá đã ghi nhận trong hệ thống',
    ],
    [
      'Cách tính',
      'Xã chưa đánh giá tiêu chí nào được tính riêng, không tính là chưa đạt; ô để trống là chưa có số liệu, không phải số 0. "Đã công nhận" (đạt chuẩn) theo quyết định còn hiệu lực, "đạt đủ" theo kết quả đánh giá: một xã đã công nhận có thể không còn đạt đủ tiêu chí.',
    ],
  ];
}
