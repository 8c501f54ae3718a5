import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type ResourceLimits } from 'node:worker_threads';

// The `import` side of tsx/esm/api; import.meta.resolve is missing where tests run.
const loader = new URL(
  './dist/esm/api/index.mjs',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
).href;

/**
 * Starts a thread that runs a TypeScript file. A thread does not inherit the loader of the process that starts it
 * (Node 20), so a line of JavaScript registers it first.
 */
export function startWorker(file: URL, workerData: unknown, resourceLimits?: ResourceLimits): Worker {
  const bootstrap = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); })`;
  return new Worker(bootstrap, { eval: true, workerData, execArgv: [], ...(resourceLimits && { resourceLimits }) });
}
