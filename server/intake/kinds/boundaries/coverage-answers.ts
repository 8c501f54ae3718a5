import { cleanCoverage } from '#geo/clean-coverage.ts';
import { findCoverageFaults } from '#geo/coverage-faults.ts';
import { cutCoverage } from '#geo/cut-coverage.ts';
import { polygonsHex } from '#geo/ewkb.ts';
import { generaliseCoverage, webMercator } from '#geo/generalise.ts';
import { uniteByOwner } from '#geo/union.ts';
import { findSharedEdges } from '#rules/boundaries/neighbours.ts';
import { geometryBytes, inBatches } from '../../in-batches.ts';
import type { DeriveAnswer, DerivedShape, DeriveTask, InspectAnswer, InspectTask } from './coverage.ts';

/** Neighbours, then shapes in batches. Blocks for long: run it in a thread. */
export function* derive(task: Omit<DeriveTask, 'kind'>): Generator<DeriveAnswer> {
  const { boundaries, groups } = task;
  yield { edges: groups.map((group) => findSharedEdges(group.flatMap((index) => boundaries[index] ?? []))) };
  for (const shapes of inBatches(shapesOf(task), geometryBytes)) yield { shapes };
}

function* shapesOf({ boundaries, wanted }: Omit<DeriveTask, 'kind'>): Generator<DerivedShape> {
  for (const { index, minZoom, geometry } of generaliseCoverage(boundaries, (at) => wanted[at] === true))
    yield { index, minZoom, geometry: polygonsHex(geometry, webMercator) };
}

/** Boundaries cleaned, their gaps and overlaps, and those above them. Blocks for long: run it in a thread. */
export function inspect({ boundaries, clean, owners }: Omit<InspectTask, 'kind'>): InspectAnswer {
  const cleaned = clean ? cleanCoverage(boundaries) : null;
  const coverage = cutCoverage(boundaries.map((boundary, index) => cleaned?.[index] ?? boundary));
  const united = owners.map((ofLevel) => uniteByOwner(coverage, ofLevel));
  return { cleaned, faults: findCoverageFaults(coverage), united };
}
