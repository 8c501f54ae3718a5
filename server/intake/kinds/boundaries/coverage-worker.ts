/** A thread for what takes long on many boundaries. `workerData` is a CoverageTask; it posts the task's answer once. */
import { parentPort, workerData } from 'node:worker_threads';
import { cleanCoverage } from '#geo/clean-coverage.ts';
import { findCoverageFaults } from '#geo/coverage-faults.ts';
import { generaliseCoverage } from '#geo/generalise.ts';
import { findSharedEdges } from '#rules/boundaries/neighbours.ts';
import { uniteByOwner } from '#geo/union.ts';
import type { CoverageTask, DeriveAnswer, DeriveTask, InspectAnswer, InspectTask } from './coverage.ts';

async function derive({ boundaries, groups }: DeriveTask): Promise<DeriveAnswer> {
  const edges = groups.map((group) => findSharedEdges(group.flatMap((index) => boundaries[index] ?? [])));
  return { shapes: await generaliseCoverage(boundaries), edges };
}

async function inspect({ boundaries, clean, owners }: InspectTask): Promise<InspectAnswer> {
  const cleaned = clean ? await cleanCoverage(boundaries) : null;
  const final = boundaries.map((boundary, index) => cleaned?.[index] ?? boundary);
  const united = [];
  for (const ofLevel of owners) united.push(await uniteByOwner(final, ofLevel));
  return { cleaned, faults: await findCoverageFaults(final), united };
}

const task = workerData as CoverageTask;
parentPort?.postMessage(task.kind === 'derive' ? await derive(task) : await inspect(task));
