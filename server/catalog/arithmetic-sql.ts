import type { ArithmeticOperator } from '#rules/cql2/expression.ts';

/** Just below the largest and just above the smallest number that the database computes with. */
const [largest, smallest] = ['1.7e308::float8', '2.3e-308::float8'];
/** Exponents of e between which a power is such a number. */
const steepest = 709;

/** What an operator makes of `l` and `r`, both float8: null where it makes nothing, nought where that is too small to tell. */
const results: Record<ArithmeticOperator, string> = {
  '+': `case when abs(l) < ${largest} / 2 and abs(r) < ${largest} / 2 then l + r end`,
  '-': `case when abs(l) < ${largest} / 2 and abs(r) < ${largest} / 2 then l - r end`,
  '*': `case when l is null or r is null then null
             when l = 0 or r = 0 then 0
             when abs(l) > 1 and abs(r) > ${largest} / abs(l) then null
             when abs(l) < 1 and abs(r) < ${smallest} / abs(l) then 0
             else l * r end`,
  '/': quotient('l / r'),
  div: quotient('trunc(l / r)'),
  // In decimals, so that what is left of 1 by 0.1 is nothing.
  '%': `case when r = 0 or l is null then null
             when abs(l) < abs(r) then l
             when abs(r) < 1e-290 then 0
             else mod(l::numeric, r::numeric)::float8 end`,
  '^': `case when l = 0 and r < 0 or l < 0 and r <> trunc(r) then null
             when l = 0 or abs(l) = 1 then power(l, r)
             when abs(r) <= 1 then case when abs(l) >= ${smallest} or r >= 0 then power(l, r) end
             when abs(ln(abs(l))) < ${steepest} / abs(r) then power(l, r)
             when (abs(l) < 1) = (r > 0) then 0 end`,
};

function quotient(result: string): string {
  return `case when r = 0 or l is null then null
               when abs(r) < 1 and abs(l) > ${largest} * abs(r) then null
               when abs(r) > 1 and abs(l) < ${smallest} * abs(r) then 0
               else ${result} end`;
}

/**
 * What an operator makes of two numbers (SQL): null where there is no result (a division by nought, a result that no number
 * can hold), never an error, which would tell of rows that nobody may see.
 */
export function arithmeticSql(op: ArithmeticOperator, left: string, right: string): string {
  // Each operand stands once: whatever is computed from what was computed stays as long as it is written.
  return `(select ${results[op]} from (select (${left})::float8 as l, (${right})::float8 as r offset 0) as operands)`;
}
