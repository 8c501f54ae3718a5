import type { UnitKind } from '#contract/admin-units.ts';
import type { MeasureValues, Reached, SharedBy } from '#contract/measures.ts';
import type { Queryable } from '#db/db.ts';
import { heldFigure } from '#rules/measures/change-scales.ts';
import { recognitionValues } from '#rules/measures/classes.ts';
import type { MeasureRule } from '#rules/measures/rule.ts';
import {
  carryPayments,
  countReached,
  meanOf,
  sumOf,
  type Payment,
  type Standing,
} from '#rules/succession/carry-over.ts';
import {
  isWhole,
  leastSure,
  piecesBetween,
  shareByPeople,
  type Lived,
  type Pieces,
  type Share,
} from '#rules/succession/pieces.ts';
import { queries } from './queries.ts';
import { emptyValues, type Values, type ValuesQuery } from './values-query.ts';

interface StoredShare extends Share {
  /** The day before. */
  readonly eve: string;
}

/** Values of one day worked out for the units of another, and how. */
export type CarriedOver = Values & Pick<MeasureValues, 'reached' | 'sharedBy'>;

interface UnitRow {
  readonly id: number;
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly population: number | null;
  readonly areaKm2: number | null;
  readonly bounded: boolean;
  /** Whether it is asked for: others share what is parted with it. */
  readonly inside: boolean;
}

/** Who lives in the parts of units that were cut, on whatever day: the same for all answers, and asked where it is needed. */
export type ReadLived = () => Promise<readonly Lived[]>;

/** What is carried over: a rule's values of a day, for the units of that day. */
export interface Carried {
  readonly rule: MeasureRule;
  readonly query: ValuesQuery & { readonly on: string };
  readonly values: Values;
  readonly lived: ReadLived;
}

/**
 * Works the values of a day (`query.at`) out for the units of another (`on`). A unit that is the same on both keeps its value. What
 * was paid is a sum, shared out by who lives where; a figure of an indicator is a mean weighted so, forwards only. Of all else the
 * new unit has no value: `reached` counts its predecessors.
 */
export async function carryOver(db: Queryable, carried: Carried): Promise<CarriedOver> {
  const { rule, query, values, lived } = carried;
  const { level, at, on, within } = query;
  const [from, to] = at < on ? [at, on] : [on, at];
  // Above communes nothing is parted: what was paid below is in each unit's own sum.
  const paidRule = rule.kind === 'disbursed' && level === 'commune' ? rule : null;
  // Who lives where tells nothing of what is counted.
  const isShared = rule.kind === 'indicator' || paidRule !== null;
  const [own, units, stored, people, payments] = await Promise.all([
    db.many<UnitRow>(queries.unitsOn, { level, day: at, within: null }),
    db.many<UnitRow>(queries.unitsOn, { level, day: on, within }),
    db.many<StoredShare>(queries.sharesUntil, { until: to }),
    isShared ? lived() : [],
    paidRule === null ? [] : db.many<Payment>(queries.paidUnits, { level, at }),
  ]);
  const { shares, by } = shareByPeople(stored, people);
  const between = shares.filter(({ day }) => day > from);
  const touched = new Set(between.flatMap((edge) => [edge.before, edge.since]));
  const forth = at < on ? piecesBetween(idsOf(own), between) : new Map<number, Pieces>();
  const inhabitants = new Map([...own, ...units].map(({ id, population }) => [id, population]));
  const paid = carryPayments(payments, { at, on, ids: idsOf(units), shares, people: inhabitants });
  const divisors = paidRule === null ? null : await divisorsOf(db, paidRule.per, units, { level, on, stored, shares });
  const result = emptyValues();
  const reached: Record<string, Reached> = {};
  const sharedBy: Record<string, SharedBy> = {};
  const before = new Map(own.map((unit) => [unit.id, unit]));
  const notApplicable = new Set(values.notApplicable);
  const standing = ({ code }: UnitRow) =>
    values.values[code] ?? (notApplicable.has(code) ? 'notApplicable' : ('notAssessed' as const));
  for (const unit of units.filter(({ inside }) => inside)) {
    if (!unit.bounded) result.withoutBoundary.push(unit.code);
    const parts = forth.get(unit.id) ?? new Map<number, number | null>();
    // Under whatever code it was then.
    const same = touched.has(unit.id) ? undefined : before.get(unit.id);
    const sum = paid.get(unit.id);
    const found =
      paidRule !== null
        ? rateOf(sum?.amount ?? null, divisors?.get(unit.id) ?? null)
        : same !== undefined
          ? standing(same)
          : foundOf(rule, unit, { parts, before, standing });
    if (typeof found === 'number') {
      result.values[unit.code] = found;
      const measure = coarsest(sum === undefined ? parts : sum.parts, by);
      if (measure !== undefined) sharedBy[unit.code] = measure;
    } else if (typeof found === 'string') result[found].push(unit.code);
    else {
      result.notAssessed.push(unit.code);
      reached[unit.code] = found;
    }
  }
  return { ...result, reached, sharedBy };
}

