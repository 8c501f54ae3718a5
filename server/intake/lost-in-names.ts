import type { Text } from '#contract/common.ts';
import { wordsWithLost } from '#rules/text/lost-letters.ts';

/** Why names of fields are not known where letters of them are lost; nothing where they are not. */
export function lostInNames(names: readonly string[]): Text {
  const name = names.find((one) => wordsWithLost(one).length > 0);
  if (name === undefined) return { vi: '', en: '' };
  return {
    vi: ` Tên trường đã mất chữ có dấu ("${name}"): xuất lại tệp từ nguồn với bảng mã UTF-8.`,
    en: ` Letters of the names are lost ("${name}"): export the file again from its source as UTF-8.`,
  };
}
