import type { Reached } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';

/** What the predecessors of a unit had reached, which of them do not count, and that it is no status of the unit itself. */
export function reachedSentences({ met, of, notApplicable, parts, notAssessed }: Reached): string[] {
  const apart = [
    ...notApplicable.map((name) => m.reached_not_applicable({ name })),
    ...parts.map((name) => m.reached_part({ name })),
    ...notAssessed.map((name) => m.reached_not_assessed({ name })),
  ];
  return [
    m.reached_said({ met: formatNumber(met), of: formatNumber(of) }),
    ...(apart.length === 0 ? [] : [m.reached_apart({ names: apart.join(', ') })]),
  ];
}
