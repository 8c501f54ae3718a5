import type {
  CriteriaSetDetail,
  CriterionStatus,
  ThresholdSetting,
  UnitCriterion,
  UnitIndicator,
} from '#contract/criteria.ts';
import { compareStatuses } from '#rules/criteria/compare-statuses.ts';
import type { Occasion } from '#rules/criteria/find-threshold.ts';
import { judgeSet, type JudgedCriterion } from '#rules/criteria/judge-set.ts';
import type { OtherSet } from '#rules/criteria/judge-test.ts';
import { describeIndicator } from './describe-set.ts';
import type { Figure, Figures } from './figures.ts';

/** What the computed side of a unit's criteria needs. */
export interface Computation {
  readonly set: CriteriaSetDetail;
  readonly figures: Figures;
  readonly settings: readonly ThresholdSetting[];
  readonly occasion: Occasion;
  /** What a criterion that rests on another set asks of it. */
  readonly otherSet: (no: number) => OtherSet;
}

/** Declared criteria of a unit with, beside each, what its indicators come to and where the two part. */
export function addComputed(declared: readonly CriterionStatus[], from: Computation): UnitCriterion[] {
  const { criteria } = judgeSet(from.set, from.figures, from.settings, from.occasion, from.otherSet);
  const differences = compareStatuses(
    new Map(declared.map(({ no, status }) => [no, status])),
    new Map(criteria.map(({ no, status }) => [no, status])),
  );
  return declared.map((criterion) => {
    const judged = criteria.find(({ no }) => no === criterion.no);
    return {
      ...criterion,
      computed: judged ? { status: judged.status, reason: judged.reason } : unknown,
      difference: differences.find(({ no }) => no === criterion.no)?.kind ?? null,
      indicators: judged ? indicatorsOf(judged, from) : [],
    };
  });
}

/** Criteria of a unit for which the set is not: nothing is computed, and nothing parts. */
export function withoutComputed(declared: readonly CriterionStatus[]): UnitCriterion[] {
  const reason = { vi: 'Bộ tiêu chí không áp dụng', en: 'The set does not apply' };
  return declared.map((criterion) => ({
    ...criterion,
    computed: { status: 'notApplicable', reason },
    difference: null,
    indicators: [],
  }));
}

const unknown = {
  status: 'notAssessed' as const,
  reason: { vi: 'Không có trong bộ tiêu chí', en: 'Not in the file of the set' },
};

function indicatorsOf({ no, indicators }: JudgedCriterion, { set, figures }: Computation): UnitIndicator[] {
  const declared = set.criteria.find((criterion) => criterion.no === no)?.indicators ?? [];
  return indicators.flatMap(({ indicatorNo, ...judgement }) => {
    const indicator = declared.find((each) => each.no === indicatorNo);
    if (!indicator) return [];
    const { provisional, name, unit, comparator, parts, evidence, unchecked } = describeIndicator(indicator);
    const figure = figures.get(indicatorNo);
    return [
      {
        no: indicatorNo,
        provisional,
        name,
        unit,
        comparator,
        parts,
        evidence,
        unchecked,
        value: figure?.value ?? null,
        value2: figure?.value2 ?? null,
        recorded: figure ? recordedOf(figure) : null,
        ...judgement,
      },
    ];
  });
}

function recordedOf({ validOn, recordedBy, source }: Figure) {
  return { validOn, recordedBy, source };
}
