import type { CriteriaSetDetail, IndicatorReading, Status, ThresholdSetting } from '#contract/criteria.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./figures.sql', import.meta.url), ['thresholdSettings', 'unitFigures']);

/** A recorded figure of an indicator: what the rules read, and where it comes from. */
export interface Figure extends IndicatorReading {
  readonly validOn: string;
  readonly recordedBy: string;
  readonly source: string;
}

/** Figures of one unit by number of indicator. */
export type Figures = ReadonlyMap<string, Figure>;

interface FigureRow extends Omit<Figure, 'notApplicable'> {
  readonly unitId: number;
  readonly indicatorNo: string;
  readonly status: Status;
}

/** Thresholds that the province gave or the demo invented, for one set or all (null). */
export function readThresholdSettings(db: Queryable, setId: string | null): Promise<ThresholdSetting[]> {
  return db.many<ThresholdSetting>(queries.thresholdSettings, { setId });
}

/** The figures of a set for units (by row id) as of a date, in one query. A unit without any is missing. */
export async function readFigures(
  db: Queryable,
  { set, unitIds, at }: { set: Pick<CriteriaSetDetail, 'id'>; unitIds: readonly number[]; at: string },
): Promise<ReadonlyMap<number, Figures>> {
  const rows = await db.many<FigureRow>(queries.unitFigures, { setId: set.id, unitIds, at });
  const found = new Map<number, Map<string, Figure>>();
  for (const { unitId, indicatorNo, status, ...figure } of rows) {
    const own = found.get(unitId) ?? new Map<string, Figure>();
    found.set(unitId, own.set(indicatorNo, { ...figure, notApplicable: status === 'notApplicable' }));
  }
  return found;
}
