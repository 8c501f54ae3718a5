import type { Level } from '#contract/admin-units.ts';
import { searchable } from './text/fold.ts';
import { kindWords, splitKind } from './unit-kinds.ts';

/*
 * The one rule by which names of units are compared, whoever wrote them:
 *
 * 1. Case, diacritics, the place of a tone mark ("Hoà", "Hòa"), Unicode's way of composing and kinds of spaces make no
 *    difference, and đ is d: `searchable`, which is what the database keeps of a name (`name_search`).
 * 2. Apostrophes of all kinds are as if they were not there, and a consonant by itself belongs to the word after it, so that
 *    "Ea H'Leo", "Ea H’Leo", "Ea H Leo" and "Ea HLeo" are one. A hyphen or a point is a space, but none after a single
 *    letter ("N.T"). A number is its value: "Phường 01", "Phường 1".
 * 3. The kind may be missing, written out or abbreviated, with a point, a space or neither before a number: "Phường 9", "P. 9",
 *    "P.9", "P9". What begins by such letters may be a name too ("H Leo"), and a letter that goes on in a word is no
 *    abbreviation ("Hòa Hiệp"); so a search takes whichever reading fits better (`readingsOf`), while two names are compared
 *    without any kind and without the spaces between words (`bareName`).
 */

/** What stands between the letters of names without being one: the invisible ones too. */
const apostrophes = "'’‘‛ʼʻʹʽˈ`´′＇";
const hyphens = '-‐‑‒–—−';
const invisible = '\u00ad\u200b\u200c\u200d\u2060';

/** Characters that `foldName` may take away from or put into a searchable name. */
const passedOver = ` .0${apostrophes}${invisible}${[...hyphens].reverse().join('')}`;

const apostrophe = new RegExp(`[${apostrophes}${invisible}]`, 'g');
const hyphen = new RegExp(`[${hyphens.replace('-', '\\-')}]`, 'g');

/** Without apostrophes, and with spaces for hyphens: what points and kinds are read from. */
function withoutSigns(text: string): string {
  return text.replace(apostrophe, '').replace(hyphen, ' ').replace(/\s+/g, ' ').trim();
}

function withoutPoints(text: string): string {
  return text
    .replace(/(?<![\p{L}\d])(\p{L})\.(?=\S)/gu, '$1')
    .replace(/(?<![a-z\d])([bcdfghj-np-tvwxz]) (?=[a-z])/g, '$1')
    .replace(/[. ]+/g, ' ')
    .trim()
    .replace(/(?<![a-z\d])0+(?=\d)/g, '');
}

/** Words of letters that are no consonant by themselves and numbers without zeros in front: what folding leaves as it is. */
const isFolded = /^(?:(?:[a-z]{2,}|[aeiouy]|[1-9]\d*)(?: |$))*$/;

/** A searchable name without what two writings of it may differ in, but for its kind. */
export function foldName(text: string): string {
  return isFolded.test(text) ? text : withoutPoints(withoutSigns(text));
}

const writtenKind = new RegExp(`^(?:${kindWords.map(({ word }) => searchable(word)).join('|')}) (?=.)`);

/** A searchable name without the word that says its kind: `xa an dan` -> `an dan`. A name that is only that word stays. */
export function withoutKind(text: string): string {
  return text.replace(writtenKind, '');
}

/** A name to compare by: without its kind (of a level), diacritics, and all but letters and digits; numbers by value. */
export function bareName(name: string, level: Level): string {
  const words = withoutSigns(searchable(name));
  const rest = splitKind(words, level)?.rest ?? words;
  return rest.replace(/[^a-z0-9]/g, '').replace(/^0+(?=\d)/, '');
}

/** One way to understand what somebody writes of a unit. */
export interface Reading {
  readonly text: string;
  /** Whether the word of the kind was left out, though one was written. */
  readonly isBare: boolean;
}

/** Each way to understand a searchable text that somebody writes into a search; the text as it is comes first. */
export function readingsOf(typed: string): Reading[] {
  // What is all digits is a code before it is a number.
  if (/^\d+$/.test(typed)) return [{ text: typed, isBare: false }];
  const words = withoutSigns(typed);
  const start = splitKind(words);
  const readings: Reading[] = [
    { text: typed, isBare: false },
    { text: withoutPoints(words), isBare: false },
    { text: abbreviationAlone(words), isBare: false },
    ...(start === null
      ? []
      : [
          { text: `${searchable(start.kind.word)} ${withoutPoints(start.rest)}`, isBare: false },
          { text: withoutPoints(start.rest), isBare: true },
          { text: start.isShort ? '' : withoutKind(typed), isBare: true },
        ]),
  ];
  const isFirst = ({ text }: Reading, at: number) => readings.findIndex((other) => other.text === text) === at;
  return readings.filter((reading, at) => reading.text !== '' && isFirst(reading, at));
}

/** The word that is meant by an abbreviation and nothing more: who begins to write "tx. sông cầu". A letter alone begins a name. */
function abbreviationAlone(words: string): string {
  const letters = words.replace(/\. ?/g, '');
  const found = kindWords.find(({ short }) => short === letters && (short.length > 1 || words.endsWith('.')));
  return found === undefined ? '' : searchable(found.word);
}

/**
 * A regular expression, for a database as well, that the searchable names of all units hold which a search may find by name,
 * and of few others: letters of what each reading has, with whatever `foldName` may change between them.
 */
export function patternOf(query: string): string {
  // What has no letters is looked for as it is: nothing would be in every name.
  const lettersOf = (text: string) =>
    [...text].filter((letter) => !passedOver.includes(letter)).join('') || text.replaceAll(' ', '');
  const words = [...new Set(readingsOf(searchable(query)).map(({ text }) => lettersOf(text)))];
  return words
    .filter((word) => !words.some((other) => other !== word && word.includes(other)))
    .map((word) => [...word].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')).join(`[${passedOver}]*`))
    .join('|');
}

/** A name as it is written but for case and the place of tone marks: what diacritics that were typed are held against. */
export function spellingOf(name: string): string {
  return withoutSigns(name.normalize('NFC').toLowerCase());
}

const tone = '\u0300\u0301\u0303\u0309\u0323';
const earlyTone = new RegExp(`(o)([${tone}])([ae])|(u)([${tone}])(y)`, 'g');

/** A spelling with the tone mark of oa, oe and uy on the second letter, where it may stand on either: "hòa" -> "hoà". */
export function withLateTones(spelling: string): string {
  return spelling.normalize('NFD').replace(earlyTone, '$1$3$2$4$6$5').normalize('NFC');
}

/** A word that somebody typed with diacritics. `late` where its tone mark may stand elsewhere too: `withLateTones`. */
interface AccentedWord {
  readonly word: string;
  readonly late: string | null;
}

/** The words of a query that bear a diacritic. */
export function accentedWords(query: string): AccentedWord[] {
  return spellingOf(query)
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => {
      const plain = searchable(word);
      return word === plain ? [] : [{ word, late: /o[ae]|uy/.test(plain) ? withLateTones(word) : null }];
    });
}

/** Whether a spelling has the diacritics that were typed. */
export function hasAccents(spelling: string, words: readonly AccentedWord[]): boolean {
  return words.every(
    ({ word, late }) => spelling.includes(word) || (late !== null && withLateTones(spelling).includes(late)),
  );
}
