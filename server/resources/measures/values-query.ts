import type { Level } from '#contract/admin-units.ts';
import type { MeasureValues } from '#contract/measures.ts';
import type { Found } from '#rules/measures/judge-recognition.ts';

/** What values are asked for; the names are those of the statements' parameters. */
export interface ValuesQuery {
  readonly level: Level;
  readonly at: string;
  /** Only units inside this one; null for all. */
  readonly within: string | null;
}

export type Values = Pick<
  MeasureValues,
  'values' | 'denominators' | 'partly' | 'notAssessed' | 'notApplicable' | 'withoutBoundary'
>;

export function emptyValues() {
  return {
    values: {} as Record<string, number>,
    notAssessed: [] as string[],
    notApplicable: [] as string[],
    withoutBoundary: [] as string[],
  };
}

/** Puts every unit into its list by what was found of it. */
export function sortFound<Row extends { readonly code: string; readonly bounded: boolean }>(
  rows: readonly Row[],
  find: (row: Row) => Found,
): Values {
  const result = emptyValues();
  for (const row of rows) {
    if (!row.bounded) result.withoutBoundary.push(row.code);
    const found = find(row);
    if (typeof found === 'number') result.values[row.code] = found;
    else result[found].push(row.code);
  }
  return result;
}
