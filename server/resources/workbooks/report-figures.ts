import type { CriteriaSet } from '#contract/criteria.ts';
import type { FormerDistricts } from '#resources/admin-units/former.ts';
import type { NamedUnit } from '#resources/programme/assessed-units.ts';
import type { ReportedCommune } from '#rules/workbooks/count-communes.ts';
import type { ReportPeriod } from '#contract/report-periods.ts';

/** A commune of the report, and where it lies. */
export interface CommuneOfReport extends ReportedCommune {
  readonly unit: NamedUnit;
}

/** What the forms of a period are drawn from. */
export interface ReportFigures {
  readonly set: CriteriaSet;
  readonly province: string;
  readonly period: ReportPeriod;
  /** The day that the figures are of, and the day that they are compared with. */
  readonly at: string;
  readonly before: string;
  /** Whether communes of both days are the same units, so that their numbers may be set side by side. */
  readonly comparable: boolean;
  /** What stands above communes on the day of the figures, as columns are headed. */
  readonly above: string;
  /** In which districts communes lay, by their ids; of a day with districts in none. */
  readonly former: FormerDistricts;
  /** Communes by district, in the order of codes. */
  readonly districts: readonly {
    readonly name: string;
    readonly now: readonly CommuneOfReport[];
    readonly then: readonly CommuneOfReport[];
  }[];
  /** Whether the recognition of any commune is known by the day of the figures. */
  readonly recognitionsKnown: boolean;
  readonly demo: boolean;
}
