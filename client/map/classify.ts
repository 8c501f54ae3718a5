import type { Measure, MeasureClass, MeasureValues } from '#contract/measures.ts';

/**
 * The class that takes a value: both ends are included. A value between two classes (a share of 99.95) belongs to the
 * lower one, so that no class claims more than was reached; a value outside all classes has none.
 */
export function classOf(classes: readonly MeasureClass[], value: number): MeasureClass | null {
  let best: MeasureClass | null = null;
  for (const candidate of classes) {
    if (candidate.min !== null && value < candidate.min) continue;
    if (best === null || (candidate.min ?? -Infinity) > (best.min ?? -Infinity)) best = candidate;
  }
  if (best === null) return null;
  const highest = classes.reduce((top, { max }) => Math.max(top, max ?? Infinity), -Infinity);
  return value > highest ? null : best;
}

/** Class ids that every measure has beside its own. `reached`: not assessed, but what predecessors had reached is known. */
export const commonClasses: readonly string[] = ['reached', 'notAssessed', 'notApplicable'];

/** Class id of every unit that the answer knows: one of the measure's, else one of `commonClasses`. */
export function classify(measure: Measure, answer: MeasureValues): Map<string, string> {
  const classes = new Map<string, string>();
  for (const [code, value] of Object.entries(answer.values)) {
    const found = classOf(measure.classes, value);
    classes.set(code, found?.id ?? 'notAssessed');
  }
  for (const code of answer.notAssessed) classes.set(code, answer.reached?.[code] ? 'reached' : 'notAssessed');
  for (const code of answer.notApplicable) classes.set(code, 'notApplicable');
  return classes;
}

/** How many units each class holds; `within` restricts to some of them. */
export function countClasses(
  classes: ReadonlyMap<string, string>,
  within: ReadonlySet<string> | null,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [code, id] of classes) {
    if (within !== null && !within.has(code)) continue;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
