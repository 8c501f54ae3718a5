import type { Level } from '#contract/admin-units.ts';
import type { Measure } from '#contract/measures.ts';

/** The measure that an address means: the one it names, or the first for the level it names (communes by itself). */
export function measureOf(measures: readonly Measure[], id: string | null, level: Level | null): Measure | null {
  return (
    measures.find((entry) => entry.id === id) ?? forLevel(measures, level ?? 'commune', null) ?? measures[0] ?? null
  );
}

/** The level to show a measure at: the one asked for where the measure has it, else the measure's own. */
export function levelFor(measure: Measure, asked: Level | null): Level {
  return asked !== null && measure.levels.includes(asked) ? asked : (measure.levels[0] ?? 'commune');
}

/** What a measure of units above or below asks the same question by. */
const counterparts: Partial<Record<Measure['kind'], Measure['kind']>> = {
  criterion: 'shareCriterion',
  shareCriterion: 'criterion',
  criteriaMet: 'shareMeeting',
  shareMeeting: 'criteriaMet',
};

/**
 * The measure that stays when the level changes: the same one where it has that level; else the one that asks the same
 * (a criterion, and the share of communes that meet it); else one of the same criteria set that speaks of the whole set,
 * so that the question asked survives the drill-down.
 */
export function forLevel(measures: readonly Measure[], level: Level, now: Measure | null): Measure | null {
  if (now?.levels.includes(level)) return now;
  const able = measures.filter((entry) => entry.levels.includes(level));
  const ofSet = able.filter(({ setId }) => setId === now?.setId);
  const alike = ofSet.find(
    ({ kind, criterionNo }) => now !== null && kind === counterparts[now.kind] && criterionNo === now.criterionNo,
  );
  return (
    alike ??
    ofSet.find(({ criterionNo }) => criterionNo === null) ??
    able.find(({ criterionNo }) => criterionNo === null) ??
    able[0] ??
    null
  );
}

/** The last date of an ordered list that is not after another; the other itself where there is none. */
export function lastUpTo(dates: readonly string[], at: string): string {
  return dates.findLast((date) => date <= at) ?? at;
}
