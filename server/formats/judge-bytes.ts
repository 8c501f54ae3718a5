import type { SourceNote } from './driver.ts';
import { decodeBytes, findEncoding, guessEncoding } from './encodings.ts';
import { asUtf8, isAscii } from './latin.ts';
import type { SourceHead } from './source.ts';
import { contradictedNote, cutNote, mixedNote, unknownStatedNote } from './text-notes.ts';
import { looksVietnamese, shareVietnamese, tellingWords } from './vietnamese.ts';

/** How text that came as bytes is read. */
export interface BytesRead {
  readonly encoding: SourceHead['encoding'];
  /** The text of a name or value whose characters are bytes; of names that are cut off others tell. */
  read(text: string, what?: 'name' | 'value'): string;
  /** What is to be said; complete when all has been read. */
  notes(): readonly SourceNote[];
}

/** Part of the words by which a guess must be better than what is stated. */
const better = 0.4;
const enough = 0.6;

/**
 * Decides in which encoding bytes are read: what a person asks for, else what the file states where the bytes do not
 * contradict it (QGIS and ArcGIS write ISO-8859-1 beside any text), else what looks most Vietnamese. `texts` are the
 * first of them.
 */
export function judgeBytes(
  texts: readonly string[],
  statement: string | null,
  wanted: string | null,
  /** Whether columns have a width at which text may be cut off, within a letter too. */
  hasWidths = true,
): BytesRead {
  const stated = statement === null ? null : findEncoding(statement);
  const guess = guessEncoding(texts);
  // What dBASE writes into a table is but the code page of a machine.
  const weak = statement !== null && /^ldid/i.test(statement);
  const claimed = wanted ?? stated;
  // Nothing else is UTF-8 by chance: it is read here, and what its letters stand for by what is asked where all Unicode is read.
  const isUnicode = wanted !== null && wanted !== 'utf-8' && guess === 'utf-8' && texts.some((text) => !isAscii(text));
  const contradicted = !isUnicode && claimed !== null && contradicts(texts, claimed, guess, weak);
  const used = isUnicode ? 'utf-8' : (wanted ?? (stated === null || contradicted ? guess : stated));
  const how = isUnicode ? 'format' : wanted !== null ? 'option' : stated !== null && !contradicted ? 'cpg' : 'guess';
  const counts = { texts: 0, cut: 0, foreign: 0 };
  const foreign = guessEncoding(texts.filter((text) => asUtf8(text).how === 'invalid'));
  let others = foreign === 'utf-8' ? null : foreign;

  const read = (text: string, what: 'name' | 'value' = 'value'): string => {
    if (isAscii(text)) return text;
    counts.texts++;
    if (used !== 'utf-8') return decodeBytes(text, used);
    const { how: as, whole } = asUtf8(text);
    // Where the others are no UTF-8, what may be the beginning of a letter is one of theirs.
    const isCut = hasWidths && as === 'cut' && guess === 'utf-8';
    if (isCut && what === 'value') counts.cut++;
    // Decomposed letters are left as they are: that they are is told once for all formats.
    if (isCut || as === 'valid') return Buffer.from(whole, 'latin1').toString('utf8');
    counts.foreign++;
    others ??= guessEncoding([text]);
    return decodeBytes(text, others);
  };
  const notes = (): SourceNote[] => [
    ...(statement !== null && stated === null && wanted === null ? [unknownStatedNote(statement, used)] : []),
    // What is no UTF-8 is told by itself below, and not read as such.
    ...(contradicted && !(wanted === 'utf-8' && guess !== 'utf-8')
      ? [contradictedNote({ claimed, guess, asked: wanted !== null, texts: counts.texts })]
      : []),
    ...(counts.foreign > 0 ? [mixedNote(counts.foreign, others ?? guess)] : []),
    ...(counts.cut > 0 ? [cutNote(counts.cut)] : []),
  ];
  return { encoding: { used, how }, read, notes };
}

/** Whether texts cannot be in an encoding, or are so much better Vietnamese in the one that is guessed. */
function contradicts(texts: readonly string[], claimed: string, guess: string, weak: boolean): boolean {
  const telling = texts.filter((text) => !isAscii(text));
  if (guess === claimed || telling.length === 0) return false;
  if (guess === 'utf-8') return true;
  const decoded = (encoding: string) => telling.map((text) => decodeBytes(text, encoding));
  if (claimed === 'utf-8') return telling.some((text) => asUtf8(text).how === 'invalid');
  const [share, claimedShare] = [shareVietnamese(decoded(guess)), shareVietnamese(decoded(claimed))];
  if (share < enough || share - claimedShare < better) return false;
  const good = (encoding: string) => new Set(decoded(encoding).flatMap(tellingWords).filter(looksVietnamese)).size;
  // One word may be a name in any language.
  return weak || good(guess) - good(claimed) >= 2;
}