function idsOf(units: readonly UnitRow[]): number[] {
  return units.map(({ id }) => id);
}

/** By what the parts of a value were measured, the least sure of it; undefined where all are whole. */
function coarsest(parts: Pieces, by: ReadonlyMap<number, SharedBy>): SharedBy | undefined {
  const measured = [...parts].flatMap(([id, part]) => (isWhole(part) ? [] : [by.get(id) ?? 'area']));
  return leastSure.find((each) => measured.includes(each));
}

interface Before {
  readonly parts: Pieces;
  readonly before: ReadonlyMap<number, UnitRow>;
  readonly standing: (unit: UnitRow) => number | 'notApplicable' | 'notAssessed';
}

/** Of a unit of whom something came from others: what there is to say, which of all but sums is nothing backwards. */
function foundOf(
  rule: MeasureRule,
  unit: UnitRow,
  { parts, before, standing }: Before,
): number | 'notApplicable' | 'notAssessed' | Reached {
  if (!isFor(rule, unit)) return 'notApplicable';
  const found = [...parts.keys()].flatMap((id) => {
    const own = before.get(id);
    return own === undefined ? [] : [{ id, name: own.name, found: standing(own) }];
  });
  if (rule.kind === 'indicator' && rule.unit !== 'yesNo') {
    // Of a count neither a mean nor, where it is counted anew, a sum is the count.
    if (rule.unit === 'count') return 'notAssessed';
    const people = new Map([...before].map(([id, { population }]) => [id, population]));
    const mean = meanOf(parts, new Map(found.map(({ id, found: rate }) => [id, rate])), people);
    return mean === null ? 'notAssessed' : heldFigure(mean);
  }
  const enough = enoughFor(rule);
  if (enough === null) return 'notAssessed';
  const standings = found.map(({ id, name, found: value }): [number, Standing] => {
    const status = typeof value !== 'number' ? value : value >= enough ? 'met' : 'notMet';
    return [id, { name, found: status }];
  });
  return countReached(parts, new Map(standings)) ?? 'notAssessed';
}

/** Money for each inhabitant or km². */
function rateOf(amount: number | null, divisor: number | null): number | 'notAssessed' {
  return amount === null || divisor === null || divisor <= 0 ? 'notAssessed' : heldFigure(amount / divisor);
}

/** People or ground of units of a day; of one that is not told of yet, of the parts that it was made of when it began. */
async function divisorsOf(
  db: Queryable,
  per: 'head' | 'km2',
  units: readonly UnitRow[],
  {
    level,
    on,
    stored,
    shares,
  }: Pick<ValuesQuery, 'level'> & {
    readonly on: string;
    readonly stored: readonly StoredShare[];
    readonly shares: readonly Share[];
  },
): Promise<ReadonlyMap<number, number | null>> {
  const figure = ({ population, areaKm2 }: UnitRow) => (per === 'head' ? population : areaKm2);
  const found = new Map(units.map((unit) => [unit.id, figure(unit)]));
  const untold = units.filter((unit) => figure(unit) === null);
  if (untold.length === 0) return found;
  const made = await db.many<{ code: string; eve: string }>(queries.madeOfOthers, { level, at: on });
  const eveOf = new Map(made.map(({ code, eve }) => [code, eve]));
  for (const eve of new Set(untold.flatMap(({ code }) => eveOf.get(code) ?? []))) {
    const before = await db.many<UnitRow>(queries.unitsOn, { level, day: eve, within: null });
    const day = stored.find((share) => share.eve === eve)?.day;
    // People go with who lives there, the ground is what it is.
    const parted = (per === 'head' ? shares : stored).filter((share) => share.day === day);
    const pieces = piecesBetween(idsOf(before), parted);
    const figures = new Map(before.map((unit) => [unit.id, figure(unit)]));
    for (const { id, code } of untold)
      if (eveOf.get(code) === eve) found.set(id, sumOf(pieces.get(id) ?? new Map(), figures));
  }
  return found;
}

/** Whether a measure says anything of units of a kind. */
function isFor(rule: MeasureRule, { kind }: UnitRow): boolean {
  if ('set' in rule) return rule.set.appliesTo.includes(kind);
  return !('sets' in rule) || rule.sets.some(({ appliesTo }) => appliesTo.includes(kind));
}

/** The least value by which a unit has met what a measure asks for; null of measures that ask for nothing that can be met. */
export function enoughFor(rule: MeasureRule): number | null {
  switch (rule.kind) {
    case 'criteriaMet':
      return rule.set.criteria.length;
    case 'criterion':
    case 'target':
      return 1;
    case 'recognition':
      return recognitionValues.noLongerMeeting;
    case 'indicator':
      return rule.unit === 'yesNo' ? 1 : null;
    case 'shareMeeting':
    case 'shareCriterion':
    case 'distance':
    case 'declaredComputed':
    case 'disbursed':
    case 'group':
      return null;
  }
}
