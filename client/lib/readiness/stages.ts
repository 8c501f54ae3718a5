import { stages, type Readiness, type ReadinessStep, type Stage } from '#contract/readiness.ts';

/** The steps of one stage, parted into what is missing and what is there. */
export interface StageSteps {
  readonly stage: Stage;
  readonly missing: readonly ReadinessStep[];
  readonly there: readonly ReadinessStep[];
}

/** Stages that have steps, in their order. */
export function stagesOf({ steps }: Pick<Readiness, 'steps'>): StageSteps[] {
  return stages
    .map((stage) => {
      const own = steps.filter((step) => step.stage === stage);
      return { stage, missing: own.filter(({ has }) => !has), there: own.filter(({ has }) => has) };
    })
    .filter(({ missing, there }) => missing.length + there.length > 0);
}

/** Where to go on: the first stage that lacks what the map cannot do without, else the first that lacks anything. */
export function nextStage(all: readonly StageSteps[]): Stage | null {
  const first = all.find(({ missing }) => missing.some(({ essential }) => essential));
  return (first ?? all.find(({ missing }) => missing.length > 0))?.stage ?? null;
}

/** Whether the map has all that it cannot do without. */
export function isComplete({ steps }: Pick<Readiness, 'steps'>): boolean {
  return steps.every(({ essential, has }) => has || !essential);
}
