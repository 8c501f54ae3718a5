import { isInForce } from '#rules/in-force.ts';
import { boundaries } from '#facts/boundaries.ts';
import { levels, type Level } from '#contract/admin-units.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import type { Queryable } from '#db/db.ts';
import { polygonsOfWkb } from '#geo/ewkb.ts';
import { fullMinZoom, zoomBands } from '#geo/zoom-bands.ts';
import type { SharedEdge } from '#rules/boundaries/neighbours.ts';
import { deriveInThread, type DerivedShape } from './coverage.ts';
import type { OnProgress } from '../../import-run.ts';
import { inBatches } from '../../in-batches.ts';

/** What a run does to one unit, as its staging row says. */
export interface StagedUnit {
  readonly code: string;
  readonly level: Level;
  readonly boundaryId: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly status: 'added' | 'changed' | 'unchanged';
  /** Whether it is called, placed or counted otherwise from the day on. */
  readonly revised: boolean;
}

interface DeriveOptions {
  readonly changes?: { readonly day: string; readonly ended: readonly number[] };
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** A live boundary as it will stand after the run; `written` where the run writes it, `touched` where it lies beside. */
interface HeldBoundary {
  readonly id: number;
  readonly level: Level;
  readonly geometry: PackedPolygons;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly written: boolean;
  readonly touched: boolean;
}

const pageRows = 500;
const pairsInBatch = 5_000;

/**
 * Computes and stages what follows from boundaries: shapes for each zoom, made together with every live boundary of
 * every level so that lines stay shared, and neighbours. `geometries` are the staged ones by code.
 */
export async function stageDerived(
  db: Queryable,
  runId: string,
  staged: readonly StagedUnit[],
  geometries: ReadonlyMap<string, PackedPolygons | null>,
  options: DeriveOptions,
): Promise<void> {
  const written = staged.flatMap((unit): HeldBoundary[] => {
    const geometry = geometries.get(unit.code);
    if (unit.status === 'unchanged' || unit.boundaryId === null || !geometry) return [];
    const { boundaryId: id, level, validFrom, validTo } = unit;
    return [{ id, level, geometry, validFrom, validTo, written: true, touched: true }];
  });
  if (written.length === 0) return;
  const standing = [...(await readHeldBoundaries(db, runId, options)), ...written];
  const groups = levels.flatMap((level) => groupsOf(level, standing));
  options.onProgress?.('generalise', 0, standing.length);
  const wanted = standing.filter(({ touched }) => touched);
  const staging = { done: 0, total: wanted.length * (zoomBands.length + 1) };
  const task = {
    boundaries: standing.map(({ geometry }) => geometry),
    wanted: standing.map(({ touched }) => touched),
    groups,
  };
  let edges: readonly (readonly SharedEdge[])[] = [];
  for await (const answer of deriveInThread(task, options.signal)) {
    if ('edges' in answer) edges = answer.edges;
    else await stageShapes(db, runId, standing, answer.shapes, staging, options);
  }
  await stageFullShapes(db, runId, wanted, staging, options);
  await stageNeighbours(db, runId, standing, groups, edges, options);
}

/** Boundaries of a level that are in force together, for every day on which one begins and a written one is in force. */
function groupsOf(level: Level, standing: readonly HeldBoundary[]): number[][] {
  const ofLevel = [...standing.entries()].filter(([, boundary]) => boundary.level === level);
  const days = [...new Set(ofLevel.map(([, boundary]) => boundary.validFrom))].sort();
  return days.flatMap((day) => {
    const inForce = ofLevel.filter(([, boundary]) => isInForce(boundary, day));
    return inForce.some(([, boundary]) => boundary.written) ? [inForce.map(([index]) => index)] : [];
  });
}

async function readHeldBoundaries(
  db: Queryable,
  runId: string,
  { onProgress, signal, changes = { day: 'infinity', ended: [] } }: DeriveOptions,
): Promise<HeldBoundary[]> {
  const standing: HeldBoundary[] = [];
  for (let after = 0; ;) {
    signal?.throwIfAborted();
    const page = await db.many<Omit<HeldBoundary, 'geometry' | 'written'> & { geometry: Buffer }>(
      boundaries.liveBoundaries,
      {
        runId,
        after,
        limit: pageRows,
        ...changes,
      },
    );
    for (const row of page) {
      standing.push({ ...row, geometry: polygonsOfWkb(row.geometry), written: false });
    }
    onProgress?.('readBoundaries', standing.length, null);
    const last = page.at(-1);
    if (!last || page.length < pageRows) return standing;
    after = last.id;
  }
}

interface Staging {
  done: number;
  readonly total: number;
}

async function stageShapes(
  db: Queryable,
  runId: string,
  standing: readonly HeldBoundary[],
  shapes: readonly DerivedShape[],
  staging: Staging,
  { onProgress, signal }: DeriveOptions,
) {
  signal?.throwIfAborted();
  const rows = shapes.map(({ index, ...shape }) => ({ boundaryId: standing[index]?.id, ...shape }));
  await db.none(boundaries.stageShapes, { runId, rows: JSON.stringify(rows) });
  staging.done += rows.length;
  onProgress?.('stageShapes', staging.done, staging.total);
}

/** Boundaries as they are: the database has them. */
async function stageFullShapes(
  db: Queryable,
  runId: string,
  wanted: readonly HeldBoundary[],
  staging: Staging,
  { onProgress, signal }: DeriveOptions,
) {
  for (const batch of inBatches(wanted, ({ geometry }) => 2 * geometry.coordinates.byteLength)) {
    signal?.throwIfAborted();
    await db.none(boundaries.stageFullShapes, { runId, minZoom: fullMinZoom, ids: batch.map(({ id }) => id) });
    staging.done += batch.length;
    onProgress?.('stageShapes', staging.done, staging.total);
  }
}

async function stageNeighbours(
  db: Queryable,
  runId: string,
  standing: readonly HeldBoundary[],
  groups: readonly (readonly number[])[],
  edges: readonly (readonly SharedEdge[])[],
  { onProgress, signal }: DeriveOptions,
) {
  const pairs = new Map<string, { a: number; b: number; sharedM: number }>();
  for (const [at, group] of groups.entries()) {
    for (const { a, b, sharedM } of edges[at] ?? []) {
      const [one, other] = [standing[group[a] ?? -1], standing[group[b] ?? -1]];
      if (one && other && (one.written || other.written)) {
        pairs.set(`${one.id} ${other.id}`, { a: one.id, b: other.id, sharedM });
      }
    }
  }
  const rows = [...pairs.values()];
  for (let from = 0; from < rows.length; from += pairsInBatch) {
    signal?.throwIfAborted();
    await db.none(boundaries.stageNeighbours, { runId, rows: JSON.stringify(rows.slice(from, from + pairsInBatch)) });
    onProgress?.('stageNeighbours', Math.min(from + pairsInBatch, rows.length), rows.length);
  }
}
