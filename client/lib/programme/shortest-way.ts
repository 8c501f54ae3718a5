import type { TargetRow } from '#contract/programme.ts';
import type { LackingIndicator, RankedUnit, Ranking } from '#contract/ranking.ts';
import type { Difference } from './ranking-rows.ts';

/** A unit that a target still lacks, and what it lacks itself. */
export interface WayStep {
  readonly code: string;
  /** Null where the unit has not been assessed by the target's set. */
  readonly unit: RankedUnit | null;
  /** Criteria that it lacks for this target, and those of it that nobody has assessed. */
  readonly missing: readonly number[];
  readonly open: readonly number[];
  /** Those of them whose declared status the figures contradict. */
  readonly differences: readonly Difference[];
  /** Indicators of those criteria that fall short. */
  readonly lacking: readonly LackingIndicator[];
  /** Sum of the parts of their thresholds by which they fall short; null where no figure says. */
  readonly short: number | null;
  /** Whether it is among the first who together are enough for the target. */
  readonly enough: boolean;
}

/**
 * The shortest way to a target: the units that it lacks, who lack least before who lack more. Fewer criteria come first,
 * then the smaller shortfall of figures; a unit without figures comes after those whose shortfall is known, one that nobody
 * assessed last.
 */
export function shortestWay(
  { target, progress }: TargetRow,
  ranking: Pick<Ranking, 'closest' | 'differing'>,
): WayStep[] {
  const { gap, wanted, counting, notCounting, undecided } = progress;
  // Of "no commune under 15" those are the ones to change that count.
  const codes = wanted.sense === 'atMost' ? [...counting, ...undecided] : [...notCounting, ...undecided];
  const ranked = new Map(ranking.closest.map((unit) => [unit.code, unit]));
  const differing = new Map(ranking.differing.map(({ code, differences }) => [code, differences]));
  const steps = codes.map((code) =>
    toStep(code, ranked.get(code) ?? null, target.criterionNo, differing.get(code) ?? []),
  );
  steps.sort((one, other) => compareSteps(one, other) || one.code.localeCompare(other.code));
  const enough = Math.ceil(gap ?? 0);
  return steps.map((step, index) => ({ ...step, enough: index < enough }));
}

function toStep(
  code: string,
  unit: RankedUnit | null,
  criterionNo: number | null,
  differing: readonly Difference[],
): Omit<WayStep, 'enough'> {
  const isAsked = (no: number) => criterionNo === null || no === criterionNo;
  const differences = differing.filter(({ no }) => isAsked(no));
  if (unit === null) return { code, unit, missing: [], open: [], differences, lacking: [], short: null };
  const inOrder = (numbers: readonly number[]) => numbers.filter(isAsked).sort((a, b) => a - b);
  const [missing, open] = [inOrder(unit.missing), inOrder(unit.notAssessed)];
  const lacking = unit.lacking.filter(({ no }) => missing.includes(criterionOf(no)));
  const known = lacking.length > 0 && lacking.every(({ part }) => part !== null);
  const short = known ? lacking.reduce((sum, { part }) => sum + (part ?? 0), 0) : null;
  return { code, unit, missing, open, differences, lacking, short };
}

function compareSteps(one: Omit<WayStep, 'enough'>, other: Omit<WayStep, 'enough'>): number {
  const last = Number.POSITIVE_INFINITY;
  // What nobody assessed may be lacking: it counts as if it were.
  const lacks = ({ unit, missing, open }: Omit<WayStep, 'enough'>) =>
    unit === null ? last : missing.length + open.length;
  const [mine, theirs] = [lacks(one), lacks(other)];
  if (mine !== theirs) return mine - theirs;
  const [short, longer] = [one.short ?? last, other.short ?? last];
  return short === longer ? 0 : short - longer;
}

/** The criterion of an indicator: `2` of `2.1`. */
function criterionOf(no: string): number {
  return Number.parseInt(no, 10);
}
