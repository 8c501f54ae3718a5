import type { Queryable, Session } from '#db/db.ts';
import type { ImportStatements } from '#catalog/import-sql.ts';
import { readRevision } from '#facts/stand.ts';
import { ConcurrentChange } from '../boundaries/write.ts';
import { resourceOf, runAll, type Judged, type Switching, type Verdict } from './switching.ts';
import { writeBeside } from './write-beside.ts';

/** Rows that the embedded database writes in one transaction: everybody waits for it, more than half a second for so many. */
const mostAtOnce = 8_000;
/** Of those whose place is shown by consent, each of which is looked up. */
const mostByConsent = 800;

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

/**
 * Judges staged rows and puts them into place: nobody ever sees some of them alone. Where somebody else wrote meanwhile it
 * judges once more; throws ConcurrentChange where that happens again.
 */
export async function writeStaged(
  session: Session,
  statements: ImportStatements,
  switching: Switching,
): Promise<Verdict> {
  try {
    const judged = await judge(session, statements, switching);
    await (isForPieces(session, switching, judged) ? writeBeside : writeAtOnce)(session, statements, switching, judged);
    return judged.verdict;
  } catch (error) {
    if (!(error instanceof ConcurrentChange)) throw error;
    const judged = await judge(session, statements, switching);
    await writeAtOnce(session, statements, switching, judged);
    return judged.verdict;
  }
}

async function judge(
  session: Session,
  statements: ImportStatements,
  { request, day }: Pick<Switching, 'request' | 'day'>,
): Promise<Judged> {
  const seen = await readRevision(session, resourceOf(request));
  const verdict = await judgeStaged(session, statements, day);
  return { verdict, seen, removing: request.replace && verdict.unnamed > 0 };
}

/** Whether rows go in beside: where one session serves everybody, and they are many. What takes no COPY is that one. */
function isForPieces({ copyIn }: Session, { request }: Switching, { verdict, removing }: Judged): boolean {
  const rows = verdict.added + verdict.changed + (removing ? verdict.unnamed : 0);
  return copyIn === undefined && rows > (request.collection.source.exactWith === null ? mostAtOnce : mostByConsent);
}

/** One transaction of few statements: each counts its rows into the cells once. */
async function writeAtOnce(
  session: Session,
  statements: ImportStatements,
  switching: Switching,
  { verdict, seen, removing }: Judged,
): Promise<void> {
  const { request, day, source } = switching;
  const writing = verdict.added + verdict.changed > 0;
  await session.transaction(async (tx) => {
    if (writing || removing) {
      await runAll(tx, statements.lock);
      if ((await readRevision(tx, resourceOf(request))) !== seen) throw new ConcurrentChange();
    }
    if (removing) await runAll(tx, statements.remove, { day });
    if (verdict.changed > 0) await runAll(tx, statements.replaceOld);
    if (writing) await runAll(tx, statements.insert, { source, importId: request.id });
    await switching.beforeCommit(tx, verdict);
  });
  if (!writing) return;
  // Written is written: statistics that fail now are made by the server in its own time.
  await runAll(session, statements.analyse).catch((error: Error) => {
    console.error(`import ${request.id}: statistics were not renewed (${error.message})`);
  });
}
