import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumPaid } from '#rules/programme/sum-paid.ts';

const resources = [
  { id: 'total', parent: null },
  { id: 'state', parent: 'total' },
  { id: 'central', parent: 'state' },
  { id: 'local', parent: 'state' },
  { id: 'credit', parent: 'total' },
];
const leaves = ['central', 'local', 'credit'];

test('parts add up to their whole; what nobody recorded is left out and is not nought', () => {
  expect(sumPaid(resources, new Map([['central', 1500]]))).toEqual([
    { id: 'total', amountBillionVnd: 1.5 },
    { id: 'state', amountBillionVnd: 1.5 },
    { id: 'central', amountBillionVnd: 1.5 },
  ]);
  expect(sumPaid(resources, new Map())).toEqual([]);
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
