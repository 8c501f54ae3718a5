import { SharedBy } from '#contract/measures.ts';

/** What of a unit went to another on a day: 0 to 1; null where nothing tells. What stayed with a unit that went on is an edge to itself. */
export interface Share {
  readonly day: string;
  readonly before: number;
  readonly since: number;
  readonly share: number | null;
}

/** Parts of units of an earlier day that a unit of a later one is made of, by the id of the earlier; null where nothing tells. */
export type Pieces = ReadonlyMap<number, number | null>;

/**
 * Of which parts of which units of an earlier day (`ids`) units of a later day are made, by the id of the later; `shares` are all
 * that happened between, in any order. What no edge speaks of goes on as it is. The parts of a unit sum to 1, as its edges do.
 */
export function piecesBetween(ids: readonly number[], shares: readonly Share[]): ReadonlyMap<number, Pieces> {
  const days = grouped(shares, ({ day }) => day);
  let held = new Map<number, ReadonlyMap<number, number | null>>(ids.map((id) => [id, new Map([[id, 1]])]));
  for (const day of [...days.keys()].sort()) {
    const after = grouped(days.get(day) ?? [], ({ before }) => before);
    const next = new Map<number, Map<number, number | null>>();
    for (const [id, parts] of held) {
      const ways = after.get(id) ?? [{ since: id, share: 1 }];
      for (const { since, share } of ways) {
        const own = next.get(since) ?? new Map<number, number | null>();
        for (const [from, part] of parts)
          own.set(from, plus(own.get(from), part === null || share === null ? null : part * share));
        next.set(since, own);
      }
    }
    held = next;
  }
  return held;
}

function plus(held: number | null | undefined, more: number | null): number | null {
  if (held === undefined) return more;
  return held === null || more === null ? null : held + more;
}

/** Whether a part is all of a unit; shares are measured, so that a whole need not come to 1 exactly. */
export function isWhole(part: number | null): boolean {
  return part !== null && part > 1 - 1e-6;
}

/** The edges of units that ceased: what they had went on then, while one that gave land keeps what it had before. */
export function endingsOf(shares: readonly Share[]): Share[] {
  const staying = new Set(shares.flatMap(({ day, before, since }) => (before === since ? [`${day} ${before}`] : [])));
  return shares.filter(({ day, before }) => !staying.has(`${day} ${before}`));
}

/** People who live in what of a unit went to another. */
export interface Lived {
  readonly day: string;
  readonly before: number;
  readonly since: number;
  readonly households: number;
  readonly population: number;
}

/** What parts are measured by, the least sure first. */
export const leastSure: readonly SharedBy[] = SharedBy.options.toReversed();

/**
 * The shares of units by who lives in their parts: by households, else by population, else as they are (by ground or as decided).
 * People tell only where they are counted in every part: of hamlets of one part alone nobody knows who lives in the others. `by` has
 * the least sure measure of each unit that was cut.
 */
export function shareByPeople(
  shares: readonly Share[],
  lived: readonly Lived[],
): { readonly shares: Share[]; readonly by: ReadonlyMap<number, SharedBy> } {
  const by = new Map<number, SharedBy>();
  const keyOf = ({ day, before }: Pick<Share, 'day' | 'before'>) => `${day} ${before}`;
  const people = grouped(lived, keyOf);
  const weighed = [...grouped(shares, keyOf)].flatMap(([key, parts]): Share[] => {
    const [first] = parts;
    if (first === undefined || parts.length === 1) return parts;
    const own = new Map((people.get(key) ?? []).map((part) => [part.since, part]));
    const measure = (['households', 'population'] as const).find((each) =>
      parts.every(({ since }) => (own.get(since)?.[each] ?? 0) > 0),
    );
    const measures = [measure ?? 'area', by.get(first.before)];
    by.set(first.before, leastSure.find((each) => measures.includes(each)) ?? 'area');
    if (measure === undefined) return parts;
    const total = [...own.values()].reduce((sum, part) => sum + part[measure], 0);
    return parts.map((part) => ({ ...part, share: (own.get(part.since)?.[measure] ?? 0) / total }));
  });
  return { shares: weighed, by };
}

/** Items by a key, each list in its order. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const own = groups.get(keyOf(item));
    if (own === undefined) groups.set(keyOf(item), [item]);
    else own.push(item);
  }
  return groups;
}
