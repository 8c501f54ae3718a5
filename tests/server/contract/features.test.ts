import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listItems, maxLimit } from '#contract/features.ts';

test('a limit of any length is taken as the most that a page has, one below 1 is refused', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 400n }), (limit) => {
      const read = listItems.query.safeParse({ limit: String(limit) });
      const wanted = limit < maxLimit ? Number(limit) : maxLimit;
      expect(read.success ? read.data : null).toEqual(limit === 0n ? null : { limit: wanted });
    }),
  );
});

test('an offset that is too large is told so, however many digits it has', () => {
  for (const digits of [11, 16, 400]) {
    const read = listItems.query.safeParse({ offset: '9'.repeat(digits) });
    expect(read.error?.issues[0]?.message).toBe('must be at most 1000000000');
  }
});
