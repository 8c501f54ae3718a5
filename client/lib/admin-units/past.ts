import type { MeasuredStep, UnitProfile } from '#contract/admin-units.ts';

/** What happened to a unit on one day: other units, before or after it, with the decision where there is one. */
export interface Turn {
  readonly kind: 'made' | 'received' | 'ended' | 'gave';
  readonly on: string;
  readonly decision: string | null;
  /** Whether boundaries alone say so. */
  readonly byGround: boolean;
  readonly units: readonly MeasuredStep[];
}

/** What a unit was made of, got and gave, and what it became, in order of the days. */
export function turnsOf({
  unitFrom,
  unitTo,
  predecessors,
  successors,
}: Pick<UnitProfile, 'unitFrom' | 'unitTo' | 'predecessors' | 'successors'>): Turn[] {
  return [
    ...byDay(predecessors, (on) => (on === unitFrom ? 'made' : 'received')),
    ...byDay(successors, (on) => (on === unitTo ? 'ended' : 'gave')),
  ].sort((one, other) => one.on.localeCompare(other.on));
}

function byDay(steps: readonly MeasuredStep[], kindOf: (on: string) => Turn['kind']): Turn[] {
  const days = [...new Set(steps.map(({ on }) => on))];
  return days.map((on) => {
    const units = steps.filter((step) => step.on === on);
    const decision = units.find((step) => step.decision !== null)?.decision ?? null;
    return { kind: kindOf(on), on, decision, byGround: units.every(({ basis }) => basis === 'geometry'), units };
  });
}
