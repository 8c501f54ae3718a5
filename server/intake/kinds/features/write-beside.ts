import type { There } from '#catalog/beside-sql.ts';
import type { ImportStatements } from '#catalog/import-sql.ts';
import type { Model } from '#catalog/model-sql.ts';
import type { Queryable, Session } from '#db/db.ts';
import { records } from '#facts/records.ts';
import { readRevision } from '#facts/stand.ts';
import { ConcurrentChange } from '../../concurrent-change.ts';
import { Pieces, type End } from './pieces.ts';
import { resourceOf, runAll, type Judged, type Switching } from './switching.ts';

/**
 * Puts judged rows into place without holding anybody up: the collection's table is made anew beside it, a short piece at a
 * time, with the rows that are there and those that come, and takes its place in one short transaction. Until then nobody
 * sees anything of it, and wherever it ends before it leaves nothing. Throws ConcurrentChange where somebody else wrote to the
 * collection or to the units meanwhile.
 */
export async function writeBeside(
  session: Session,
  statements: ImportStatements,
  switching: Switching,
  judged: Judged,
): Promise<void> {
  const { beside } = switching;
  try {
    const units = await readRevision(session, 'admin-units');
    const model = await makeBeside(session, switching);
    await fillBeside(session, switching, judged, model);
    const resources = await touchedBy(session, switching, model);
    switching.signal?.throwIfAborted();
    await session.transaction(async (tx) => {
      await runAll(tx, statements.lock);
      const isSame = (await readRevision(tx, resourceOf(switching.request))) === judged.seen;
      if (!isSame || (await readRevision(tx, 'admin-units')) !== units) throw new ConcurrentChange();
      await runAll(tx, beside.swap(model));
      await tx.none(records.moveRevisions, { resources });
      await switching.beforeCommit(tx, judged.verdict);
    });
  } finally {
    // The first failure is the one to be told; the table that is left now the next import takes away, or the next start.
    await runAll(session, beside.clear).catch(() => undefined);
  }
}

/** Makes the empty table. */
async function makeBeside(session: Session, { beside }: Switching): Promise<Model> {
  await runAll(session, beside.begin);
  const model = await session.one<Model>(beside.model);
  await runAll(session, beside.make(model));
  return model;
}

/** What is there comes first, then everything in the order in which one transaction would write it. */
async function fillBeside(
  session: Session,
  switching: Switching,
  { verdict, removing }: Judged,
  model: Model,
): Promise<void> {
  const { beside, day, source, request } = switching;
  const written = { at: new Date().toISOString(), day, source, importId: request.id };
  const { rows } = await session.one<There>(beside.there);
  const coming = verdict.added + verdict.changed;
  await runAll(session, beside.order);
  const pieces = new Pieces(session, switching, rows * (removing ? 2 : 1) + coming * (verdict.changed > 0 ? 2 : 1));
  const there = (from: number, most: number) => session.one<End>(beside.range, { from, most });
  const numbered = (from: number, most: number) => {
    const until = Math.min(from + most, coming);
    return Promise.resolve({ until: until > from ? until : null, rows: until - from });
  };
  await pieces.run(there, beside.copy(model), {});
  if (removing) await pieces.run(there, beside.remove, written);
  if (verdict.changed > 0) await pieces.run(numbered, beside.replaceOld, written);
  await pieces.run(numbered, beside.insert, written);
  await runAll(session, beside.finish(model));
}

/** Whose revisions move, as triggers would have moved them. */
async function touchedBy(session: Queryable, { beside, request }: Switching, { parts }: Model): Promise<string[]> {
  const resources = [resourceOf(request)];
  for (const part of parts) {
    const { touched } = await session.one<{ touched: boolean }>(beside.touched(part), { values: part.values });
    if (touched) resources.push(`collection:${part.owner}`);
  }
  return resources;
}
