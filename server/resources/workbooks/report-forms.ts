import { levelWords } from '#rules/criteria/words.ts';
import { countCriteria } from '#rules/criteria/count-criteria.ts';
import {
  countByCriterion,
  countByMet,
  countByStatus,
  isPartlyAssessed,
  metClasses,
  metCount,
} from '#rules/workbooks/count-communes.ts';
import type { CommuneOfReport, ReportFigures } from './report-figures.ts';

export type FormCell = string | number | null;

/** A column of a form: its heading and how its numbers look. */
interface FormColumn {
  readonly title: string;
  readonly width: number;
  readonly decimals?: number;
}

/** One reporting form: numbered rows and, where `total` is set, a last row over all of them. */
export interface Form {
  readonly sheet: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly columns: readonly FormColumn[];
  readonly rows: readonly (readonly FormCell[])[];
  readonly total: readonly FormCell[] | null;
  readonly notes: readonly string[];
}

const order = { title: 'STT', width: 6 };
const count = (title: string): FormColumn => ({ title, width: 12 });

/** Biểu 01: communes by criteria met, by district. */
export function byMet({ set, districts, before, comparable, above }: ReportFigures): Form {
  const row = (now: readonly CommuneOfReport[], then: readonly CommuneOfReport[]): FormCell[] => {
    const found = countByMet(set, now);
    const whole = found.classes[0] ?? null;
    const earlier = comparable ? (countByMet(set, then).classes[0] ?? null) : null;
    const change = whole === null || earlier === null ? null : whole - earlier;
    return [found.communes, ...found.classes, found.notAssessed, found.mean, earlier, change];
  };
  const partly = all(districts, 'now').filter(({ statuses }) => isPartlyAssessed(set, statuses));
  return {
    sheet: 'Biểu 01',
    number: 'Biểu số 01/NTM',
    title: 'TỔNG HỢP SỐ XÃ THEO SỐ TIÊU CHÍ ĐẠT',
    unit: 'xã',
    columns: [
      order,
      { title: above, width: 28 },
      count('Tổng số xã'),
      ...metClasses(set.criteria.length).map(({ title }) => count(title)),
      count('Chưa đánh giá'),
      { title: 'Số tiêu chí bình quân/xã', width: 12, decimals: 2 },
      count(`Đạt đủ tại ${dayOf(before)}`),
      count('Tăng (+), giảm (-)'),
    ],
    rows: districts.map(({ name, now, then }, index) => [index + 1, name, ...row(now, then)]),
    total: ['', 'TOÀN TỈNH', ...row(all(districts, 'now'), all(districts, 'then'))],
    notes: [
      'Bình quân tính trên số xã đã đánh giá. Chỉ tính xã, không tính phường và thị trấn.',
      ...(comparable
        ? []
        : [`Đơn vị cấp xã đã được sắp xếp lại sau ngày ${dayOf(before)}: không so sánh số xã của hai thời điểm.`]),
      ...(partly.length === 0
        ? []
        : [
            `${partly.length} xã mới đánh giá một phần, xếp theo số tiêu chí đã đạt: ${partly.map((commune) => `${commune.unit.name} (${saidPartly(set, commune)})`).join('; ')}.`,
          ]),
    ],
  };
}

/** Biểu 02: communes by criterion, a column a district. */
export function byCriterion({ set, districts }: ReportFigures): Form {
  const communes = all(districts, 'now');
  const everywhere = countByCriterion(set, communes);
  const met = districts.map(({ now }) => countByCriterion(set, now));
  const percent = (part: number | null) => (part === null ? null : (100 * part) / communes.length);
  return {
    sheet: 'Biểu 02',
    number: 'Biểu số 02/NTM',
    title: 'TỔNG HỢP SỐ XÃ ĐẠT THEO TỪNG TIÊU CHÍ',
    unit: 'xã',
    columns: [
      order,
      { title: 'Tiêu chí', width: 34 },
      ...districts.map(({ name, now }) => count(`${name} (${now.length} xã)`)),
      count(`Tổng số xã đạt (trên ${communes.length} xã)`),
      { title: 'Tỷ lệ (%)', width: 10, decimals: 1 },
    ],
    rows: set.criteria.map(({ no, name }, index) => [
      no,
      name.vi,
      ...met.map((counts) => counts[index] ?? null),
      everywhere[index] ?? null,
      percent(everywhere[index] ?? null),
    ]),
    total: null,
    notes: ['Tỷ lệ tính trên tổng số xã, gồm cả xã chưa đánh giá tiêu chí đó.'],
  };
}

