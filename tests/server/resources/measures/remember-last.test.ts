import { expect, test } from 'vitest';
import { rememberLast } from '#resources/measures/remember-last.ts';

test('what was read last is read anew only for another key, and after a failure', async () => {
  const remembered = rememberLast<number>();
  let reads = 0;
  const read = () => Promise.resolve((reads += 1));
  expect(await Promise.all([remembered('a', read), remembered('a', read)])).toEqual([1, 1]);
  expect(await remembered('b', read)).toBe(2);
  expect(await remembered('a', read)).toBe(3);
  await expect(remembered('c', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await remembered('c', read)).toBe(4);
});
