import { levels } from '#contract/admin-units.ts';
import { readCriteriaSets, readDemoThresholds } from '#catalog/criteria-sets.ts';
import { isTable, type Catalog, type TableCollection } from '#catalog/collections.ts';
import { deleteDemoStatement, insertStatement } from '#catalog/table-sql.ts';
import type { Queryable, Session } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import { invented } from '#facts/demo.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { publishAddresses, removeDemoReleases } from '#resources/address-releases/service.ts';
import { giveWay } from '#intake/kinds/boundaries/undo.ts';
import { writeBoundaries } from '#intake/kinds/boundaries/write.ts';
import { demoLastDate, demoReferenceDate, readDemoRows, readDemoUnits, reformDays } from './files.ts';
import { readDemoFeatures } from './features.ts';
import { reformUnits } from './reform.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'demoState',
  'hasUnits',
  'markLoading',
  'markLoaded',
  'unmark',
]);

const recordedBy = 'Dữ liệu minh hoạ (demo)';
/** Rows a statement: the embedded database takes a message of some megabytes at most in good time. */
const batchSize = 2_000;

/** `partial` is what a load that was cut off leaves: take it out and load again. */
export type DemoState = 'absent' | 'partial' | 'loaded';

export async function demoState(db: Queryable): Promise<DemoState> {
  return (await db.one<{ state: DemoState }>(queries.demoState)).state;
}

/** Whether there is no unit at all yet. */
export async function isPortalEmpty(db: Queryable): Promise<boolean> {
  return !(await db.one<{ held: boolean }>(queries.hasUnits)).held;
}

/**
 * Loads the invented province. The mark is set first, so that a load that was cut off half-way is never taken for real
 * data; `removeDemo` clears its remains.
 */
export async function loadDemo(db: Session, catalog: Catalog, progress: (line: string) => void): Promise<void> {
  await db.none(queries.markLoading, { referenceDate: demoReferenceDate, lastDate: demoLastDate });
  progress('drawing the boundaries of the demo province');
  await writeBoundaries(db, await readDemoUnits(), {
    origin: 'demo',
    lineage: 'Dữ liệu minh hoạ: ranh giới được tạo ra, không phải địa giới thật (invented boundaries)',
    importId: null,
    validFrom: null,
  });
  for (const day of reformDays) {
    progress(`drawing what became of its units on ${day}`);
    await reformUnits(db, day, recordedBy);
  }
  const [statuses, values, given, paid, grouped, decided] = await Promise.all([
    readDemoRows('assessments'),
    readDemoRows('indicatorValues'),
    readDemoRows('targetFigures'),
    readDemoRows('disbursements'),
    readDemoRows('groups'),
    readDemoRows('recognitions'),
  ]);
  const assessments = [...statuses, ...values.map(withNumbers)].map(withSource);
  const recognitions = decided.map((row) => ({ ...row, revoked_on: row.revoked_on || null }));
  const thresholds = (await readDemoThresholds(await readCriteriaSets())).map(
    ({ setId, indicatorNo, communeGroup: _, validFrom, validTo, ...row }) => ({
      ...row,
      set_id: setId,
      indicator_no: indicatorNo,
      valid_from: validFrom,
      valid_to: validTo,
    }),
  );
  progress(`entering ${assessments.length} invented assessments and ${recognitions.length} recognitions`);
  await db.transaction(async (tx) => {
    await insertInBatches(tx, invented.insertAssessments, assessments);
    await insertInBatches(tx, invented.insertRecognitions, recognitions);
    await insertInBatches(tx, invented.insertThresholds, thresholds);
    await insertInBatches(tx, invented.insertFigures, given.map(withSource));
    await insertInBatches(tx, invented.insertDisbursements, paid.map(withSource));
    await insertInBatches(tx, invented.insertGroups, grouped);
    for (const collection of ownTables(catalog)) {
      const rows = await readDemoFeatures(collection);
      if (rows.length > 0) progress(`placing ${rows.length} invented features of ${collection.id}`);
      await insertFeatures(tx, collection, rows);
    }
    const report = await publishAddresses(tx, catalog, { on: demoReferenceDate, origin: 'demo' });
    if (report !== null)
      progress(`publishing counts of ${report.households} invented households in ${report.cells} cells`);
    await tx.none(invented.settleChanges);
    await tx.none(queries.markLoaded);
    await tx.none(invented.moveRevisions);
  });
}

async function insertInBatches(tx: Queryable, statement: Statement, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    await tx.none(statement, { rows: JSON.stringify(rows.slice(start, start + batchSize)), recordedBy });
  }
}

async function insertFeatures(tx: Queryable, collection: TableCollection, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = JSON.stringify(rows.slice(start, start + batchSize));
    await tx.none(insertStatement(collection), { rows: batch, origin: 'demo', importId: null });
  }
}

/** What is shown at the point of its hamlet comes last: the hamlets have to be there. */
function ownTables(catalog: Catalog): TableCollection[] {
  const own = catalog.collections.filter(isTable).filter(({ storage }) => storage.kind === 'table');
  return own.sort((a, b) => Number(a.source.exactWith !== null) - Number(b.source.exactWith !== null));
}

function withSource(row: Record<string, string | null>) {
  return { ...row, source: row['note'] || 'Dữ liệu minh hoạ' };
}

/** Figures of an indicator stand under its criterion: 17.10 under 17. An empty figure is none. */
function withNumbers(row: Record<string, string>) {
  const [criterion = ''] = (row['indicator_no'] ?? '').split('.');
  return { ...row, criterion_no: criterion, value: row['value'] || null, value2: row['value2'] || null };
}

/** Takes the demo's rows out and nothing else: units on which real data stands stay. */
export async function removeDemo(db: Session, catalog: Catalog): Promise<void> {
  await db.transaction(async (tx) => {
    await removeDemoReleases(tx);
    await giveWay(tx, recordedBy);
    await tx.none(invented.deleteLineage);
    await tx.none(invented.deleteGroups);
    for (const collection of ownTables(catalog)) await tx.none(deleteDemoStatement(collection));
    await tx.none(invented.deleteDisbursements);
    await tx.none(invented.deleteFigures);
    await tx.none(invented.deleteThresholds);
    await tx.none(invented.deleteAssessments);
    await tx.none(invented.deleteRecognitions);
    await tx.none(invented.deleteBoundaries);
    for (const level of levels.toReversed()) await tx.none(invented.deleteUnits, { level });
    await tx.none(invented.keepUnits);
    await tx.none(queries.unmark);
    await tx.none(invented.moveRevisions);
  });
}
