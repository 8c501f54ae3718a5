import type { CriteriaSetDetail } from '#contract/criteria.ts';
import { declaredSets } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { countCriteria, type Statuses } from '#rules/criteria/count-criteria.ts';
import { findThreshold, type Occasion } from '#rules/criteria/find-threshold.ts';
import { judgeAllCriteria } from '#rules/criteria/judge-eligibility.ts';
import type { OtherSet } from '#rules/criteria/judge-test.ts';
import { readDeclared, type DeclaredQuery } from './declared.ts';
import { readFigures, readThresholdSettings } from './figures.ts';

const noStatuses: Statuses = new Map();

/** What another set says of units on which a criterion of this one rests, by criterion and unit. */
type AskOther = (no: number, unitId: number, occasion: Occasion) => OtherSet;

/** What the criteria of a set that rest on other sets ask of those, for some units. */
export async function readOtherSets(
  db: Queryable,
  set: CriteriaSetDetail,
  query: DeclaredQuery,
  unitIds: readonly number[],
): Promise<AskOther> {
  const tests = new Map(set.criteria.flatMap(({ no, test }) => (test === null ? [] : [[no, test] as const])));
  const known = await declaredSets();
  const asked = known.filter(({ id }) => [...tests.values()].some(({ setId }) => setId === id));
  const others = new Map(await Promise.all(asked.map((other) => readOther(db, other, query, unitIds))));
  return (no, unitId, occasion) => {
    const test = tests.get(no);
    const other = test && others.get(test.setId);
    if (!other) return unknownSet;
    const { set: otherSet, statuses, figures, settings } = other;
    const indicatorNo = test.kind === 'aboveThreshold' ? test.indicatorNo : null;
    const indicator = otherSet.criteria.flatMap(({ indicators }) => indicators).find((each) => each.no === indicatorNo);
    return {
      allCriteria: judgeAllCriteria(countCriteria(otherSet, statuses.get(unitId) ?? noStatuses)),
      reading: (indicatorNo === null ? undefined : figures.get(unitId)?.get(indicatorNo)) ?? null,
      threshold: indicator ? findThreshold(otherSet.id, indicator, settings, occasion) : null,
    };
  };
}

async function readOther(db: Queryable, set: CriteriaSetDetail, query: DeclaredQuery, unitIds: readonly number[]) {
  const [units, figures, settings] = await Promise.all([
    readDeclared(db, set, query),
    readFigures(db, { set, unitIds, at: query.at }),
    readThresholdSettings(db, set.id),
  ]);
  const statuses = new Map(units.map((unit) => [unit.id, unit.statuses]));
  return [set.id, { set, statuses, figures, settings }] as const;
}

const unknownSet: OtherSet = {
  allCriteria: {
    status: 'notAssessed',
    reason: { vi: 'Chưa có bộ tiêu chí để so sánh', en: 'The set to compare with is not known' },
  },
  reading: null,
  threshold: null,
};
