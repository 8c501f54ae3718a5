import type { UnitKind } from '#contract/admin-units.ts';
import type { CriteriaSet, Status } from '#contract/criteria.ts';
import type { DistrictDenominator, Target } from '#contract/programme.ts';
import { countCriteria, type Statuses } from '#rules/criteria/count-criteria.ts';
import { judgeAllCriteria, judgeFloor } from '#rules/criteria/judge-eligibility.ts';
import { isSetFor } from '#rules/criteria/select-in-force.ts';

/** What a target needs to know of a unit at a date. */
export interface AssessedUnit {
  readonly code: string;
  readonly level: 'commune' | 'district';
  readonly kind: UnitKind;
  /** Declared statuses by set; a set that nobody assessed is missing. */
  readonly statuses: ReadonlyMap<string, Statuses>;
  /** Sets by which a recognition is in force; for thị xã and thành phố: whose task is declared complete. */
  readonly recognised: ReadonlySet<string>;
}

/** Codes of units: who counts for a target, who does not, of whom nobody knows, and for whom its set is not. */
export interface SortedUnits {
  readonly counting: readonly string[];
  readonly notCounting: readonly string[];
  readonly undecided: readonly string[];
  readonly notApplicable: readonly string[];
}

/** "No commune under 15 criteria" (line 15 of the programme). */
const floor = 15;

/**
 * Sorts the units of a target's level by whether they count for it: units that meet its criterion, or its whole set where
 * it names none, by what officers declared. For "no commune under 15" those count that are under 15. Thị xã and
 * thành phố have no set: of all district-level units they count for the whole set where their task is declared complete, and
 * of huyện only they are no part.
 */
export function sortUnits(
  target: Target,
  set: CriteriaSet,
  units: readonly AssessedUnit[],
  districts: DistrictDenominator,
): SortedUnits {
  const lists: Record<Status, string[]> = { met: [], notMet: [], notAssessed: [], notApplicable: [] };
  const ofLevel = units.filter(({ level }) => level === target.scope);
  const known = ofLevel.some(({ statuses, recognised }) => statuses.has(set.id) || recognised.has(set.id));
  for (const unit of ofLevel) lists[countsFor(target, set, unit, districts, known)].push(unit.code);
  for (const list of Object.values(lists)) list.sort();
  return {
    counting: lists.met,
    notCounting: lists.notMet,
    undecided: lists.notAssessed,
    notApplicable: lists.notApplicable,
  };
}

/** `known`: whether anything was ever recorded by the set; where nothing was, a missing declaration says nothing. */
function countsFor(
  target: Target,
  set: CriteriaSet,
  unit: AssessedUnit,
  districts: DistrictDenominator,
  known: boolean,
): Status {
  if (!isSetFor(set, unit)) {
    if (!completesByDecision(target, set, districts)) return 'notApplicable';
    if (unit.recognised.has(set.id)) return 'met';
    return known ? 'notMet' : 'notAssessed';
  }
  const statuses = unit.statuses.get(set.id);
  if (!statuses) return 'notAssessed';
  if (target.criterionNo !== null) return statuses.get(target.criterionNo) ?? 'notAssessed';
  const tally = countCriteria(set, statuses);
  if (target.comparator !== '<=') return judgeAllCriteria(tally).status;
  const { status } = judgeFloor(tally, floor);
  return status === 'met' ? 'notMet' : status === 'notMet' ? 'met' : status;
}

/** Whether thị xã and thành phố count for a target, whose task is declared complete by a decision: they have no set. */
export function completesByDecision(
  { scope, criterionNo }: Pick<Target, 'scope' | 'criterionNo'>,
  { tier }: Pick<CriteriaSet, 'tier'>,
  districts: DistrictDenominator,
): boolean {
  return scope === 'district' && criterionNo === null && tier === 'standard' && districts === 'all';
}
