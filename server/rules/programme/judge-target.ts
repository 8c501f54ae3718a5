import type { CriteriaSet } from '#contract/criteria.ts';
import type { DistrictDenominator, Target, TargetProgress, Wanted } from '#contract/programme.ts';
import type { ProgrammeFrame } from '#contract/programme-frame.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import { countWanted } from './count-wanted.ts';
import { countRecognised } from './count-recognised.ts';
import { measurePace } from './measure-pace.ts';
import { completesByDecision, sortUnits, type SortedUnits, type AssessedUnit } from './sort-units.ts';

/** What is known at a day: how units stand, and figures that were given for targets that count no units, by target. */
export interface Snapshot {
  readonly at: string;
  readonly units: readonly AssessedUnit[];
  readonly given: ReadonlyMap<string, number>;
}

export interface TargetContext {
  readonly frame: ProgrammeFrame;
  readonly targets: readonly Target[];
  readonly sets: readonly CriteriaSet[];
  readonly districts: DistrictDenominator;
  readonly now: Snapshot;
  /** An earlier day from which the pace is measured; null where there is none. */
  readonly before: Snapshot | null;
}

/**
 * Where a target stands: wanted, reached, gap, who counts, and the pace. A target that counts no units of the portal (income,
 * training, residential areas, gardens) stands on a figure that somebody gave; without one it says so.
 */
export function judgeTarget(target: Target, context: TargetContext): TargetProgress {
  const wanted = countWanted(target, context.targets, context.frame, context.districts);
  const set = context.sets.find(({ id }) => id === target.setId);
  const sorted = set ? sortUnits(target, set, context.now.units, context.districts) : nobody;
  const reached = set ? countReached(sorted) : (context.now.given.get(target.id) ?? null);
  const shared = {
    ...{ id: target.id, at: context.now.at, wanted, reached, ...mutable(sorted) },
    countedBy: countedBy(target, set, context.districts),
    recognised: set ? countRecognised(target, set, context.sets, context.now.units, context.districts) : null,
  };
  if (reached === null) return { ...shared, status: 'notAssessed', reason: withoutData(target), gap: null, pace: null };

  const gap = Math.max(0, wanted.sense === 'atLeast' ? wanted.value - reached : reached - wanted.value);
  const open = wanted.sense === 'atMost' && sorted.undecided.length > 0;
  const earlier = context.before === null ? null : reachedBefore(target, set, context.before, context.districts);
  return {
    ...shared,
    status: gap > 0 ? 'notMet' : open ? 'notAssessed' : 'met',
    reason: describeReached(reached, wanted, sorted.undecided.length),
    gap,
    pace: measurePace(wanted, earlier, { at: context.now.at, reached }, context.frame.until),
  };
}

function reachedBefore(
  target: Target,
  set: CriteriaSet | undefined,
  { at, units, given }: Snapshot,
  districts: DistrictDenominator,
): { at: string; reached: number } | null {
  const reached = set ? countReached(sortUnits(target, set, units, districts)) : (given.get(target.id) ?? null);
  return reached === null ? null : { at, reached };
}

/** How many count; null where nobody has been assessed, which is not the same as nobody counting. */
function countReached({ counting, notCounting }: SortedUnits): number | null {
  return counting.length + notCounting.length === 0 ? null : counting.length;
}

/** Whose word makes a unit count: it is never the decision alone that the programme's word "đạt chuẩn" may mean. */
function countedBy(
  target: Target,
  set: CriteriaSet | undefined,
  districts: DistrictDenominator,
): TargetProgress['countedBy'] {
  if (!set) return 'figure';
  return completesByDecision(target, set, districts) ? 'criteriaOrDecision' : 'criteria';
}

const nobody: SortedUnits = { counting: [], notCounting: [], undecided: [], notApplicable: [] };

function mutable({ counting, notCounting, undecided, notApplicable }: SortedUnits) {
  return {
    counting: [...counting],
    notCounting: [...notCounting],
    undecided: [...undecided],
    notApplicable: [...notApplicable],
  };
}

function describeReached(reached: number, wanted: Wanted, undecided: number): TargetProgress['reason'] {
  const [is, should] = [describeNumber(reached), describeNumber(wanted.value)];
  const unit = wanted.unit === 'percent' ? { vi: ' %', en: '%' } : { vi: '', en: '' };
  const most = wanted.sense === 'atMost' ? { vi: 'không quá', en: 'at most' } : { vi: 'mục tiêu', en: 'wanted' };
  const open =
    undecided > 0 ? { vi: `; ${undecided} chưa đánh giá`, en: `; ${undecided} not assessed` } : { vi: '', en: '' };
  return {
    vi: `Hiện có ${is.vi}${unit.vi}, ${most.vi} ${should.vi}${unit.vi}${open.vi}`,
    en: `${is.en}${unit.en} now, ${most.en} ${should.en}${unit.en}${open.en}`,
  };
}

function withoutData({ setId, scope }: Target): TargetProgress['reason'] {
  if (scope === 'national') {
    return {
      vi: 'Mục tiêu của cả nước: số liệu của một tỉnh không cho biết kết quả',
      en: 'A target of the country: the data of one province do not tell where it stands',
    };
  }
  return setId !== null && (scope === 'commune' || scope === 'district')
    ? { vi: 'Chưa có đánh giá nào', en: 'Nothing has been assessed' }
    : {
        vi: 'Cổng chưa có số liệu cho mục tiêu này; có thể nhập',
        en: 'The portal has no figure for this target; it can be given',
      };
}
