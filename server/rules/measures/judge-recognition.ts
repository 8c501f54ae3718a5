import { recognitionLevels, type Level, type RecognitionLevel, type UnitKind } from '#contract/admin-units.ts';
import type { CriteriaSet, Status } from '#contract/criteria.ts';
import { setsAt } from '#contract/sets-at.ts';
import type { Tally } from '#rules/criteria/count-criteria.ts';
import { judgeAllCriteria } from '#rules/criteria/judge-eligibility.ts';
import { findNextSet } from '#rules/criteria/measure-distance.ts';
import { isSetFor } from '#rules/criteria/select-in-force.ts';
import { atHighest, recognitionValues } from './classes.ts';

/** What decides at which level a unit stands: its recognitions in force and its criteria of the day. */
export interface RecognisedUnit {
  readonly level: Level;
  readonly kind: UnitKind;
  readonly recognitions: readonly { readonly setId: string; readonly level: RecognitionLevel }[];
  /** By set, as declared; a set by which nothing is assessed is missing. */
  readonly tallies: ReadonlyMap<string, Tally>;
}

/** A value, or why there is none. */
export type Found = number | Exclude<Status, 'met' | 'notMet'>;

/**
 * The highest level at which a unit is recognised, as a number of `recognitionValues`. A unit that no longer meets the
 * set of a level at which it is recognised is a class of its own: the set of today, for sets change (2017: 14 of 31).
 */
export function judgeRecognition(unit: RecognisedUnit, sets: readonly CriteriaSet[], at: string): Found {
  const forUnit = sets.filter((set) => isSetFor(set, unit));
  const highest = highestLevel(unit);
  // Thị xã and thành phố have no set, but their task may be declared complete.
  if (highest === null) return forUnit.length === 0 ? 'notApplicable' : recognitionValues.none;
  const standing = setsAt(forUnit, at);
  const fallen = unit.recognitions.some(({ setId, level }) => {
    const set = standing.find((each) => each.tier === level) ?? forUnit.find(({ id }) => id === setId);
    const tally = set && unit.tallies.get(set.id);
    return tally !== undefined && judgeAllCriteria(tally).status === 'notMet';
  });
  return fallen ? recognitionValues.noLongerMeeting : recognitionValues[highest];
}

/**
 * Criteria that a unit lacks of the set of the level after the one at which it is recognised. A criterion that nobody
 * assessed may be lacking or not, so that there is no number then, nor where nothing is held of that set.
 */
export function judgeDistance(unit: RecognisedUnit, sets: readonly CriteriaSet[], at: string): Found {
  const forUnit = setsAt(
    sets.filter((set) => isSetFor(set, unit)),
    at,
  );
  if (forUnit.length === 0) return 'notApplicable';
  const next = findNextSet(forUnit, highestLevel(unit));
  if (next === null) return atHighest;
  const tally = unit.tallies.get(next.id);
  return tally === undefined || tally.notAssessed > 0 ? 'notAssessed' : tally.notMet;
}

function highestLevel({ recognitions }: RecognisedUnit): RecognitionLevel | null {
  return recognitionLevels.findLast((level) => recognitions.some((recognition) => recognition.level === level)) ?? null;
}
