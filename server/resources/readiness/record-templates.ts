import type { Text } from '#contract/common.ts';
import type { CriteriaSetDetail } from '#contract/criteria.ts';
import type { RecordKind } from '#contract/imports.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import { levelWords, regionWords } from '#rules/criteria/words.ts';
import { unitWords } from '#rules/criteria/indicator-units.ts';
import type { ReportedParts } from '#rules/programme/reported-parts.ts';
import { noGroupWords } from '#rules/unit-groups/words.ts';
import type { CellKind, Template, TemplateColumn } from './template-book.ts';

/** Kinds of records that have a template of this form; that of assessments has a row a unit and is made of the units. */
export const listedKinds = [
  'recognitions',
  'groups',
  'thresholds',
  'target-figures',
  'disbursements',
] as const satisfies RecordKind[];
type ListedKind = (typeof listedKinds)[number];

/** What lists of codes are made of. */
export interface Declared extends ReportedParts {
  readonly sets: readonly CriteriaSetDetail[];
  readonly schemes: readonly GroupScheme[];
}

/** The workbook in which an office lists records of a kind, with the headings of `docs/importing.md` in Vietnamese. */
export function recordTemplate(kind: ListedKind, declared: Declared): Template {
  const { title, columns, codes = [] } = makers[kind](declared);
  return {
    title,
    columns,
    codes,
    sentences: [
      {
        vi: 'Mỗi dòng của trang "Nhập liệu" là một mục. Cột có (*) phải ghi; cột khác có thể để trống hoặc xoá.',
        en: 'Each row of the sheet "Nhập liệu" is one entry. Columns with (*) must be filled; others may be left empty or deleted.',
      },
      {
        vi: 'Số đã nhập giống hệt thì không ghi lại; số khác đi thành lần sửa mới, số cũ vẫn lưu.',
        en: 'What is held already is not written again; what differs is a revision, and the earlier one stays.',
      },
      {
        vi: `Tải lên ở trang /data, hoặc: npm run import -- --${kind} TỆP.xlsx --dry-run`,
        en: `Upload it on the page /data, or: npm run import -- --${kind} FILE.xlsx --dry-run`,
      },
    ],
  };
}

