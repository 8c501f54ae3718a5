import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { startWorker } from '#server/worker.ts';
import type { CoverageFaults } from '#geo/coverage-faults.ts';
import type { SharedEdge } from '#rules/boundaries/neighbours.ts';

/**
 * `groups` lists, by index, the boundaries that can be neighbours of each other: one level on one day. Shapes are made together
 * with all boundaries, of those alone that are `wanted`.
 */
export interface DeriveTask {
  readonly kind: 'derive';
  readonly boundaries: readonly PackedPolygons[];
  readonly wanted: readonly boolean[];
  readonly groups: readonly (readonly number[])[];
}

/** A generalised boundary in web mercator as the database reads it; `index` counts the given boundaries. */
export interface DerivedShape {
  readonly index: number;
  readonly minZoom: number;
  readonly geometry: string;
}

/** What comes of a task: first the pairs of each group that share an edge (`a` and `b` count within it), then shapes, in batches. */
export type DeriveAnswer =
  { readonly edges: readonly (readonly SharedEdge[])[] } | { readonly shapes: readonly DerivedShape[] };

/**
 * What it makes is soon gone: with the usual limits it would only give back later. Positions are no part of it; of 7 million, all
 * else takes 250 MB.
 */
const memory = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1_000 };

/** Cleans where that is wanted, then looks for gaps and overlaps, then unites by each list of owners. */
export interface InspectTask {
  readonly kind: 'inspect';
  readonly boundaries: readonly PackedPolygons[];
  readonly clean: boolean;
  /** For each boundary the unit above it, once for every level above; null where there is none. */
  readonly owners: readonly (readonly (string | null)[])[];
}
export interface InspectAnswer {
  readonly faults: CoverageFaults;
  /** The boundaries cleaned, null where one vanished; null as a whole where nothing was cleaned. */
  readonly cleaned: readonly (PackedPolygons | null)[] | null;
  readonly united: readonly ReadonlyMap<string, PackedPolygons>[];
}

/** What a thread for boundaries can do. It is asked for each next answer, and says `null` when there is none. */
export type CoverageTask = DeriveTask | InspectTask;

/**
 * Generalised boundaries and neighbours, made in a thread of their own so that the portal goes on answering. The next answer is
 * made while one is dealt with, so that no more than two are in memory.
 */
export async function* deriveInThread(
  task: Omit<DeriveTask, 'kind'>,
  signal?: AbortSignal,
): AsyncGenerator<DeriveAnswer> {
  yield* inThread<DeriveAnswer>({ kind: 'derive', ...task }, signal);
}

/** Gaps, overlaps, cleaned and united boundaries, found in a thread of their own. */
export async function inspectInThread(task: Omit<InspectTask, 'kind'>, signal?: AbortSignal): Promise<InspectAnswer> {
  for await (const answer of inThread<InspectAnswer>({ kind: 'inspect', ...task }, signal)) return answer;
  throw endedEarly();
}

/** Runs one task in a new thread; ends the thread when `signal` aborts. Throws what the thread threw. */
async function* inThread<Answer>(task: CoverageTask, signal?: AbortSignal): AsyncGenerator<Answer> {
  signal?.throwIfAborted();
  const worker = startWorker(new URL('./coverage-worker.ts', import.meta.url), task, memory);
  try {
    let answer = await nextAnswer<Answer>(worker, signal);
    while (answer !== null) {
      worker.postMessage('more');
      const next = nextAnswer<Answer>(worker, signal);
      // Whoever waits for it is told; nobody may be waiting yet.
      next.catch(() => undefined);
      yield answer;
      answer = await next;
    }
  } finally {
    void worker.terminate();
  }
}

async function nextAnswer<Answer>(worker: Worker, signal: AbortSignal | undefined): Promise<Answer | null> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const ended = once(worker, 'exit', { signal: stop.signal }).then(() => {
    throw endedEarly();
  });
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: stop.signal });
  });
  try {
    // An error of the thread is thrown here.
    const message = once(worker, 'message', { signal: stop.signal }) as Promise<[Answer | null]>;
    const [answer] = await Promise.race([message, ended, aborted]);
    return answer;
  } finally {
    ended.catch(() => undefined);
    stop.abort();
  }
}

function endedEarly(): Error {
  return new Error('the thread for boundaries ended without an answer');
}
