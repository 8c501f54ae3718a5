import type { Level } from '#contract/admin-units.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { ChangeScale, MeasureGroup } from '#contract/measures.ts';
import { Fault } from '#contract/faults.ts';
import { declaredProgrammes, occasionInYear, programmeAmong } from '#catalog/declared.ts';
import { declaredSchemes } from '#catalog/schemes.ts';
import type { Queryable } from '#db/db.ts';
import type { Stand } from '#facts/stand.ts';
import { detailOf } from '#resources/criteria/describe-set.ts';
import { readThresholdSettings } from '#resources/criteria/figures.ts';
import { readCriteriaSets } from '#resources/criteria/service.ts';
import { changeScales } from '#rules/measures/change-scales.ts';
import { listDisbursementMeasures } from '#rules/measures/list-disbursement-measures.ts';
import { listGroupMeasures } from '#rules/measures/list-group-measures.ts';
import { listGroups } from '#rules/measures/list-groups.ts';
import { listIndicatorMeasures, listWithoutClasses } from '#rules/measures/list-indicator-measures.ts';
import { measuredSets } from '#rules/measures/set-words.ts';
import { listCriterionMeasures, listWholeSetMeasures } from '#rules/measures/list-set-measures.ts';
import { listComparisonMeasures, listStandingMeasures } from '#rules/measures/list-standing-measures.ts';
import { findWanted, listTargetMeasures } from '#rules/measures/list-target-measures.ts';
import { MeasureDays, type RecordedDay } from '#rules/measures/measure-days.ts';
import type { MeasureRule } from '#rules/measures/rule.ts';
import { queries } from './queries.ts';
import { rememberLast } from './remember-last.ts';

/** All measures, with the groups and the scales of change under which they stand. */
export interface MeasureList {
  readonly rules: readonly MeasureRule[];
  readonly groups: readonly MeasureGroup[];
  readonly changes: Readonly<Record<string, ChangeScale>>;
}

/**
 * Every measure: what the sets say as a whole, where units stand, each criterion, who counts for each target, the figures
 * of each indicator; of sets that have begun by the last day that can be looked at, first those that have by the portal's day. Measures that follow from something else are one more list
 * here and a reader in values.ts.
 */
export async function readMeasures(
  db: Queryable,
  { referenceDate, lastDate }: Pick<Stand, 'referenceDate' | 'lastDate'>,
): Promise<MeasureList> {
  const [all, programmes, recorded, recognised, paid, moved] = await Promise.all([
    readCriteriaSets(db),
    declaredProgrammes(),
    db.many<RecordedDay>(queries.recordedDays),
    db.many<{ level: Level; day: string }>(queries.recognitionDates),
    db.many<{ level: Level; day: string }>(queries.disbursementDates),
    db.many<{ scheme: string; day: string }>(queries.groupDays, { until: lastDate }),
  ]);
  const days = new MeasureDays({ recorded, recognised, paid });
  const sets = measuredSets(all, { day: referenceDate, until: lastDate }, (id) => days.wholeSet(id).length > 0);
  const begun = all.filter(({ validFrom }) => validFrom <= lastDate);
  const details = await Promise.all(sets.map(detailOf));
  const indicators = await Promise.all(
    sets.map((set) => {
      const { province } = programmeAmong(programmes, set.validFrom).frame;
      return readIndicatorMeasures(db, set, { province, days, among: sets });
    }),
  );
  const wantedOf = (set: CriteriaSet) =>
    programmes.map((programme) => findWanted(programme, set)).find((wanted) => wanted !== null) ?? null;
  const rules = [
    ...sets.flatMap((set) => listWholeSetMeasures(set, days.wholeSet(set.id), wantedOf(set), sets)),
    ...listStandingMeasures(begun, days),
    ...details.flatMap((set) => listComparisonMeasures(set, days.comparison(set.id), sets)),
    ...sets.flatMap((set) => listCriterionMeasures(set, (no) => days.criterion(set.id, no), sets)),
    ...programmes.flatMap((programme) => listTargetMeasures(programme, sets, days)),
    ...listDisbursementMeasures(days),
    ...listGroupMeasures(declaredSchemes, (id) => moved.filter(({ scheme }) => scheme === id).map((row) => row.day)),
    ...indicators.flat(),
  ];
  const used = new Set(rules.map(({ measure }) => measure.group));
  const contents = programmes.flatMap((programme) => programme.contents);
  return { rules, groups: listGroups(sets, { contents }).filter(({ id }) => used.has(id)), changes: changeScales };
}

/** The figures of a set's indicators; where no threshold is known their classes follow from all figures. */
async function readIndicatorMeasures(
  db: Queryable,
  set: CriteriaSet,
  { province, days, among }: { province: string; days: MeasureDays; among: readonly CriteriaSet[] },
): Promise<MeasureRule[]> {
  const [detail, settings] = await Promise.all([detailOf(set), readThresholdSettings(db, set.id)]);
  const datesOf = (no: string, part: 1 | 2) => days.indicator(set.id, no, part);
  const context = { settings, occasionIn: (year: number) => occasionInYear(province, year), datesOf, among };
  const indicatorNos = listWithoutClasses(detail, context);
  const fifths =
    indicatorNos.length === 0
      ? []
      : await db.many<{ indicatorNo: string; fifths: number[] }>(queries.figureFifths, { setId: set.id, indicatorNos });
  return listIndicatorMeasures(detail, {
    ...context,
    fifths: new Map(fifths.map((row) => [row.indicatorNo, row.fifths])),
  });
}

/** Reads the measures once for each `revision` of what they follow from and day of the portal. */
export function rememberMeasures(): (
  db: Queryable,
  stand: Pick<Stand, 'revision' | 'referenceDate' | 'lastDate'>,
) => Promise<MeasureList> {
  const remembered = rememberLast<MeasureList>();
  return (db, { revision, ...days }) =>
    remembered(`${days.referenceDate} ${days.lastDate} ${revision}`, () => readMeasures(db, days));
}

/** The measure of an id; throws `notFound`. */
export function requireMeasure({ rules }: MeasureList, id: string): MeasureRule {
  const found = rules.find(({ measure }) => measure.id === id);
  if (found) return found;
  throw new Fault('measureUnknown', { measure: id }, 'path.id');
}

/** The level asked for, or the measure's own; throws `badRequest` for one that the measure has no values for. */
export function levelOf({ measure }: MeasureRule, asked: Level | undefined): Level {
  const level = asked ?? measure.levels[0];
  if (level === undefined) throw new Error(`the measure ${measure.id} has no level`);
  if (!measure.levels.includes(level)) {
    const levels = measure.levels.join(', ');
    throw new Fault('measureNotOfLevel', { measure: measure.id, level, levels }, 'query.level');
  }
  return level;
}

/** The earlier date of a change; throws `badRequest` where it is not earlier or the measure knows no change. */
export function earlierDate({ measure }: MeasureRule, from: string | undefined, at: string): string | null {
  if (from === undefined) return null;
  if (measure.change === null) {
    throw new Fault('measureWithoutChange', { measure: measure.id }, 'query.from');
  }
  if (from >= at) {
    throw new Fault('changeNotEarlier', { from, at }, 'query.from');
  }
  return from;
}
