import { boundaries } from '#facts/boundaries.ts';
import { succession } from '#facts/succession.ts';
import { readRevision } from '#facts/stand.ts';
import { randomUUID } from 'node:crypto';
import { ConcurrentChange } from '../../concurrent-change.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { Fault } from '#contract/faults.ts';
import { levels, type Level, type UnitKind } from '#contract/admin-units.ts';
import type { Queryable, Session } from '#db/db.ts';
import { polygonsHex } from '#geo/ewkb.ts';
import { searchable } from '#rules/text/fold.ts';
import type { OnProgress } from '../../import-run.ts';
import { stageDerived, type StagedUnit } from './derive.ts';
import { geometryBytes, inBatches } from '../../in-batches.ts';
import { giveWay, readInventedDays } from './undo.ts';

/** An administrative unit with the boundary that it is to have. Geometry in WGS 84; dates are the first day. */
export interface UnitBoundary {
  readonly code: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly name: string;
  readonly nameEn: string | null;
  readonly parentCode: string | null;
  readonly listedAreaKm2: number | null;
  readonly population: number | null;
  readonly populationYear: number | null;
  /** The unit's own start. */
  readonly validFrom: string;
  readonly source: string;
  /** Null makes the unit and leaves its boundary as it is. */
  readonly geometry: PackedPolygons | null;
  /** The unit that goes on as this one, by id, or `new` for one of its own; left out, it is who bears the code on the day. */
  readonly unit?: number | 'new';
  /** Whether a unit that goes on is from the day on what is said here, by a version of its own. */
  readonly revises?: boolean;
  /** Where this boundary comes from, if elsewhere than the others. */
  readonly lineage?: string;
}

/** What becomes of units on a day, beside those that are written. */
export interface Changes {
  readonly day: string;
  /** Units that cease. */
  readonly ended: readonly number[];
  readonly edges: readonly ChangedInto[];
}

/** A unit and the one of a code and level, since, that it went into; the share is 0 to 1, null where it is not known. */
export interface ChangedInto {
  readonly beforeId: number;
  readonly code: string;
  readonly level: Level;
  readonly event: 'merge' | 'split' | 'transfer';
  readonly share: number | null;
  readonly shareFrom: 'decision' | 'computed';
  readonly basis: 'decision' | 'geometry';
  readonly decision: string | null;
}

export interface WriteOptions {
  readonly origin: 'demo' | 'import';
  /** Where the boundaries come from and what was done to them. */
  readonly lineage: string;
  readonly importId: string | null;
  /** First day of the boundaries; null means each unit's own start. */
  readonly validFrom: string | null;
  readonly changes?: Changes;
  /** Revision of the units that `changes` were worked out from. */
  readonly seen?: number;
  /** The invented days that `changes` were worked out without. */
  readonly invented?: readonly string[];
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Runs inside the switching transaction, after everything else: for records that must not part from it. */
  readonly beforeCommit?: (tx: Queryable, written: Written) => Promise<void>;
}

/** Codes of the units that got a first boundary (or are new), another boundary, or nothing new. */
export interface Written {
  readonly added: string[];
  readonly changed: string[];
  readonly unchanged: string[];
}

/**
 * Writes units and their boundaries: stages them in batches, computes shapes and neighbours in a thread, then switches
 * everything into place in one short transaction. Throws ConcurrentChange where another write came between, and
 * whatever `signal` aborts with; nothing is written then.
 */
export function writeBoundaries(db: Session, units: readonly UnitBoundary[], options: WriteOptions): Promise<Written> {
  return withStaged(db, units, options, async (made) => {
    const { runId, staged, written } = made;
    const geometries = new Map(units.map((unit) => [unit.code, unit.geometry]));
    await stageDerived(db, runId, staged, geometries, options);
    await db.one(boundaries.analyseStaged);
    options.signal?.throwIfAborted();
    options.onProgress?.('switch', 0, 1);
    await db.transaction(async (tx) => {
      if (changesAnything(written, options.changes)) await switchOver(tx, made, options);
      await options.beforeCommit?.(tx, written);
    });
    options.onProgress?.('switch', 1, 1);
    // Written is written: statistics that fail now are made by the server in its own time.
    await db.one(boundaries.analyseBoundaries).catch((error: Error) => {
      console.error(`import: statistics were not renewed (${error.message})`);
    });
    return written;
  });
}

/** What writing units would do to each: they are staged, judged and cleared again. */
export function tryBoundaries(db: Session, units: readonly UnitBoundary[], options: WriteOptions): Promise<Written> {
  return withStaged(db, units, options, ({ written }) => Promise.resolve(written));
}

/** Whether a write leaves anything otherwise than it was: units, their boundaries, or what became of them. */
export function changesAnything({ added, changed }: Written, changes: Changes | undefined): boolean {
  return added.length + changed.length + (changes?.ended.length ?? 0) + (changes?.edges.length ?? 0) > 0;
}

interface Staged {
  readonly runId: string;
  readonly staged: readonly StagedUnit[];
  readonly written: Written;
  /** Revision of the units that all of it was worked out from. */
  readonly seen: number;
  /** The invented days that it was worked out without. */
  readonly invented: readonly string[];
}

