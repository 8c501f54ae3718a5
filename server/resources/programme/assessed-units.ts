import type { RecognitionLevel, UnitKind } from '#contract/admin-units.ts';
import type { Status } from '#contract/criteria.ts';
import type { UnitGroups } from '#contract/unit-groups.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import type { Statuses } from '#rules/criteria/count-criteria.ts';
import type { AssessedUnit } from '#rules/programme/sort-units.ts';

const queries = loadQueries(new URL('./assessed-units.sql', import.meta.url), ['unitStatuses', 'recognitions']);

/** A recognition in force. */
export interface RecognitionRow {
  readonly code: string;
  readonly setId: string;
  readonly level: RecognitionLevel;
  readonly decisionNo: string;
  readonly decidedOn: string;
  readonly validFrom: string;
}

/** How a unit of the programme's province stands at a date, with what a list needs to name it. */
export interface NamedUnit extends AssessedUnit {
  readonly id: number;
  readonly name: string;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  readonly province: string | null;
  readonly groups: UnitGroups;
  readonly recognitions: readonly RecognitionRow[];
}

interface StatusRow extends Omit<NamedUnit, 'statuses' | 'recognised' | 'recognitions'> {
  readonly kind: UnitKind;
  readonly statuses: Record<string, Record<string, Status>>;
}

/**
 * Communes and districts of a province at a date: declared statuses by set, recognitions in force. Two queries. A portal
 * that never held the province is taken to hold nothing else than its units; once the province has ceased it has none.
 */
export async function readAssessedUnits(db: Queryable, province: string, at: string): Promise<NamedUnit[]> {
  const [rows, recognitions] = await Promise.all([
    db.many<StatusRow>(queries.unitStatuses, { province, at }),
    db.many<RecognitionRow>(queries.recognitions, { at }),
  ]);
  return rows.map((row) => {
    const own = recognitions.filter(({ code }) => code === row.code);
    return {
      ...row,
      statuses: new Map(Object.entries(row.statuses).map(([setId, found]) => [setId, toStatuses(found)])),
      recognised: new Set(own.map(({ setId }) => setId)),
      recognitions: own,
    };
  });
}

function toStatuses(found: Record<string, Status>): Statuses {
  return new Map(Object.entries(found).map(([no, status]) => [Number(no), status]));
}
