import type { Level, RecognitionLevel, UnitKind } from '#contract/admin-units.ts';
import type { CriteriaSet, Status } from '#contract/criteria.ts';
import type { UnitGroups } from '#contract/unit-groups.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import type { Statuses } from '#rules/criteria/count-criteria.ts';
import { isSetFor } from '#rules/criteria/select-in-force.ts';

const queries = loadQueries(new URL('./declared.sql', import.meta.url), ['unitsDeclared']);

/** A recognition in force. */
export interface RecognitionInForce {
  readonly setId: string;
  readonly level: RecognitionLevel;
  readonly decisionNo: string;
  readonly decidedOn: string;
  readonly validFrom: string;
}

/** A unit at a date with what officers declared of it by one set. */
export interface DeclaredUnit {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  readonly province: string | null;
  readonly groups: UnitGroups;
  readonly bounded: boolean;
  /** Whether the set is for a unit of this kind. */
  readonly applicable: boolean;
  readonly statuses: Statuses;
  readonly recognitions: readonly RecognitionInForce[];
}

export interface DeclaredQuery {
  readonly at: string;
  /** Only units inside this one, or it itself; null for all. */
  readonly within: string | null;
}

/** All units of a set's level with their declared statuses, in one query. */
export async function readDeclared(
  db: Queryable,
  set: Pick<CriteriaSet, 'id' | 'level' | 'appliesTo'>,
  query: DeclaredQuery,
): Promise<DeclaredUnit[]> {
  const rows = await db.many<Omit<DeclaredUnit, 'statuses' | 'applicable'> & { statuses: Record<string, Status> }>(
    queries.unitsDeclared,
    { setId: set.id, level: set.level, at: query.at, within: query.within },
  );
  return rows.map((row) => ({
    ...row,
    applicable: isSetFor(set, row),
    statuses: new Map(Object.entries(row.statuses).map(([no, status]) => [Number(no), status])),
  }));
}
