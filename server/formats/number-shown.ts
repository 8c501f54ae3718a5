import type { TableCell } from './cell.ts';

/** A number with what its cell shows, where that is more than the number. */
export function numberShown(value: number, shown: string): TableCell {
  return isDressed(value, shown) ? { value, shown: shown.trim() } : { value };
}

/**
 * Whether a format dresses a number in what belongs to a code: zeros in front, letters, signs between its digits, decimals that end
 * in zeros. One that rounds, groups or shows a power of ten only shows the number otherwise.
 */
function isDressed(value: number, shown: string): boolean {
  const text = shown.trim();
  if (text === '' || /^#+$/.test(text) || /e[+-]\d+$/i.test(text)) return false;
  if (!/^-?[\d.,\s]+$/u.test(text)) return true;
  if (/^-?0\d/.test(text)) return true;
  const plain = text.replace(/[,\s]/gu, '');
  return !Number.isInteger(value) && Number(plain) === value && plain !== String(value);
}
