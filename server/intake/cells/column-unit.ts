import { nothingToDo } from '#formats/driver.ts';
import { withBrackets } from '#rules/text/heading.ts';
import { unitFactor } from '#rules/text/measure-units.ts';
import { shown } from '#rules/text/shown.ts';
import type { Remark } from './reading.ts';

/** By what the numbers of a column are multiplied, the unit that it says, and what is to be said of it. */
export interface ColumnUnit {
  readonly unit: string | null;
  readonly factor: number;
  readonly note: Remark | null;
}

const inBrackets = /[([{]\s*(?:(?:đvt|đơn vị(?: tính)?)\s*:?\s*)?([^()[\]{}]{1,30}?)\s*[)\]}]/giu;
const ofTable = /(?:đvt|đơn vị(?: tính)?|unit)\s*:?\s*([^()[\]{}:]{1,30}?)\s*[)\]}.]*$/iu;

/**
 * The unit in which a column of amounts is written, where that is another than `wanted`: in brackets in its heading, else as
 * `ĐVT: tỷ đồng` among the texts above the table.
 */
export function columnUnit(title: string, above: readonly string[], wanted: string): ColumnUnit {
  const words = [
    ...[...withBrackets(title.normalize('NFC')).matchAll(inBrackets)].map(([, word = '']) => word),
    ...above.map((text) => ofTable.exec(text.normalize('NFC').trim())?.[1] ?? ''),
  ];
  for (const word of words) {
    const factor = unitFactor(word, wanted);
    if (factor !== null) return { unit: word, factor, note: factor === 1 ? null : converted(title, word, wanted) };
  }
  return { unit: null, factor: 1, note: null };
}

function converted(title: string, unit: string, wanted: string): Remark {
  return {
    code: 'unitConverted',
    reason: {
      vi: `Cột "${shown(title)}" ghi theo ${unit}; đã đổi sang ${wanted}.`,
      en: `The column "${shown(title)}" is in ${unit}; its numbers were converted to ${wanted}.`,
    },
    todo: nothingToDo,
  };
}
