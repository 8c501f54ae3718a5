import { searchable } from './text/fold.ts';
import {
  accentedWords,
  foldName,
  readingsOf,
  spellingOf,
  hasAccents,
  withoutKind,
  type Reading,
} from './unit-names.ts';

/** What a unit is or was called. `nameSearch` is `searchable(name)`, as the database keeps it. */
export interface SearchedName {
  readonly code: string;
  readonly name: string;
  readonly nameSearch: string;
}

/** What a search found. `formerly` is what it was found by where that is none of its names and codes of today. */
export interface Hit<Unit, Former> {
  readonly unit: Unit;
  readonly formerly: Former | null;
}

/** Units that are searched again and again, in the order in which equal hits are told, with what each was called before. */
export class SearchableUnits<Unit extends SearchedName, Former extends SearchedName = SearchedName> {
  private prepared: readonly PreparedUnit<Unit, Former>[] | null = null;

  constructor(
    private readonly units: readonly Unit[],
    private readonly formerNames: (unit: Unit) => readonly Former[] = () => [],
  ) {}

  /** All of them of which `wanted` holds; with a query the best hits first and no others. */
  find(query: string | undefined, wanted: (unit: Unit) => boolean): Hit<Unit, Former>[] {
    if (query === undefined) return this.units.filter(wanted).map((unit) => ({ unit, formerly: null }));
    // A list of all of them has no use for it.
    this.prepared ??= this.units.map((unit) => ({
      unit,
      name: prepareName(unit),
      before: this.formerNames(unit).map((former) => ({ former, name: prepareName(former) })),
    }));
    const asked = prepareQuery(query);
    // There are few ranks and may be thousands of hits: hits of a rank are in their order already.
    const byRank = new Map<number, Hit<Unit, Former>[]>();
    for (const { unit, name, before } of this.prepared) {
      let rank = rankOf(name, asked);
      let formerly: Former | null = null;
      if (rank === null && before.length > 0) ({ rank, formerly } = bestFormer(before, asked));
      if (rank === null || !wanted(unit)) continue;
      const equals = byRank.get(rank);
      if (equals === undefined) byRank.set(rank, [{ unit, formerly }]);
      else equals.push({ unit, formerly });
    }
    return [...byRank].sort(([a], [b]) => a - b).flatMap(([, hits]) => hits);
  }
}

interface PreparedUnit<Unit, Former> {
  readonly unit: Unit;
  readonly name: PreparedName;
  readonly before: readonly PreparedFormer<Former>[];
}

interface PreparedFormer<Former> {
  readonly former: Former;
  readonly name: PreparedName;
}

interface PreparedName {
  readonly code: string;
  /** As the database keeps it and folded, where that is another. */
  readonly whole: readonly string[];
  /** The same, and each without its kind. */
  readonly forms: readonly string[];
  readonly spelt: string;
}

interface PreparedQuery {
  readonly typed: string;
  readonly readings: readonly Reading[];
  /** Readings of which a hit holds one at least. */
  readonly least: readonly string[];
  readonly accented: ReturnType<typeof accentedWords>;
}

function prepareName({ code, name, nameSearch }: SearchedName): PreparedName {
  const folded = foldName(nameSearch);
  const whole = folded === nameSearch ? [nameSearch] : [nameSearch, folded];
  const forms = [...new Set([...whole, ...whole.map(withoutKind)])];
  return { code, whole, forms, spelt: spellingOf(name) };
}

function prepareQuery(query: string): PreparedQuery {
  const typed = searchable(query);
  const readings = readingsOf(typed);
  const texts = readings.map(({ text }) => text);
  return {
    typed,
    readings,
    least: texts.filter((text) => !texts.some((other) => other !== text && text.includes(other))),
    accented: accentedWords(query),
  };
}

/** Ranks count in steps, of which the next worse place of the words is twenty. */
const step = { place: 20, former: 16, bare: 10, otherMarks: 5 };

/**
 * How well a name answers a query; lower is better, null is no hit. In this order: the code, the whole name, its
 * beginning, the beginning of a later word, anything inside; the same without the word of the kind ("xã", "huyện")
 * comes right after; and among equals the one that has the typed diacritics.
 */
function rankOf({ code, whole, forms, spelt }: PreparedName, asked: PreparedQuery): number | null {
  const { typed, readings, least, accented } = asked;
  let best = code.startsWith(typed) ? 2 * step.place : Infinity;
  // Whatever holds a reading holds what all of them have: most units end here.
  if (best === Infinity && !whole.some((form) => least.some((text) => form.includes(text)))) return null;
  if (code === typed) return 0;
  for (const { text, isBare } of readings)
    for (const form of forms) best = Math.min(best, place(form, text) * step.place + (isBare ? step.bare : 0));
  return step.place + best + (hasAccents(spelt, accented) ? 0 : step.otherMarks);
}

/** A name of before comes right after those that answer as well by a name of today. */
function bestFormer<Former>(
  before: readonly PreparedFormer<Former>[],
  asked: PreparedQuery,
): { rank: number | null; formerly: Former | null } {
  let best: { rank: number | null; formerly: Former | null } = { rank: null, formerly: null };
  for (const { former, name } of before) {
    const rank = rankOf(name, asked);
    if (rank !== null && (best.rank === null || rank + step.former < best.rank))
      best = { rank: rank + step.former, formerly: former };
  }
  return best;
}

function place(name: string, words: string): number {
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  if (name.includes(` ${words}`)) return 2;
  return name.includes(words) ? 3 : Infinity;
}
