import { levels } from '#contract/admin-units.ts';
import { Fault } from '#contract/faults.ts';
import type { Db, Queryable } from '#db/db.ts';
import { boundaries } from '#facts/boundaries.ts';
import { readRevision } from '#facts/stand.ts';
import { invented } from '#facts/demo.ts';
import { succession } from '#facts/succession.ts';
import { ConcurrentChange } from '../../concurrent-change.ts';

interface Undoable {
  readonly undone: boolean;
  readonly builtOn: boolean;
  readonly mended: boolean;
  readonly demoGone: boolean;
}

/**
 * Takes an import of boundaries back as a whole: units that it made are no more, those that it ended or changed are again what they
 * were. Only the last one that stands can be, and only while nothing has been recorded of its new units. Throws Fault where it
 * cannot, ConcurrentChange where somebody wrote meanwhile; nothing is changed then.
 */
export async function undoBoundaries(db: Db, { id, by }: { id: string; by: string }): Promise<void> {
  const seen = await readRevision(db, 'admin-units');
  await db.transaction(async (tx) => {
    if ((await tx.none(boundaries.moveRevision, { seen })) === 0) throw new ConcurrentChange();
    const found = await tx.maybeOne<Undoable>(succession.undoable, { id });
    if (found === null) throw new Fault('importNotUndoable', { id }, 'path.id');
    if (found.undone) throw new Fault('importUndone', { id }, 'path.id');
    if (found.builtOn) throw new Fault('importBuiltOn', { id }, 'path.id');
    if (found.demoGone) throw new Fault('importDemoGone', { id }, 'path.id');
    if (found.mended) throw new Fault('importMended', { id }, 'path.id');
    const recorded = await tx.many<{ kind: string; entries: number }>(succession.recordedSince, { id });
    if (recorded.length > 0) {
      const what = recorded.map(({ kind, entries }) => `${kind}: ${entries}`).join(', ');
      throw new Fault('importRecordedOn', { what }, 'path.id');
    }
    await takeBack(tx, { id, by });
  });
}

/** Records of the invented days that give way to real boundaries, the last one first. */
export async function readInventedDays(db: Queryable): Promise<string[]> {
  return (await db.many<{ id: string }>(invented.changes)).map(({ id }) => id);
}

/**
 * Takes the invented days on which units became others back, with what is invented of those units and of later days: real boundaries
 * are written as if they had never been. Nothing where there are none, or something real is recorded of their units.
 */
export async function giveWay(tx: Queryable, by: string): Promise<void> {
  const days = await readInventedDays(tx);
  if (days.length === 0) return;
  await tx.one(invented.deleteLater);
  for (const id of days) {
    await takeBack(tx, { id, by });
    for (const level of levels.toReversed()) await tx.none(invented.deleteMade, { id, level });
  }
  await tx.none(invented.endStory);
  await tx.none(invented.moveRevisions);
}

/** Units, versions and boundaries as they were before a day's import. */
async function takeBack(tx: Queryable, { id, by }: { id: string; by: string }): Promise<void> {
  await tx.none(succession.undoVersions, { id });
  // Where the ground of units went is worked out from who is in force.
  await tx.none(succession.undoLineage, { id });
  await tx.none(succession.undoBoundaries, { id });
  await tx.none(succession.restoreReplaced, { id });
  await tx.none(succession.restoreClosed, { id });
  await tx.none(succession.restoreAbove, { id });
  await tx.none(succession.restoreOrigin, { id });
  await tx.one(succession.resettle, { id });
  await tx.none(succession.closeUndone, { id, by });
}
