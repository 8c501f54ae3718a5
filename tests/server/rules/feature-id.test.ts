import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getItem, longestFeatureId } from '#contract/features.ts';
import { addressFaultOf } from '#rules/feature-id.ts';

test.each([
  ['.', 'dots'],
  ['..', 'dots'],
  ['A1@2024-10-31', 'version'],
  ['x'.repeat(longestFeatureId + 1), 'long'],
  ['...', null],
  ['.a', null],
  ['@2024-10-31', null],
  ['A1@2024', null],
  ['x'.repeat(longestFeatureId), null],
])('%j', (id, fault) => {
  expect(addressFaultOf(id)).toBe(fault);
});

test('every id without a fault is led to by an address, and so is each of its versions', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('.', '..', '%2e', 'a/..', '?', '#')),
      (id) => {
        fc.pre(addressFaultOf(id) === null);
        for (const asked of [id, `${id}@2024-10-31`]) {
          const { pathname } = new URL(`http://portal/items/${encodeURIComponent(asked)}`);
          expect(decodeURIComponent(pathname.replace('/items/', ''))).toBe(asked);
          expect(getItem.params.safeParse({ collectionId: 'x', featureId: asked }).success).toBe(true);
        }
      },
    ),
  );
});
