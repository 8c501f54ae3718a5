import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect } from 'vitest';

const attempts = 3;

/**
 * Fails where none of three runs of `work` took at most `limitMs`: what is slow is slow each time, a busy machine is not.
 * `work` is told how often it ran before.
 */
export async function expectWithinMs(
  limitMs: number,
  work: (attempt: number) => Promise<unknown>,
  what?: string,
): Promise<void> {
  const taken: number[] = [];
  while (taken.length < attempts) {
    const began = performance.now();
    await work(taken.length);
    taken.push(performance.now() - began);
    if ((taken.at(-1) ?? 0) <= limitMs) return;
  }
  expect(Math.min(...taken), what).toBeLessThanOrEqual(limitMs);
}

/** Fails where in each of three runs of `work` this process' event loop stood still for longer than `limitMs`. */
export async function expectLoopFree(limitMs: number, work: () => Promise<unknown>): Promise<void> {
  const longest: number[] = [];
  while (longest.length < attempts) {
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    await work();
    delays.disable();
    longest.push(delays.max / 1e6);
    if ((longest.at(-1) ?? 0) <= limitMs) return;
  }
  expect(Math.min(...longest), 'longest standstill in ms').toBeLessThanOrEqual(limitMs);
}

/** Fails where each of three runs of `work` found something that was promised and not kept. */
export async function expectKept(work: () => Promise<readonly string[]>): Promise<void> {
  const found: (readonly string[])[] = [];
  while (found.length < attempts) {
    const broken = await work();
    if (broken.length === 0) return;
    found.push(broken);
  }
  expect(found, 'not kept in any run').toEqual([]);
}
