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

/** Units that are searched again and again, in the order in which equal hits are told. */
export class SearchableUnits<Unit extends SearchedUnit> {
  private readonly units: readonly PreparedUnit<Unit>[];

  constructor(units: readonly Unit[]) {
    this.units = units.map((unit) => ({
      unit,
      bareName: withoutKind(unit.nameSearch),
      spelt: spelling(unit.name),
    }));
  }

  /** All of them of which `wanted` holds; with a query the best hits first and no others. */
  find(query: string | undefined, wanted: (unit: Unit) => boolean): Unit[] {
    if (query === undefined) return this.units.flatMap(({ unit }) => (wanted(unit) ? [unit] : []));
    const asked = prepareQuery(query);
    // There are few ranks and may be thousands of hits: hits of a rank are in their order already.
    const byRank = new Map<number, Unit[]>();
    for (const one of this.units) {
      const rank = rankOf(one, asked);
      if (rank === null || !wanted(one.unit)) continue;
      const equals = byRank.get(rank);
      if (equals === undefined) byRank.set(rank, [one.unit]);
      else equals.push(one.unit);
    }
    return [...byRank].sort(([a], [b]) => a - b).flatMap(([, units]) => units);
  }
}

interface PreparedUnit<Unit extends SearchedUnit> {
  readonly unit: Unit;
  readonly bareName: string;
  readonly spelt: string;
}

interface PreparedQuery {
  readonly typed: string;
  readonly bare: string;
  readonly spelt: string;
}

function prepareQuery(query: string): PreparedQuery {
  const typed = searchable(query);
  return { typed, bare: withoutKind(typed), spelt: spelling(query.trim()) };
}

function spelling(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/**
 * How well a unit answers a query; lower is better, null is no hit. In this order: the code, the whole name, its
 * beginning, the beginning of a later word, anything inside; the same without the word of the kind ("xã", "huyện")
 * comes right after; and among equals the one that has the typed diacritics.
 */
function rankOf<Unit extends SearchedUnit>(
  { unit: { code, nameSearch }, bareName, spelt }: PreparedUnit<Unit>,
  asked: PreparedQuery,
): number | null {
  const { typed, bare } = asked;
  const byCode = code.startsWith(typed) ? 2 : Infinity;
  // Whatever holds the words as typed holds them without the word of the kind: most units end here.
  if (byCode === Infinity && !nameSearch.includes(bare)) return null;
  if (code === typed) return 0;
  const placeOf = (words: string) => Math.min(place(nameSearch, words), place(bareName, words));
  const asTyped = placeOf(typed);
  const withoutWord = bare === typed ? Infinity : placeOf(bare) + 0.5;
  const best = Math.min(asTyped, withoutWord, byCode);
  const other = asked.spelt !== typed && !spelt.includes(asked.spelt);
  return 1 + best + (other ? 0.25 : 0);
}

function place(name: string, words: string): number {
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  if (name.includes(` ${words}`)) return 2;
  return name.includes(words) ? 3 : Infinity;
}