/** Biểu 03: communes by status, by district. */
export function byStatus({ set, districts, recognitionsKnown, above }: ReportFigures): Form {
  const row = (communes: readonly CommuneOfReport[]): FormCell[] =>
    Object.values(countByStatus(set, communes, recognitionsKnown));
  return {
    sheet: 'Biểu 03',
    number: 'Biểu số 03/NTM',
    title: 'TỔNG HỢP SỐ XÃ THEO TÌNH TRẠNG THỰC HIỆN VÀ CÔNG NHẬN',
    unit: 'xã',
    columns: [
      order,
      { title: above, width: 28 },
      count('Tổng số xã'),
      count('Đã công nhận'),
      count('Trong đó: nâng cao'),
      count('Trong đó: kiểu mẫu'),
      count('Đã công nhận, hiện không đạt đủ'),
      count('Đạt đủ, chưa công nhận'),
      count('Chưa công nhận, chưa đạt đủ'),
      count('Chưa công nhận, chưa đánh giá hết'),
    ],
    rows: districts.map(({ name, now }, index) => [index + 1, name, ...row(now)]),
    total: ['', 'TOÀN TỈNH', ...row(all(districts, 'now'))],
    notes: [
      'Đã công nhận: có quyết định còn hiệu lực ở bất kỳ mức nào. Đạt đủ: đạt tất cả tiêu chí của bộ tiêu chí tại ngày số liệu.',
      ...(recognitionsKnown ? [] : ['Chưa có số liệu công nhận của xã nào: các cột công nhận để trống.']),
    ],
  };
}

/** Biểu 04: the communes one by one, with the criteria that they lack. */
export function listOfCommunes({ set, districts, above, former }: ReportFigures): Form {
  const communes = all(districts, 'now');
  const lay = ({ unit }: CommuneOfReport) =>
    former
      .get(unit.id)
      ?.formerDistricts?.map(({ name }) => name)
      .join('; ') ?? '';
  const lacking = ({ statuses }: CommuneOfReport, status: 'notMet' | 'notAssessed') =>
    set.criteria
      .filter(({ no }) => (statuses.get(no) ?? 'notAssessed') === status)
      .map(({ no }) => no)
      .join(', ');
  return {
    sheet: 'Biểu 04',
    number: 'Biểu số 04/NTM',
    title: 'DANH SÁCH XÃ VÀ TIÊU CHÍ CHƯA ĐẠT',
    unit: 'tiêu chí',
    columns: [
      order,
      { title: 'Mã', width: 8 },
      { title: 'Xã', width: 22 },
      { title: above, width: 24 },
      ...(former.size === 0 ? [] : [{ title: 'Huyện (thị xã, thành phố) cũ', width: 24 }]),
      { title: 'Số tiêu chí đạt', width: 10 },
      { title: 'Tiêu chí chưa đạt', width: 26 },
      { title: 'Tiêu chí chưa đánh giá', width: 26 },
      { title: 'Công nhận', width: 22 },
      { title: 'Quyết định', width: 26 },
    ],
    rows: communes.map((commune, index) => [
      index + 1,
      commune.unit.code,
      commune.unit.name,
      commune.unit.parentName,
      ...(former.size === 0 ? [] : [lay(commune)]),
      metCount(set, commune.statuses),
      lacking(commune, 'notMet'),
      lacking(commune, 'notAssessed'),
      commune.recognised.map((level) => levelWords[level].vi).join(', '),
      commune.unit.recognitions.map(({ decisionNo, decidedOn }) => `${decisionNo} (${dayOf(decidedOn)})`).join('; '),
    ]),
    total: null,
    notes: [],
  };
}

/** 13 đạt, 1 chưa đánh giá. */
function saidPartly(set: ReportFigures['set'], { statuses }: CommuneOfReport): string {
  const { met, notAssessed } = countCriteria(set, statuses);
  return `${met} đạt, ${notAssessed} chưa đánh giá`;
}

function all(districts: ReportFigures['districts'], when: 'now' | 'then'): CommuneOfReport[] {
  return districts.flatMap((district) => district[when]);
}

/** 31/10/2024. */
export function dayOf(iso: string): string {
  return iso.split('-').reverse().join('/');
}
