import type { Source } from './collections.ts';

export type TableSource = Extract<Source, { kind: 'table' }>;

/** Days of which something is asked, as SQL. */
export interface DaysSql {
  readonly from: string;
  readonly to: string;
}

/** The days of a question for features, which its statement is given as `:from` and `:to`. */
export const daysAsked: DaysSql = { from: ':from::date', to: ':to::date' };
/** The day of a question for one day, which its statement is given as `:at`. */
export const dayAsked: DaysSql = { from: ':at::date', to: ':at::date' };
/** The one day of a question for features; null where it is for several. */
export const oneDay = 'case when :from::date = :to::date then :to::date end';
/** All days. */
export const everyDay: DaysSql = { from: 'null::date', to: 'null::date' };

/** Where an item is, as everybody may know it; SQL of what `tableItems` gives. */
export function itemGround(source: TableSource): string {
  return showsExact(source) ? 'ground' : tableGround(source);
}

/** The same of a row of the table. A figure of a release tells of nothing inside its commune. */
function tableGround({ byZoom }: TableSource): string {
  return byZoom ? 'null::geometry' : 'geom';
}

/** Whether who asks gets exact places of some features, which tell nobody else anything. */
export function showsExact({ own, exactWith }: TableSource): boolean {
  return own !== null && exactWith !== null;
}

/** Condition that an item lies in a commune that bears one of some codes (SQL of a list) on one of some days; it has calls of facts. */
export function insideCommunes(source: TableSource, codes: string, { from, to }: DaysSql): string {
  return `facts.inside_communes(${itemGround(source)}, ${codes}, ${from}, ${to})`;
}

/**
 * The same of a row of the table, for who may see what lies in communes of their own: by the exact place, for the one that is shown may
 * be no more than a point of a commune that was cut since.
 */
export function seenInsideCommunes(source: TableSource, codes: string, { from, to }: DaysSql): string {
  const ground = source.exactWith === null ? tableGround(source) : 'exact';
  return `facts.seen_inside_communes(${ground}, ${codes}, ${from}, ${to})`;
}

/** The code of the commune in which an item lies on the day asked for; of several days the one that it states. */
export function communeCode(source: TableSource): string {
  return `facts.code_of_row(${itemGround(source)}, ${oneDay})`;
}

/** Joins a row's code and first day (SQL) with the commune that it lies in, as `commune`; it has calls of facts. */
export function joinCommune(code: string, day: string): string {
  return `left join facts.commune_spans() as commune
        on commune.code = ${code} and ${day} >= commune.since and ${day} < commune.until`;
}
