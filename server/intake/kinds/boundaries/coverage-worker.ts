/** A thread for what takes long on many boundaries. `workerData` is a CoverageTask; it posts its answers, each when it is asked. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { CoverageTask } from './coverage.ts';
import { derive, inspect } from './coverage-answers.ts';

const task = workerData as CoverageTask;
if (parentPort) {
  for await (const answer of task.kind === 'derive' ? derive(task) : [inspect(task)]) {
    const asked = once(parentPort, 'message');
    parentPort.postMessage(answer);
    await asked;
  }
  parentPort.postMessage(null);
  parentPort.close();
}
