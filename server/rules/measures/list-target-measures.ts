import type { Text } from '#contract/common.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { Measure, MeasureGroup, MeasureWanted } from '#contract/measures.ts';
import type { Programme, Target } from '#contract/programme.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import { countWanted } from '#rules/programme/count-wanted.ts';
import { completesByDecision } from '#rules/programme/sort-units.ts';
import { targetClasses } from './classes.ts';
import { unitWords } from './list-set-measures.ts';
import { tierWords } from './set-words.ts';
import { sorted, type MeasureDays } from './measure-days.ts';
import type { MeasureRule } from './rule.ts';

/**
 * One measure for each target that counts units of the portal: which of them count for it. Targets of residential areas,
 * gardens, income and training count none. District targets are of all district-level units.
 */
export function listTargetMeasures(
  { targets, frame, contents }: Pick<Programme, 'targets' | 'frame' | 'contents'>,
  sets: readonly CriteriaSet[],
  days: Pick<MeasureDays, 'criterion' | 'wholeSet' | 'recognitions'>,
): MeasureRule[] {
  return targets.flatMap((target): MeasureRule[] => {
    const set = sets.find(({ id, level }) => id === target.setId && level === target.scope);
    if (!set) return [];
    const { value, sense, of, reason } = countWanted(target, targets, frame, 'all');
    const measure: Measure = {
      id: `target-${target.id}`,
      kind: 'target',
      group: groupOf(target, contents),
      title: titleOf(target, set),
      description: {
        vi: `“${target.quote}”. ${reason.vi}. Mục tiêu đến năm ${target.year}`,
        en: `${reason.en}. To be reached by ${target.year}`,
      },
      unit: null,
      setId: set.id,
      criterionNo: target.criterionNo,
      indicatorNo: null,
      levels: [set.level],
      classes: targetClasses(sense),
      method: null,
      change: sense === 'atLeast' ? 'target' : 'targetDown',
      wanted: { targetId: target.id, value, sense, of },
      targetPercent: null,
      dates: datesOf(target, set, days),
      decimals: 0,
      source: `${frame.title.vi}, dòng ${target.sourceLine}`,
    };
    return [{ kind: 'target', set, target, measure }];
  });
}

/** Days on which who counts may have changed. */
function datesOf(
  target: Target,
  set: CriteriaSet,
  days: Pick<MeasureDays, 'criterion' | 'wholeSet' | 'recognitions'>,
): string[] {
  if (target.criterionNo !== null) return days.criterion(set.id, target.criterionNo);
  const acts = completesByDecision(target, set, 'all') ? days.recognitions(set.level) : [];
  return sorted([...days.wholeSet(set.id), ...acts]);
}

/** Groups of targets: those of the objectives, then one a content. */
export function listTargetGroups({ contents }: Pick<Programme, 'contents'>): MeasureGroup[] {
  return [
    { id: 'targets', title: { vi: 'Mục tiêu chung của Chương trình', en: 'Targets: objectives' } },
    ...contents.map(({ id, title }) => ({
      id: groupId(id),
      title: { vi: `Mục tiêu: ${title.vi}`, en: `Targets: ${title.en}` },
    })),
  ];
}

/** How many units the programme wants to meet a whole set, for measures of that set; the printed count where there is one. */
export function findWanted(
  { targets, frame }: Pick<Programme, 'targets' | 'frame'>,
  set: CriteriaSet,
): MeasureWanted | null {
  const target = targets.find(
    ({ setId, scope, criterionNo, comparator, unit }) =>
      setId === set.id && scope === set.level && criterionNo === null && comparator !== '<=' && unit === 'count',
  );
  if (!target) return null;
  const { value, sense, of } = countWanted(target, targets, frame, 'all');
  return { targetId: target.id, value, sense, of };
}

function groupOf({ content }: Target, contents: Programme['contents']): string {
  return contents.some(({ id }) => id === content) ? groupId(content) : 'targets';
}

function groupId(content: string): string {
  return `targets-${content.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function titleOf(target: Target, set: CriteriaSet): Text {
  const units = unitWords[set.level];
  if (target.comparator === '<=') {
    return {
      vi: `${target.id}: không còn ${units.vi} dưới 15 tiêu chí`,
      en: `${target.id}: no ${units.en} under 15 criteria`,
    };
  }
  const number = describeNumber(target.value);
  const wanted =
    target.unit === 'percent'
      ? { vi: `${number.vi}% số ${units.vi}`, en: `${number.en}% of ${units.en}` }
      : { vi: `${number.vi} ${units.vi}`, en: `${number.en} ${units.en}` };
  const tier = tierWords[set.tier];
  const criterion = set.criteria.find(({ no }) => no === target.criterionNo);
  if (criterion) {
    const { no, name } = criterion;
    return {
      vi: `${target.id}: ${wanted.vi} đạt tiêu chí ${no}: ${name.vi}${tier.vi}`,
      en: `${target.id}: ${wanted.en} meet criterion ${no}: ${name.en}${tier.en}`,
    };
  }
  // Who counts does so by assessment: "đạt chuẩn" is what a decision says. Towns and cities have no criteria.
  const task = completesByDecision(target, set, 'all')
    ? { vi: ' hoặc hoàn thành nhiệm vụ', en: ' or have their task declared complete' }
    : { vi: '', en: '' };
  return {
    vi: `${target.id}: ${wanted.vi} đủ tiêu chí nông thôn mới${tier.vi}${task.vi}`,
    en: `${target.id}: ${wanted.en} meet all criteria${tier.en}${task.en}`,
  };
}
