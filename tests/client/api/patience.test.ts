import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patiently } from '#client/api/patience.ts';
import { ProblemError, type FailureCode } from '#client/api/problem.ts';
import { noteAsked } from '#client/api/revisions.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failing = (code: FailureCode) => vi.fn(() => Promise.reject(new ProblemError(code, null)));
/** How something ends, without waiting for it. */
const endOf = (promise: Promise<unknown>) =>
  promise.then(
    (reply) => ({ reply }),
    (failure: unknown) => (failure instanceof ProblemError ? failure.code : String(failure)),
  );

test.each(['unreachable', 'unreadable', 'unavailable', 'internal'] as const)('%s may pass: two tries', async (code) => {
  const load = failing(code);
  const end = endOf(patiently(load, new AbortController()));
  await vi.advanceTimersByTimeAsync(2000);
  expect([await end, load.mock.calls.length]).toEqual([code, 2]);
});

test.each(['badRequest', 'notFound', 'forbidden', 'tooManyRequests'] as const)('%s stays: one try', async (code) => {
  const load = failing(code);
  expect([await endOf(patiently(load, new AbortController())), load.mock.calls.length]).toEqual([code, 1]);
});

test('a stumble is not noticed', async () => {
  const load = vi.fn(() => Promise.resolve('well'));
  load.mockImplementationOnce(() => Promise.reject(new ProblemError('unreachable', null)));
  const end = endOf(patiently(load, new AbortController()));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await end).toEqual({ reply: 'well' });
});

test('15 s are the end of both tries together, told with what was asked', async () => {
  const abort = new AbortController();
  const load = vi.fn((signal: AbortSignal) => {
    noteAsked('getPortal', signal);
    return load.mock.calls.length === 1
      ? new Promise<string>((_, reject) => setTimeout(() => reject(new ProblemError('unreachable', null)), 10_000))
      : new Promise<string>(() => undefined);
  });
  const result = patiently(load, abort).catch((failure: unknown) => failure);
  await vi.advanceTimersByTimeAsync(14_999);
  expect([load.mock.calls.length, abort.signal.aborted]).toEqual([2, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await result).toMatchObject({ code: 'late', asked: 'getPortal' });
  expect([abort.signal.aborted, vi.getTimerCount()]).toEqual([true, 0]);
});

test('whoever pulls the abort is not told of lateness, and nothing is tried again', async () => {
  const abort = new AbortController();
  const load = failing('internal');
  const end = endOf(patiently(load, abort));
  await vi.advanceTimersByTimeAsync(100);
  abort.abort();
  expect(await end).toContain('AbortError');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(load.mock.calls.length).toBe(1);
});
