import { expect, test } from 'vitest';
import { Fault } from '#contract/faults.ts';
import { RequestLimits, Spending } from '#http/limits.ts';

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

test('reads that Express does not see are counted by address, and one too many is refused until the minute is over', async () => {
  const limits = new RequestLimits({ adminToken: null, trustProxy: 0 });
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
  };
  for (let count = 0; count < 30_000; count++) await limits.countRead('10.0.0.1', response);
  expect(headers.size).toBe(0);
  await expect(limits.countRead('10.0.0.1', response)).rejects.toEqual(new Fault('requestsTooMany', {}));
  expect(headers).toEqual(new Map([['Retry-After', '60']]));
  await limits.countRead('10.0.0.2', response);
});
