import type { Target } from '#contract/programme.ts';

/**
 * The measure that shows a target on the map: its own, else that of its criterion, else that of its whole set. Null where
 * the map has none: income, training, residential areas.
 */
export function mapMeasure(
  { id, setId, criterionNo }: Pick<Target, 'id' | 'setId' | 'criterionNo'>,
  measures: readonly { readonly id: string }[],
): string | null {
  const wanted = [
    `target-${id}`,
    ...(setId === null ? [] : [criterionNo === null ? `criteria-met-${setId}` : `criterion-${setId}-${criterionNo}`]),
  ];
  return wanted.find((measure) => measures.some((known) => known.id === measure)) ?? null;
}