type Made = Pick<Template, 'title' | 'columns'> & Partial<Pick<Template, 'codes'>>;
const makers: Record<ListedKind, (declared: Declared) => Made> = {
  recognitions: ({ sets }) => ({
    title: { vi: 'Công nhận theo quyết định', en: 'Recognitions by decision' },
    columns: [
      unit,
      setColumn(sets),
      needed('Số quyết định', 'text', { vi: 'Như trên văn bản: 123/QĐ-UBND.', en: 'As on the document: 123/QĐ-UBND.' }),
      needed('Ngày quyết định', 'date', day),
      {
        ...column('Mức công nhận', 'text', {
          vi: 'Để trống: mức của bộ tiêu chí.',
          en: 'Empty: the level of the set.',
        }),
        values: Object.values(levelWords).map(({ vi, en }) => ({ value: vi, means: en })),
      },
      column('Hiệu lực từ', 'date', { vi: 'Để trống: ngày quyết định.', en: 'Empty: the day of the decision.' }),
      column('Ngày thu hồi', 'date', { vi: 'Chỉ khi đã bị thu hồi.', en: 'Only where it was revoked.' }),
      column('Quyết định thu hồi', 'text', {
        vi: 'Số quyết định thu hồi.',
        en: 'Number of the decision that revoked it.',
      }),
      column('Ghi chú', 'text', { vi: 'Tuỳ ý.', en: 'As you like.' }),
    ],
  }),
  groups: ({ schemes }) => ({
    title: { vi: 'Nhóm của xã theo quyết định', en: 'Groups of communes by decision' },
    columns: [
      {
        ...unit,
        note: {
          vi: 'Mã xã (5 chữ số); hoặc ghi tên ở cột bên.',
          en: 'Code of the commune (5 digits); or its name beside it.',
        },
        required: false,
      },
      column('Tên đơn vị', 'text', { vi: 'Khi không ghi mã.', en: 'Where there is no code.' }),
      { ...schemeColumn(schemes), required: true },
      needed('Nhóm', 'text', {
        vi: 'Mã hoặc tên của nhóm, xem danh sách bên dưới.',
        en: 'Id or name of the group, see the list below.',
      }),
      needed('Hiệu lực từ', 'date', { vi: 'Ngày đầu tiên thuộc nhóm này.', en: 'The first day in this group.' }),
      column('Hiệu lực đến', 'date', {
        vi: 'Ngày không còn hiệu lực; để trống: chưa định.',
        en: 'The day on which it no longer holds; empty: open.',
      }),
      needed('Quyết định', 'text', { vi: 'Văn bản xếp nhóm.', en: 'The document that says so.' }),
    ],
    codes: [...groupCodes(schemes), [noGroupWords.vi, noGroupWords.vi, noGroupWords.en] as const],
  }),
  thresholds: ({ sets, schemes }) => ({
    title: { vi: 'Mức đạt do tỉnh quy định', en: 'Thresholds set by the province' },
    columns: [
      setColumn(sets),
      needed('Chỉ tiêu', 'text', {
        vi: 'Số của chỉ tiêu, xem danh sách bên dưới.',
        en: 'Number of the indicator, see the list below.',
      }),
      column('Mức quy định', 'free', {
        vi: 'Theo đơn vị của chỉ tiêu. Để trống: rút lại mức đã nhập.',
        en: 'In the unit of the indicator. Empty: takes a threshold back.',
      }),
      column('Mức đạt 2', 'free', {
        vi: 'Chỉ khi chỉ tiêu có hai giá trị.',
        en: 'Only of indicators with two values.',
      }),
      {
        ...column('Vùng', 'text', { vi: 'Để trống: mọi vùng.', en: 'Empty: all regions.' }),
        values: Object.values(regionWords).map(({ vi, en }) => ({ value: vi, means: en })),
      },
      schemeColumn(schemes),
      column('Nhóm xã', 'text', {
        vi: 'Nhóm của cách phân nhóm đó; để trống: mọi nhóm.',
        en: 'A group of that scheme; empty: all groups.',
      }),
      column('Năm', 'whole', { vi: 'Để trống: mọi năm.', en: 'Empty: all years.' }, [2000, 2100]),
      column('Hiệu lực từ', 'date', { vi: 'Để trống: như bộ tiêu chí.', en: 'Empty: as the set.' }),
      column('Hiệu lực đến', 'date', { vi: 'Ngày không còn hiệu lực.', en: 'The day on which it no longer holds.' }),
      needed('Văn bản', 'text', { vi: 'Văn bản quy định mức này.', en: 'The document that sets it.' }),
    ],
    codes: [
      ...sets.flatMap(({ id, criteria }) =>
        criteria
          .flatMap(({ indicators }) => indicators)
          .filter(({ thresholdBy }) => thresholdBy !== 'decision')
          .map(({ no, name, unit: of }) => {
            return [no, `${id}: ${name.vi} (${unitWords(of).vi})`, `${id}: ${name.en} (${unitWords(of).en})`] as const;
          }),
      ),
      ...groupCodes(schemes),
    ],
  }),
  'target-figures': ({ targets }) => ({
    title: { vi: 'Số liệu của mục tiêu', en: 'Figures of targets' },
    columns: [
      needed('Mã mục tiêu', 'text', { vi: 'T001 ..., xem danh sách bên dưới.', en: 'T001 ..., see the list below.' }),
      needed('Giá trị', 'free', { vi: 'Theo đơn vị của mục tiêu.', en: 'In the unit of the target.' }),
      needed('Ngày số liệu', 'date', day),
      needed('Nguồn số liệu', 'text', source),
    ],
    codes: targets.map(({ id, quote, subject, name }) => [id, quote, `${subject}: ${name}`] as const),
  }),
  disbursements: ({ resources }) => ({
    title: { vi: 'Giải ngân theo năm và nguồn vốn', en: 'Resources paid, by year and source' },
    columns: [
      unit,
      needed('Năm', 'whole', { vi: 'Năm ngân sách.', en: 'Year of the budget.' }, [2000, 2100]),
      {
        ...needed('Nguồn vốn', 'text', { vi: 'Chọn trong danh mục bên dưới.', en: 'Choose from the list below.' }),
        values: resources
          .filter(({ id }) => !resources.some(({ parent }) => parent === id))
          .map(({ name }) => ({ value: name.vi, means: name.en })),
      },
      {
        ...needed(
          'Số tiền',
          'number',
          { vi: 'Luỹ kế trong năm, triệu đồng.', en: 'Paid in the year so far, million VND.' },
          [0, 1e6],
        ),
        unit: 'triệu đồng',
      },
      column('Luỹ kế đến ngày', 'date', { vi: 'Để trống: hết năm.', en: 'Empty: to the end of the year.' }),
      needed('Nguồn số liệu', 'text', source),
    ],
  }),
};

const day: Text = { vi: 'Ví dụ 31/10/2024; không sau hôm nay.', en: 'As in 31/10/2024; not after today.' };
const source: Text = { vi: 'Văn bản, báo cáo hoặc cơ quan cung cấp.', en: 'Document, report or body that it is from.' };

function column(title: string, kind: CellKind, note: Text, bounds?: readonly [number, number]): TemplateColumn {
  const [min, max] = bounds ?? [null, null];
  return { title, kind, note, min, max, unit: null, required: false, values: null };
}

function needed(...given: Parameters<typeof column>): TemplateColumn {
  return { ...column(...given), required: true };
}

const unit = needed('Mã đơn vị', 'text', {
  vi: 'Mã xã (5 chữ số) hoặc huyện (3 chữ số), như trong địa giới.',
  en: 'Code of the commune (5 digits) or district (3 digits), as in the boundaries.',
});

function schemeColumn(schemes: readonly GroupScheme[]): TemplateColumn {
  return {
    ...column('Cách phân nhóm', 'text', { vi: 'Chọn trong danh mục bên dưới.', en: 'Choose from the list below.' }),
    values: schemes.map(({ id, title }) => ({ value: id, means: title.vi })),
  };
}

function groupCodes(schemes: readonly GroupScheme[]) {
  return schemes.flatMap(({ id: scheme, groups }) =>
    groups.map(({ id, name, means }) => {
      const words = means === null ? name : { vi: `${name.vi}: ${means.vi}`, en: `${name.en}: ${means.en}` };
      return [id, `${scheme}: ${words.vi}`, `${scheme}: ${words.en}`] as const;
    }),
  );
}

function setColumn(sets: readonly CriteriaSetDetail[]): TemplateColumn {
  return {
    ...needed('Bộ tiêu chí', 'text', { vi: 'Chọn trong danh mục bên dưới.', en: 'Choose from the list below.' }),
    values: sets.map(({ id, title }) => ({ value: id, means: title.vi })),
  };
}
