import type { Changes, UnitChange } from '#contract/history.ts';
import { m } from '#client/text/compiled/messages.js';
import { compareNames, formatNumber } from '#client/text/format.ts';

/** The greatest step first, up or down; among equal ones in order of names. */
export function sortChanges(units: readonly UnitChange[]): UnitChange[] {
  const step = ({ metBefore, metAfter }: UnitChange) => metAfter - metBefore;
  return [...units].sort((a, b) => step(b) - step(a) || compareNames(a.name, b.name) || a.code.localeCompare(b.code));
}

/** How many units changed, and how, in one sentence. A unit may have gained one criterion and lost another. */
export function changeSummary(
  { units, compared, known }: Pick<Changes, 'units' | 'compared' | 'known'>,
  word: string,
): string {
  if (units.length === 0) return known ? m.changes_none() : m.changes_unknown();
  const count = (test: (unit: UnitChange) => boolean) => formatNumber(units.filter(test).length);
  return m.changes_sentence({
    changed: formatNumber(units.length),
    compared: formatNumber(compared),
    units: word,
    gained: count(({ gained }) => gained.length > 0),
    lost: count(({ lost }) => lost.length > 0),
    recognised: count(({ recognised }) => recognised.length > 0),
    revoked: count(({ revoked }) => revoked.length > 0),
  });
}

/** Criteria met before and after, each as a figure, or that nobody had assessed any. */
export function metBetween({ metBefore, metAfter, assessedBefore, assessedAfter }: UnitChange): {
  before: string;
  after: string;
} {
  const words = (met: number, assessed: number) =>
    assessed === 0 ? m.status_not_assessed().toLowerCase() : formatNumber(met);
  return { before: words(metBefore, assessedBefore), after: words(metAfter, assessedAfter) };
}
