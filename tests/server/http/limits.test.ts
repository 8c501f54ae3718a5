import { expect, test } from 'vitest';
import { Spending } from '#http/limits.ts';

test('whoever has had much that is costly waits for the rest of the minute; nobody else does', async () => {
  const spending = new Spending(100);
  spending.charge('a', 60);
  expect(await spending.secondsToWait('a')).toBeNull();
  spending.charge('a', 60);
  const seconds = await spending.secondsToWait('a');
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await spending.secondsToWait('b')).toBeNull();
});
