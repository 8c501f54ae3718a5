import type { TemporalOperator } from '#rules/cql2/expression.ts';

/** First and last day of a time, as SQL. */
export interface TimeSql {
  readonly from: string;
  readonly to: string;
}

type Compare = (one: TimeSql, other: TimeSql) => string;

/** By OGC 21-065r2, tables 7 and 8: both ends belong to an interval. */
const comparisons: Record<TemporalOperator, Compare> = {
  t_after: (a, b) => `${a.from} > ${b.to}`,
  t_before: (a, b) => `${a.to} < ${b.from}`,
  t_disjoint: (a, b) => `${a.to} < ${b.from} or ${a.from} > ${b.to}`,
  t_equals: (a, b) => `${a.from} = ${b.from} and ${a.to} = ${b.to}`,
  t_intersects: (a, b) => `${a.from} <= ${b.to} and ${a.to} >= ${b.from}`,
  t_contains: (a, b) => `${a.from} < ${b.from} and ${a.to} > ${b.to}`,
  t_during: (a, b) => `${a.from} > ${b.from} and ${a.to} < ${b.to}`,
  t_finishedby: (a, b) => `${a.from} < ${b.from} and ${a.to} = ${b.to}`,
  t_finishes: (a, b) => `${a.from} > ${b.from} and ${a.to} = ${b.to}`,
  t_meets: (a, b) => `${a.to} = ${b.from}`,
  t_metby: (a, b) => `${a.from} = ${b.to}`,
  t_overlappedby: (a, b) => `${a.from} > ${b.from} and ${a.from} < ${b.to} and ${a.to} > ${b.to}`,
  t_overlaps: (a, b) => `${a.from} < ${b.from} and ${a.to} > ${b.from} and ${a.to} < ${b.to}`,
  t_startedby: (a, b) => `${a.from} = ${b.from} and ${a.to} > ${b.to}`,
  t_starts: (a, b) => `${a.from} = ${b.from} and ${a.to} < ${b.to}`,
};

/** Condition that two times lie to each other as a temporal function says. */
export function temporalSql(op: TemporalOperator, one: TimeSql, other: TimeSql): string {
  return `(${comparisons[op](one, other)})`;
}
