import { folded, headingKeys } from '#rules/text/heading.ts';
import { searchable } from '#rules/text/fold.ts';
import { shown } from '#rules/text/shown.ts';
import { nothingToDo } from '#formats/driver.ts';
import type { Remark } from './cells/reading.ts';

/** A cell that holds something, under its heading. */
export interface FilledCell {
  readonly heading: string;
  readonly text: string;
}

/** What offices put between and below the rows of a table. */
type Beside = 'total' | 'signature' | 'heading' | 'group';

const words: Record<Beside, { readonly vi: string; readonly en: string }> = {
  total: { vi: 'dòng tổng', en: 'a total' },
  signature: { vi: 'phần ghi chú hoặc chữ ký dưới bảng', en: 'a remark or signature below the table' },
  heading: { vi: 'tiêu đề lặp lại', en: 'the headings once more' },
  group: { vi: 'tên một nhóm dòng', en: 'the name of a group of rows' },
};

/** The end of a word, or a sign or number behind it: "Tổng công ty" is a firm. */
const total =
  /^(?:tong(?: cong| so| chung)?|cong|luy ke|(?:grand |sub ?)?total)(?:$|\s*[:(.,\d]| toan | cac | cua | theo )/;
const signature =
  /^\(?(?:nguoi (?:lap|tong hop|kiem tra|duyet)|lap bieu|ke toan|thu truong|ky(?:,| ten| va)|dong dau|xac nhan cua|noi nhan|tm\.|kt\.|tl\.|chu tich\b|pho chu tich\b|giam doc$|ghi chu ?:|[\p{L} .]+, ngay\b.*\bthang\b)/u;
const groupMark = /^(?:[ivxl]{1,6}|[a-z])[.)/]?(?: |$)/;
const groupName = /^(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|thon|khu pho) /;
/** A row of an entry that lacks its place has more. */
const mostSaid = 4;

/**
 * Tells rows that hold no entry from those that lack something: totals, headings that a page repeats, names of groups, and
 * signatures, below which stand the names of those who sign. One for each table, asked row by row.
 */
export class RowsBeside {
  #signed = false;

  /** The note of a row that is left out; null where it is to be read. `isEntry`: it holds what every entry must. */
  judge(cells: readonly FilledCell[], isEntry: boolean): Remark | null {
    const kind = isEntry ? null : this.#kindOf(cells);
    this.#signed = kind === 'signature';
    return kind === null ? null : leftOut(kind, cells);
  }

  #kindOf(cells: readonly FilledCell[]): Beside | null {
    if (cells.filter(isItsHeading).length >= 2) return 'heading';
    const texts = cells.map(({ text }) => searchable(text));
    if (texts.some((text) => total.test(text))) return 'total';
    if (texts.length > mostSaid) return null;
    if (texts.some((text) => signature.test(text))) return 'signature';
    if (this.#signed && texts.every((text) => !/\d/.test(text))) return 'signature';
    const [first = '', second] = texts;
    const isGroup = second === undefined ? groupMark.test(first) || groupName.test(first) : groupMark.test(first);
    return isGroup && texts.length <= 2 && !/^\d+$/.test(second ?? '') ? 'group' : null;
  }
}

/** A column of a group is called by both names. */
function isItsHeading({ heading, text }: FilledCell): boolean {
  const own = heading.slice(heading.lastIndexOf(' – ') + 1);
  return [...headingKeys(heading), ...headingKeys(own)].includes(folded(text));
}

/** Whether a text begins as that of a total does. */
export function isTotal(text: string): boolean {
  return total.test(searchable(text));
}

function leftOut(kind: Beside, cells: readonly FilledCell[]): Remark {
  const said = cells
    .map(({ text }) => shown(text))
    .join(' ')
    .slice(0, 80);
  const { vi, en } = words[kind];
  return {
    code: 'rowBeside',
    reason: { vi: `"${said}" là ${vi}; đã bỏ qua dòng này.`, en: `"${said}" is ${en}; the row was left out.` },
    todo: nothingToDo,
  };
}
