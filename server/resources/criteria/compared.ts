import type { CriteriaSetDetail } from '#contract/criteria.ts';
import { occasionOf } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import type { Statuses } from '#rules/criteria/count-criteria.ts';
import { judgeSet, type JudgedCriterion } from '#rules/criteria/judge-set.ts';
import { readDeclared, type DeclaredQuery, type DeclaredUnit } from './declared.ts';
import { readFigures, readThresholdSettings, type Figures } from './figures.ts';
import { readOtherSets } from './other-sets.ts';

const noFigures: Figures = new Map();

/** A unit with what its figures come to, criterion by criterion, beside what officers declared. */
export interface ComparedUnit extends DeclaredUnit {
  readonly criteria: readonly JudgedCriterion[];
  readonly computed: Statuses;
}

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
    const occasion = occasionOf({ province: unit.province, groups: unit.groups, at: query.at });
    const { criteria } = judgeSet(set, figures.get(unit.id) ?? noFigures, settings, occasion, (no) =>
      askOther(no, unit.id, occasion),
    );
    return { ...unit, criteria, computed: new Map(criteria.map(({ no, status }) => [no, status])) };
  });
}
