/**
 * What passing over case (CASEI of CQL2: full case folding of Unicode, by canonical caseless matching) and over accents
 * (ACCENTI: marks taken off, letters with a stroke as the letter: đ is d) do to each character, for who replaces characters
 * by tables. Neither depends on a language or on a locale.
 */
export interface Folding {
  /** A regular expression of texts whose characters are folded one by one: they take the quick way. */
  readonly plain: string;
  /** Characters of `plain`, the frequent ones first, and what each becomes. */
  readonly quick: Replacement;
  /** Characters of texts in NFD, and what each becomes; those beyond the end of `to` are taken out. */
  readonly whole: Replacement;
  /** What becomes of a character that `whole` leaves: more than one. */
  readonly longer: readonly (readonly [string, string])[];
}

interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Combining marks of the scripts that have accents, by Unicode's blocks; those of Japanese and Indic scripts are letters. */
const accentBlocks: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x1ab0, 0x1ace],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20f0],
  [0xfe20, 0xfe2f],
];
const stroked: ReadonlyMap<string, string> = new Map(
  'đd ĐD øo ØO łl ŁL ħh ĦH ŧt ŦT ƀb ɃB ȼc ȻC ɇe ɆE ǥg ǤG ɨi ƗI ɉj ɈJ ɍr ɌR ɏy ɎY ƶz ƵZ'
    .split(' ')
    .map(([from = '', to = '']) => [from, to]),
);
/** Letters of Vietnamese and its neighbours: no combining mark among them, so a text of these alone is in NFC. */
const plainBlocks: readonly (readonly [number, number])[] = [
  [0x20, 0x24f],
  [0x1e00, 0x1eff],
];
const frequent =
  ' abcdefghiklmnopqrstuvxyàáạảãăằắặẳẵâầấậẩẫđèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹ0123456789';

const marks = accentBlocks.flatMap(([first, last]) => charactersFrom(first, last)).join('');

function charactersFrom(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step));
}

/** Full case folding of one character (C and F of CaseFolding.txt). */
function caseless(character: string): string {
  // The only letter whose capital is another's: without its dot it stays itself in every language but Turkish.
  if (character === 'ı') return character;
  return character.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

function unaccented(character: string): string {
  const bare = [...character.normalize('NFD')].filter((part) => !marks.includes(part)).join('');
  return [...bare].map((part) => stroked.get(part) ?? part).join('');
}

/** Characters that either folding changes, as they stand in NFD. */
const folding = charactersFrom(0x21, 0x1ffff).filter(
  (one) =>
    (/[\p{Changes_When_Casefolded}\p{Changes_When_Lowercased}]/u.test(one) || stroked.has(one)) &&
    one.normalize('NFD') === one,
);

type Fold = (character: string) => string;

function foldingOf(fold: Fold, takenOut: string): Folding {
  const candidates = plainBlocks.flatMap(([first, last]) => charactersFrom(first, last));
  const folded = (character: string) => fold(character).normalize('NFC');
  const single = candidates.filter((character) => [...folded(character)].length === 1);
  const ordered = [...frequent, ...frequent.toUpperCase(), ...single.filter((one) => folded(one) !== one)];
  const quick = [...new Set(ordered)].filter((one) => single.includes(one));
  const letters = folding.filter((one) => !takenOut.includes(one) && fold(one) !== one);
  const whole = letters.filter((one) => [...fold(one)].length === 1);
  return {
    plain: `^[${runsOf(['\t', '\n', '\r', ...single])}]*$`,
    quick: { from: quick.join(''), to: quick.map(folded).join('') },
    whole: { from: whole.join('') + takenOut, to: whole.map(fold).join('') },
    longer: letters.filter((one) => [...fold(one)].length > 1).map((one) => [one, fold(one)] as const),
  };
}

/** Characters in their order as a bracket expression writes them. */
function runsOf(characters: readonly string[]): string {
  const runs: [number, number][] = [];
  for (const code of characters.map((one) => one.codePointAt(0) ?? 0)) {
    const last = runs.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else runs.push([code, code]);
  }
  const written = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;
  return runs.map(([first, last]) => `${written(first)}-${written(last)}`).join('');
}

/** Case is passed over, or accents, or both, in whichever order that is said. */
export const foldings = {
  case: foldingOf(caseless, ''),
  accents: foldingOf(unaccented, marks),
  both: foldingOf((character) => [...unaccented(character)].map(caseless).join(''), marks),
} as const;
