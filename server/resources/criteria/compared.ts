import type { CriteriaSetDetail } from '#contract/criteria.ts';
import { declaredSets, regionOf } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { countCriteria, type Statuses } from '#rules/criteria/count-criteria.ts';
import { findThreshold, type Occasion } from '#rules/criteria/find-threshold.ts';
import { judgeAllCriteria } from '#rules/criteria/judge-eligibility.ts';
import { judgeSet, type JudgedCriterion } from '#rules/criteria/judge-set.ts';
import type { OtherSet } from '#rules/criteria/judge-test.ts';
import { readDeclared, type DeclaredQuery, type DeclaredUnit } from './declared.ts';
import { readFigures, readThresholdSettings, type Figures } from './figures.ts';

const noStatuses: Statuses = new Map();
const noFigures: Figures = new Map();

/** A unit with what its figures come to, criterion by criterion, beside what officers declared. */
export interface ComparedUnit extends DeclaredUnit {
  readonly criteria: readonly JudgedCriterion[];
  readonly computed: Statuses;
}

/** What another set says of units on which a criterion of this one rests, by criterion and unit. */
type AskOther = (no: number, unitId: number, occasion: Occasion) => OtherSet;

/**
 * The units that a set is for, declared and computed, in three queries; three more for each set on which one of its criteria
 * rests (kiểu mẫu rests on nâng cao). Units that the set is not for are left out.
 */
export async function readCompared(
  db: Queryable,
  set: CriteriaSetDetail,
  query: DeclaredQuery,
): Promise<ComparedUnit[]> {
  const units = (await readDeclared(db, set, query)).filter(({ applicable }) => applicable);
  const unitIds = units.map(({ id }) => id);
  const [figures, settings, askOther] = await Promise.all([
    readFigures(db, { set, unitIds, at: query.at }),
    readThresholdSettings(db, set.id),
    readOtherSets(db, set, query, unitIds),
  ]);
  return units.map((unit) => {
    const occasion = { region: regionOf(unit.province), communeGroup: null, at: query.at };
    const { criteria } = judgeSet(set, figures.get(unit.id) ?? noFigures, settings, occasion, (no) =>
      askOther(no, unit.id, occasion),
    );
    return { ...unit, criteria, computed: new Map(criteria.map(({ no, status }) => [no, status])) };
  });
}

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
