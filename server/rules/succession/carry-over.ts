import type { Status } from '#contract/criteria.ts';
import type { Reached } from '#contract/measures.ts';
import { endingsOf, isWhole, piecesBetween, type Pieces, type Share } from './pieces.ts';

/** How a unit of the earlier day stood: whether it had met what is asked, or why that is not known. */
export interface Standing {
  readonly name: string;
  readonly found: Status;
}

/** How many of the predecessors of a unit had met it; null where none of them counts. */
export function countReached(pieces: Pieces, standings: ReadonlyMap<number, Standing>): Reached | null {
  const reached = { met: 0, of: 0, notAssessed: [] as string[], notApplicable: [] as string[], parts: [] as string[] };
  for (const [id, part] of pieces) {
    const standing = standings.get(id);
    if (standing === undefined) continue;
    const { name, found } = standing;
    if (found === 'notApplicable') reached.notApplicable.push(name);
    else if (!isWhole(part)) reached.parts.push(name);
    else if (found === 'notAssessed') reached.notAssessed.push(name);
    else {
      reached.of += 1;
      if (found === 'met') reached.met += 1;
    }
  }
  return reached.of === 0 ? null : reached;
}

/** The sum of what came with the parts of a unit; null where a part or a figure of one is not known. */
export function sumOf(pieces: Pieces, figures: ReadonlyMap<number, number | null>): number | null {
  let sum = 0;
  for (const [id, part] of pieces) {
    const figure = figures.get(id) ?? null;
    if (part === null || figure === null) return null;
    sum += part * figure;
  }
  return sum;
}

/**
 * The mean of rates of the parts of a unit, weighted by who lives there, as numerators and denominators are not known. Units of
 * which there is no rate because it is not for them are left out; null where another one's, or who lives there, is not known.
 */
export function meanOf(
  pieces: Pieces,
  rates: ReadonlyMap<number, number | 'notApplicable' | 'notAssessed'>,
  people: ReadonlyMap<number, number | null>,
): number | null {
  let [sum, weights] = [0, 0];
  for (const [id, part] of pieces) {
    const rate = rates.get(id) ?? 'notAssessed';
    if (rate === 'notApplicable') continue;
    const weight = people.get(id) ?? null;
    if (rate === 'notAssessed' || part === null || weight === null) return null;
    sum += rate * part * weight;
    weights += part * weight;
  }
  return weights > 0 ? sum / weights : null;
}

/**
 * Parts of later units that lie in earlier ones, by the id of the earlier: each later unit is shared out among those that it was
 * made of by how many people came with each part. Null where that is not known.
 */
export function turnedBack(
  pieces: ReadonlyMap<number, Pieces>,
  people: ReadonlyMap<number, number | null>,
): ReadonlyMap<number, Pieces> {
  const back = new Map<number, Map<number, number | null>>();
  for (const [later, parts] of pieces) {
    const whole = parts.size === 1 ? 1 : sumOf(parts, people);
    for (const [earlier, part] of parts) {
      const living = people.get(earlier) ?? null;
      const came = parts.size === 1 ? 1 : part === null || living === null ? null : part * living;
      const own = back.get(earlier) ?? new Map<number, number | null>();
      own.set(later, whole === null || whole === 0 || came === null ? null : came / whole);
      back.set(earlier, own);
    }
  }
  return back;
}

/** What was paid to a unit that is since a day. */
export interface Payment {
  readonly id: number;
  readonly since: string;
  readonly amount: number;
}

/**
 * Payments until a day (`at`), whoever of then and before got them, on the units (`ids`) of another (`on`), by their ids: what a unit
 * got goes with its ground, from the day on which it ceased or, of those of `at`, over to `on`; what later units got goes back to
 * those of `on` that they were made of. A sum that cannot be told is null; nothing was paid to whom the map lacks.
 */
export function carryPayments(
  payments: readonly Payment[],
  {
    at,
    on,
    ids,
    shares,
    people,
  }: {
    readonly at: string;
    readonly on: string;
    readonly ids: readonly number[];
    readonly shares: readonly Share[];
    readonly people: ReadonlyMap<number, number | null>;
  },
): ReadonlyMap<number, { readonly amount: number | null; readonly parts: Pieces }> {
  const amountsOf = (of: readonly Payment[]) => new Map(of.map(({ id, amount }) => [id, amount]));
  const [known, later] = [payments.filter(({ since }) => since <= on), payments.filter(({ since }) => since > on)];
  const ended = new Set(endingsOf(shares));
  const over = shares.filter((share) => share.day <= on && (share.day > at || ended.has(share)));
  const forth = piecesBetween(idsOf(known), over);
  // What later units got that have ceased themselves is with their heirs of `at`; from them it goes back.
  const until = shares.filter((share) => share.day <= at && ended.has(share));
  const got = amountsOf(later);
  const held = new Map([...piecesBetween(idsOf(later), until)].map(([id, parts]) => [id, sumOf(parts, got)]));
  const between = shares.filter(({ day }) => day > on && day <= at);
  const back = later.length === 0 ? new Map<number, Pieces>() : turnedBack(piecesBetween(ids, between), people);
  const amounts = amountsOf(known);
  return new Map(
    ids.flatMap((id) => {
      const there = forth.get(id) ?? new Map<number, number | null>();
      const here = new Map([...(back.get(id) ?? [])].filter(([from]) => held.has(from)));
      if (there.size + here.size === 0) return [];
      const [before, after] = [sumOf(there, amounts), sumOf(here, held)];
      const amount = before === null || after === null ? null : before + after;
      return [[id, { amount, parts: new Map([...there, ...here]) }]];
    }),
  );
}

function idsOf(units: readonly { readonly id: number }[]): number[] {
  return units.map(({ id }) => id);
}
