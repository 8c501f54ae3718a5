import { textFont } from './sheet-font.ts';

/** A text as a cell shows it, wrapped. */
export interface WrappedText {
  readonly text: string;
  /** Of its column or of all that are merged, in digits of the default font, as spreadsheets count. */
  readonly width: number;
  readonly bold?: boolean;
  readonly size?: number;
}

/** Points of a line of the default size. */
const linePoints = 15;
/** Spreadsheets take no more. */
const mostPoints = 409;
/** What the edges of a cell take of its width. */
const edges = 0.6;

/**
 * How high a row must be, in points, for all that stands in it. LibreOffice leaves rows of such files at one line, and prints what
 * is wrapped over the next row: the height must be in the file.
 */
export function heightOf(cells: readonly WrappedText[]): number {
  const heights = cells.map((cell) => linesOf(cell) * Math.ceil((linePoints * sizeOf(cell)) / textFont.size));
  return Math.min(Math.max(linePoints, ...heights), mostPoints);
}

/** Lines that a text takes; rather one too many than one too few, since a font that is not there is replaced by a wider one. */
export function linesOf(cell: WrappedText): number {
  const room = Math.max(1, cell.width - edges);
  const scale = (sizeOf(cell) / textFont.size) * (cell.bold === true ? 1.06 : 1);
  const measure = (text: string) => lengthOf(text) * scale;
  return cell.text
    .split('\n')
    .map((line) => wrapped(line.split(' ').map(measure), measure(' '), room))
    .reduce((sum, lines) => sum + lines, 0);
}

/** Lines of words that are so long; one that is longer than a line is broken. */
function wrapped(words: readonly number[], space: number, room: number): number {
  let lines = 1;
  let used = 0;
  for (const word of words) {
    if (used > 0 && used + space + word > room) {
      lines += 1;
      used = 0;
    }
    used += (used > 0 ? space : 0) + word;
    if (used <= room) continue;
    lines += Math.ceil(used / room) - 1;
    used %= room;
  }
  return lines;
}

/** Of a text in the default font, in digits: an estimate by kinds of letters. */
function lengthOf(text: string): number {
  let length = 0;
  // Marks stand above and below their letters.
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, '')) length += widthOf(letter);
  return length;
}

function widthOf(letter: string): number {
  if (/[ fijlrtI.,:;'"|!()[\]/-]/.test(letter)) return 0.6;
  if (/[mwMW%@]/.test(letter)) return 1.6;
  return /\p{Lu}/u.test(letter) ? 1.2 : 1.01;
}

function sizeOf({ size }: WrappedText): number {
  return size ?? textFont.size;
}
