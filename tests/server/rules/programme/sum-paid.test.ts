import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumPaid } from '#rules/programme/sum-paid.ts';

const resources = [
  { id: 'total', parent: null, amountBillionVnd: 10 },
  { id: 'state', parent: 'total', amountBillionVnd: 6 },
  { id: 'central', parent: 'state', amountBillionVnd: 2 },
  { id: 'local', parent: 'state', amountBillionVnd: 4 },
  { id: 'credit', parent: 'total', amountBillionVnd: 4 },
];
const leaves = ['central', 'local', 'credit'];

test('parts add up to their whole; what nobody recorded is left out and is not nought', () => {
  expect(sumPaid(resources, new Map([['central', 1500]]))).toEqual([
    { id: 'total', amountBillionVnd: 1.5, reportedPlanBillionVnd: 2, silent: ['local', 'credit'] },
    { id: 'state', amountBillionVnd: 1.5, reportedPlanBillionVnd: 2, silent: ['local'] },
    { id: 'central', amountBillionVnd: 1.5, reportedPlanBillionVnd: 2, silent: [] },
  ]);
  expect(sumPaid(resources, new Map())).toEqual([]);
});

test('money stands against the plan of who reported: a whole of which itself something is recorded is no silent one', () => {
  const paid = sumPaid(resources, new Map([['state', 3000]]));
  expect(paid).toEqual([
    { id: 'total', amountBillionVnd: 3, reportedPlanBillionVnd: 6, silent: ['credit'] },
    { id: 'state', amountBillionVnd: 3, reportedPlanBillionVnd: 6, silent: [] },
  ]);
  // Nothing paid out is a report, silence is none.
  expect(sumPaid(resources, new Map([['credit', 0]]))).toEqual([
    { id: 'total', amountBillionVnd: 0, reportedPlanBillionVnd: 4, silent: ['state'] },
    { id: 'credit', amountBillionVnd: 0, reportedPlanBillionVnd: 4, silent: [] },
  ]);
});

test('whatever was paid, the root is the sum of the leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e7 }), { minLength: 3, maxLength: 3 }), (amounts) => {
      const paid = sumPaid(resources, new Map(leaves.map((id, index) => [id, amounts[index] ?? 0])));
      const sum = amounts.reduce((whole, amount) => whole + amount, 0) / 1e3;
      expect(paid.find(({ id }) => id === 'total')?.amountBillionVnd).toBeCloseTo(sum, 5);
    }),
  );
});