async function withStaged(
  db: Session,
  units: readonly UnitBoundary[],
  options: WriteOptions,
  work: (staged: Staged) => Promise<Written>,
): Promise<Written> {
  const doubled = findDoubled(units);
  if (doubled !== null) throw new Error(`unit ${doubled} is given twice`);
  const run = { runId: randomUUID() };
  try {
    const seen = options.seen ?? (await readRevision(db, 'admin-units'));
    const invented = options.invented ?? (await readInventedDays(db));
    await stageUnits(db, units, run.runId, options);
    await db.one(boundaries.analyseStaged);
    await db.none(boundaries.markStaged, { ...run, origin: options.origin });
    const staged = await db.many<StagedUnit>(boundaries.stagedUnits, run);
    return await work({ ...run, staged, written: sortOut(staged), seen, invented });
  } finally {
    // A failure here must not hide the one that led here; rows left behind are cleared by a later run.
    const clear = [boundaries.clearStagedUnits, boundaries.clearStagedShapes, boundaries.clearStagedNeighbours];
    for (const statement of clear) {
      await db.none(statement, run).catch((error: Error) => {
        console.error(`import: staging rows are left for a later run to clear (${error.message})`);
      });
    }
  }
}

async function stageUnits(db: Session, units: readonly UnitBoundary[], runId: string, options: WriteOptions) {
  let done = 0;
  for (const batch of inBatches(stagingRows(units, options), geometryBytes)) {
    options.signal?.throwIfAborted();
    await db.none(boundaries.stageUnits, { runId, rows: JSON.stringify(batch) });
    done += batch.length;
    options.onProgress?.('stage', done, units.length);
  }
}

function* stagingRows(units: readonly UnitBoundary[], options: WriteOptions) {
  for (const unit of units) yield stagingRow(unit, options);
}

/** A unit as `stageUnits` reads it: the boundary starts on the wanted day, but never before the unit's own start. */
function stagingRow({ validFrom, geometry, unit: who, revises = false, ...unit }: UnitBoundary, options: WriteOptions) {
  return {
    ...unit,
    revises,
    isNew: who === 'new',
    goesOnFrom: typeof who === 'number' ? who : null,
    nameSearch: searchable(unit.name),
    unitValidFrom: validFrom,
    validFrom: options.validFrom ?? validFrom,
    geometry: geometry && polygonsHex(geometry),
  };
}

async function switchOver(tx: Queryable, { runId, seen, invented }: Staged, options: WriteOptions) {
  const { origin, lineage, importId, changes } = options;
  const run = { runId };
  if ((await tx.none(boundaries.moveRevision, { seen })) === 0) throw new ConcurrentChange();
  if (origin === 'import') {
    // Something real may have been recorded of their units since: then they stay, and all was worked out for other units.
    if ((await readInventedDays(tx)).join() !== invented.join()) throw new ConcurrentChange();
    await giveWay(tx, `import ${importId ?? lineage}`);
  }
  if (changes) await endUnits(tx, changes, importId);
  await tx.none(boundaries.insertUnits, { ...run, origin, importId });
  await tx.none(succession.reviseVersions, { ...run, importId });
  await tx.none(boundaries.linkParents, run);
  const twice = await tx.many<{ code: string }>(boundaries.doubleBearers, run);
  if (twice.length > 0) throw new Fault('codeBorneTwice', { codes: twice.map(({ code }) => code).join(', ') });
  await tx.none(boundaries.adoptUnits, { ...run, origin, importId });
  await tx.none(boundaries.supersede, { ...run, importId });
  await tx.none(boundaries.closeEarlier, { ...run, importId });
  await tx.none(boundaries.insertBoundaries, { ...run, origin, lineage, importId });
  // After the boundaries: a place to show is found by them.
  await tx.one(boundaries.settleFeatures, run);
  await tx.none(boundaries.deleteShapes, run);
  await tx.none(boundaries.insertShapes, run);
  await tx.none(boundaries.deleteNeighbours, run);
  await tx.none(boundaries.insertNeighbours, run);
  if (changes) await writeLineage(tx, changes, importId);
}

async function endUnits(tx: Queryable, { day, ended }: Changes, importId: string | null) {
  await tx.none(succession.endVersions, { day, ended, importId });
  await tx.none(succession.endBoundaries, { day, ended, importId });
}

/** What units became, once those that they became bear their codes. */
async function writeLineage(tx: Queryable, { day, edges }: Changes, importId: string | null) {
  for (const level of levels) {
    const rows = JSON.stringify(edges.filter((edge) => edge.level === level));
    if (rows !== '[]') await tx.none(succession.insertLineage, { rows, day, level, importId });
  }
}

function sortOut(staged: readonly StagedUnit[]): Written {
  // A unit whose boundary stays is changed all the same where it is called or counted otherwise.
  const became = ({ status, revised }: StagedUnit) => (status === 'unchanged' && revised ? 'changed' : status);
  const codes = (status: StagedUnit['status']) =>
    staged.filter((unit) => became(unit) === status).map((unit) => unit.code);
  return { added: codes('added'), changed: codes('changed'), unchanged: codes('unchanged') };
}

function findDoubled(units: readonly UnitBoundary[]): string | null {
  const seen = new Set<string>();
  for (const { code } of units) {
    if (seen.has(code)) return code;
    seen.add(code);
  }
  return null;
}
