import type { MultiPolygon } from 'geojson';
import { startWorker } from '#server/worker.ts';
import type { CoverageFaults } from '#geo/coverage-faults.ts';
import type { Shape } from '#geo/generalise.ts';
import type { SharedEdge } from '#rules/boundaries/neighbours.ts';

/** `groups` lists, by index, the boundaries that can be neighbours of each other: one level on one day. */
export interface DeriveTask {
  readonly kind: 'derive';
  readonly boundaries: readonly MultiPolygon[];
  readonly groups: readonly (readonly number[])[];
}
export interface DeriveAnswer {
  readonly shapes: readonly Shape[];
  /** For each group the pairs that share an edge; `a` and `b` count within the group. */
  readonly edges: readonly (readonly SharedEdge[])[];
}

/** Cleans where that is wanted, then looks for gaps and overlaps, then unites by each list of owners. */
export interface InspectTask {
  readonly kind: 'inspect';
  readonly boundaries: readonly MultiPolygon[];
  readonly clean: boolean;
  /** For each boundary the unit above it, once for every level above; null where there is none. */
  readonly owners: readonly (readonly (string | null)[])[];
}
export interface InspectAnswer {
  readonly faults: CoverageFaults;
  /** The boundaries cleaned, null where one vanished; null as a whole where nothing was cleaned. */
  readonly cleaned: readonly (MultiPolygon | null)[] | null;
  readonly united: readonly ReadonlyMap<string, MultiPolygon>[];
}

/** What a thread for boundaries can do. */
export type CoverageTask = DeriveTask | InspectTask;

/** Generalised boundaries and neighbours, made in a thread of their own so that the portal goes on answering. */
export function deriveInThread(task: Omit<DeriveTask, 'kind'>, signal?: AbortSignal): Promise<DeriveAnswer> {
  return inThread<DeriveAnswer>({ kind: 'derive', ...task }, signal);
}

/** Gaps, overlaps, cleaned and united boundaries, found in a thread of their own. */
export function inspectInThread(task: Omit<InspectTask, 'kind'>, signal?: AbortSignal): Promise<InspectAnswer> {
  return inThread<InspectAnswer>({ kind: 'inspect', ...task }, signal);
}

/** Runs one task in a new thread; ends the thread when `signal` aborts. Throws what the thread threw. */
function inThread<Answer>(task: CoverageTask, signal?: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(new URL('./coverage-worker.ts', import.meta.url), task);
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      // Settles nothing where the answer has come already.
      reject(
        signal?.aborted ? (signal.reason as Error) : new Error('the thread for boundaries ended without an answer'),
      );
    });
  });
}
