import { nothingToDo } from '#formats/driver.ts';
import { withBrackets } from '#rules/text/heading.ts';
import { speaksOfUnit, unitFactor, unitKey } from '#rules/text/measure-units.ts';
import { shown } from '#rules/text/shown.ts';
import type { Remark } from './reading.ts';

/** By what the numbers of a column are multiplied, the unit that it says, and what is to be said of it. */
export interface ColumnUnit {
  readonly unit: string | null;
  readonly factor: number;
  readonly note: Remark | null;
}

const inBrackets = /[([{]\s*(?:(?:đvt|đơn vị(?: tính)?)\s*:?\s*)?([^()[\]{}]{1,30}?)\s*[)\]}]/giu;
const ofTable = /(?:đvt|đơn vị(?: tính)?|unit)\s*:?\s*([^()[\]{}:;,]{1,30}?)\s*(?:[)\]}.;,(]|$)/iu;
/** A cell that only says that a unit comes: it stands in the next. */
const unitComes = /^[([]?\s*(?:đvt|đơn vị(?: tính)?|unit)\s*:?$/iu;

/**
 * The unit in which a column of amounts is written, where that is another than `wanted`: in brackets in its heading, else as
 * `ĐVT: tỷ đồng` among the texts above the table.
 */
export function columnUnit(title: string, above: readonly string[], wanted: string): ColumnUnit {
  const own = [...withBrackets(title.normalize('NFC')).matchAll(inBrackets)].map(([, word = '']) => word);
  const said = above.map((text, index) => (unitComes.test(text.trim()) ? `${text} ${above[index + 1] ?? ''}` : text));
  const words = [...own, ...said.map((text) => ofTable.exec(text.normalize('NFC').trim())?.[1] ?? '')];
  for (const word of words) {
    const factor = unitFactor(word, wanted);
    if (factor !== null)
      return { unit: word, factor, note: factor === 1 ? null : converted(title, word, wanted, factor) };
  }
  const other = own.find((word) => speaksOfUnit(word) && unitKey(word) !== unitKey(wanted));
  return { unit: null, factor: 1, note: other === undefined ? null : unclear(title, other, wanted) };
}

/** A heading that speaks of another measure, or of a unit that nothing converts. */
function unclear(title: string, unit: string, wanted: string): Remark {
  const as = wanted === '' ? { vi: 'như đang có', en: 'as they stand' } : { vi: `theo ${wanted}`, en: `as ${wanted}` };
  return {
    code: 'unitUnclear',
    reason: {
      vi: `Cột "${shown(title)}" ghi theo "${shown(unit)}", không đổi được; các số đã được đọc ${as.vi}.`,
      en: `The column "${shown(title)}" is in "${shown(unit)}", which cannot be converted; its numbers were read ${as.en}.`,
    },
    todo: {
      vi: 'Kiểm tra các số; nếu sai, đổi đơn vị trong tệp rồi nhập lại.',
      en: 'Check the numbers; if they are wrong, convert them in the file and import it again.',
    },
  };
}

function converted(title: string, unit: string, wanted: string, factor: number): Remark {
  const into =
    wanted === ''
      ? { vi: `đã nhân với ${factor}`, en: `multiplied by ${factor}` }
      : { vi: `đã đổi sang ${wanted}`, en: `converted to ${wanted}` };
  return {
    code: 'unitConverted',
    reason: {
      vi: `Cột "${shown(title)}" ghi theo ${unit}; ${into.vi}.`,
      en: `The column "${shown(title)}" is in ${unit}; its numbers were ${into.en}.`,
    },
    todo: nothingToDo,
  };
}
