import { expect, test, vi } from 'vitest';
import { enter, repeatFailed, repeatOnceBack } from '#client/api/failed.ts';
import { ProblemError } from '#client/api/problem.ts';

test('one press asks for everything that failed, once; what is well or gone is left alone', () => {
  const question = (problem?: ProblemError) => ({ problem, retry: vi.fn() });
  const problem = new ProblemError('unreachable', null);
  const [failed, well, gone] = [question(problem), question(), question(problem)];
  const leave = [enter(failed), enter(failed), enter(well)];
  enter(gone)();
  repeatFailed();
  expect([failed, well, gone].map(({ retry }) => retry.mock.calls.length)).toEqual([1, 0, 0]);
  for (const off of leave) off();
});

test('a question that enters while others are asked again waits for the next time', () => {
  const problem = new ProblemError('unreachable', null);
  const next = { problem, retry: vi.fn() };
  const leave: (() => void)[] = [];
  leave.push(enter({ problem, retry: () => void leave.push(enter(next)) }));
  repeatFailed();
  expect(next.retry).not.toHaveBeenCalled();
  for (const off of leave) off();
});

test('once the network is back, what fails a moment later is asked for again too, and what came is left alone', () => {
  vi.useFakeTimers();
  const question = { problem: undefined as ProblemError | undefined, retry: vi.fn() };
  const off = enter(question);
  repeatOnceBack();
  expect(question.retry).not.toHaveBeenCalled();
  question.problem = new ProblemError('unreachable', null);
  vi.advanceTimersByTime(1_000);
  expect(question.retry).toHaveBeenCalledTimes(1);
  question.problem = undefined;
  vi.advanceTimersByTime(60_000);
  expect(question.retry).toHaveBeenCalledTimes(1);
  off();
  vi.useRealTimers();
});
