import { searchable } from './text/fold.ts';

/** What a search compares of a unit. `nameSearch` is `searchable(name)`, as the database keeps it. */
export interface SearchedUnit {
  readonly code: string;
  readonly name: string;
  readonly nameSearch: string;
}

// Longest first, so that "thi xa" is not read as a name that begins with "thi". Abbreviations as people type them.
const kindWords = [
  'thanh pho',
  'thi tran',
  'dac khu',
  'phuong',
  'thi xa',
  'huyen',
  'quan',
  'tinh',
  'tp.',
  'tx.',
  'tt.',
  'tp',
  'tx',
  'tt',
  'xa',
];

/** A searchable name without the word that says its kind: `xa an dan` -> `an dan`. A name that is only that word stays. */
export function withoutKind(text: string): string {
  const word = kindWords.find((candidate) => text.startsWith(`${candidate} `));
  return word === undefined ? text : text.slice(word.length + 1);
}

/** The texts that a name must hold one of to be a hit at all, for the database to look for. */
export function searchWords(query: string): string[] {
  const words = searchable(query);
  return [...new Set([words, withoutKind(words)])];
}

/**
 * How well a unit answers a query; lower is better, null is no hit. In this order: the code, the whole name, its
 * beginning, the beginning of a later word, anything inside; the same without the word of the kind ("xã", "huyện")
 * comes right after; and among equals the one that has the typed diacritics.
 */
export function searchRank(unit: SearchedUnit, query: string): number | null {
  const typed = searchable(query);
  if (unit.code === typed) return 0;
  const names = [unit.nameSearch, withoutKind(unit.nameSearch)];
  const asTyped = Math.min(...names.map((name) => place(name, typed)));
  const bare = withoutKind(typed);
  const withoutWord = bare === typed ? Infinity : Math.min(...names.map((name) => place(name, bare))) + 0.5;
  const byCode = unit.code.startsWith(typed) ? 2 : Infinity;
  const best = Math.min(asTyped, withoutWord, byCode);
  if (best === Infinity) return null;
  const spelt = query.trim().normalize('NFC').toLowerCase();
  const other = spelt !== typed && !unit.name.normalize('NFC').toLowerCase().includes(spelt);
  return 1 + best + (other ? 0.25 : 0);
}

function place(name: string, words: string): number {
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  if (name.includes(` ${words}`)) return 2;
  return name.includes(words) ? 3 : Infinity;
}
