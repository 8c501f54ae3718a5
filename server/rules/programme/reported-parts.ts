import type { Programme, Target } from '#contract/programme.ts';
import type { Resource } from '#contract/programme-resources.ts';

/** What a province gives figures for. */
export interface ReportedParts {
  readonly targets: readonly Target[];
  readonly resources: readonly Resource[];
}

/** The targets and sources of money of all programmes that are the province's own: nobody reports for the country here. */
export function reportedParts(programmes: readonly Programme[]): ReportedParts {
  return {
    targets: programmes.flatMap(({ targets }) => targets.filter(({ scope }) => scope !== 'national')),
    resources: programmes.flatMap(({ resources }) => resources.filter(({ scope }) => scope === 'province')),
  };
}
