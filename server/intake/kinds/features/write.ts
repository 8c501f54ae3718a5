import type { Queryable, Session } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import type { ImportStatements } from '#catalog/import-sql.ts';
import { readRevision } from '#facts/stand.ts';
import { ConcurrentChange } from '../boundaries/write.ts';
import type { FeatureRequest } from './request.ts';

/** What an import does or would do to its collection. */
export interface Verdict {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Features that the file does not name. */
  readonly unnamed: number;
}

/** Runs statements that give no rows, one after the other. */
export async function runAll(db: Queryable, statements: readonly Statement[], parameters = {}): Promise<void> {
  for (const statement of statements) await db.none(statement, parameters);
}

/** Compares staged rows with the features that there are. Writes to the session's own tables only. */
export async function judgeStaged(db: Queryable, statements: ImportStatements, day: string): Promise<Verdict> {
  await runAll(db, statements.judge, { day });
  const counts = new Map<string, number>();
  for (const statement of statements.count) {
    for (const { status, n } of await db.many<{ status: string; n: number }>(statement)) counts.set(status, n);
  }
  let unnamed = 0;
  for (const statement of statements.countLeft) unnamed += (await db.one<{ n: number }>(statement, { day })).n;
  const of = (status: string) => counts.get(status) ?? 0;
  return { added: of('added'), changed: of('changed'), unchanged: of('unchanged'), unnamed };
}

export interface Switching {
  readonly request: FeatureRequest;
  readonly day: string;
  /** Where features come from that name no source. */
  readonly source: string;
  /** Runs inside the switching transaction, after everything else. */
  beforeCommit(tx: Queryable, verdict: Verdict): Promise<void>;
}

/**
 * Judges staged rows and puts them into place in one transaction of few statements: each counts its rows into the cells
 * once. Where somebody else wrote meanwhile it judges once more; throws ConcurrentChange where that happens again.
 */
export async function writeStaged(
  session: Session,
  statements: ImportStatements,
  switching: Switching,
): Promise<Verdict> {
  try {
    return await judgeAndSwitch(session, statements, switching);
  } catch (error) {
    if (!(error instanceof ConcurrentChange)) throw error;
    return judgeAndSwitch(session, statements, switching);
  }
}

async function judgeAndSwitch(session: Session, statements: ImportStatements, switching: Switching): Promise<Verdict> {
  const { request, day, source } = switching;
  const resource = `collection:${request.collection.source.owner}`;
  const seen = await readRevision(session, resource);
  const verdict = await judgeStaged(session, statements, day);
  const removing = request.replace && verdict.unnamed > 0;
  const writing = verdict.added + verdict.changed > 0;
  await session.transaction(async (tx) => {
    if (writing || removing) {
      await runAll(tx, statements.lock);
      if ((await readRevision(tx, resource)) !== seen) throw new ConcurrentChange();
    }
    if (removing) await runAll(tx, statements.remove, { day });
    if (verdict.changed > 0) await runAll(tx, statements.replaceOld);
    if (writing) await runAll(tx, statements.insert, { source, importId: request.id });
    await switching.beforeCommit(tx, verdict);
  });
  if (writing) {
    // Written is written: statistics that fail now are made by the server in its own time.
    await runAll(session, statements.analyse).catch((error: Error) => {
      console.error(`import ${request.id}: statistics were not renewed (${error.message})`);
    });
  }
  return verdict;
}
