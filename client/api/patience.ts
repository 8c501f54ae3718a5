import { ProblemError } from './problem.ts';
import { askedUnder } from './revisions.svelte.ts';

/** Nobody waits longer for an answer before a screen. */
const longestMs = 15_000;
/** A short stumble of the network is over by then. */
const pauseMs = 600;
/** What may be over a moment later; a request that was refused stays refused. */
const passing: readonly string[] = ['unreachable', 'unreadable', 'unavailable', 'internal'];

/**
 * Loads with one more try after a failure that may pass, both within 15 seconds; then `abort` is pulled, and it has failed.
 * Throws ProblemError, or the abort of whoever pulled `abort` before.
 */
export async function patiently<Reply>(
  load: (signal: AbortSignal) => Promise<Reply>,
  abort: AbortController,
): Promise<Reply> {
  const { signal } = abort;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    abort.abort();
  }, longestMs);
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('asked no more', 'AbortError')), { once: true });
  });
  ended.catch(() => undefined);
  // What does not listen to the signal is not waited for either.
  const once = () => Promise.race([load(signal), ended]);
  try {
    return await once().catch(async (failure: unknown) => {
      if (!(failure instanceof ProblemError) || !passing.includes(failure.code) || signal.aborted) throw failure;
      await Promise.race([new Promise((resolve) => setTimeout(resolve, pauseMs)), ended]);
      return await once();
    });
  } catch (failure) {
    if (!late) throw failure;
    throw new ProblemError('late', null, askedUnder(signal));
  } finally {
    clearTimeout(timer);
  }
}
