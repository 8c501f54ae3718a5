import type { Queryable, Session } from '#db/db.ts';
import type { ImportStatements } from '#catalog/import-sql.ts';
import { readRevision } from '#facts/stand.ts';
import { ConcurrentChange } from '../../concurrent-change.ts';
import type { There } from '#catalog/beside-sql.ts';
import { resourceOf, runAll, type Judged, type Switching, type Verdict } from './switching.ts';
import { writeBeside } from './write-beside.ts';

/** Rows that the embedded database writes in one transaction: everybody waits for it, more than half a second for so many. */
const mostAtOnce = 8_000;
/** Of those whose place is shown by consent, each of which is looked up. */
const mostByConsent = 800;

/** How many times as many rows may be there: it takes longer to write them once more than everybody waits otherwise. */
const mostTimesThere = 10;

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

/** How often rows are judged anew because somebody else wrote meanwhile. */
const mostAnew = { beside: 2, atOnce: 1 } as const;

/**
 * Judges staged rows and puts them into place: nobody ever sees some of them alone. Where somebody else wrote meanwhile it
 * judges once more, and the last time puts them into place at once; throws ConcurrentChange where that happens again.
 */
export async function writeStaged(
  session: Session,
  statements: ImportStatements,
  switching: Switching,
): Promise<Verdict> {
  for (let anew = 0; ; anew++) {
    switching.signal?.throwIfAborted();
    const judged = await judge(session, statements, switching);
    const isBeside = anew < mostAnew.beside && (await isForPieces(session, switching, judged));
    try {
      await (isBeside ? writeBeside : writeAtOnce)(session, statements, switching, judged);
      return judged.verdict;
    } catch (error) {
      if (!(error instanceof ConcurrentChange) || (!isBeside && anew >= mostAnew.atOnce)) throw error;
    }
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

/**
 * Whether rows go in beside: where one session serves everybody (what takes no COPY is that one), they are many, and not too few for
 * all that is there to be written once more.
 */
async function isForPieces(
  { copyIn, one }: Session,
  { request, beside }: Switching,
  { verdict, removing }: Judged,
): Promise<boolean> {
  const rows = verdict.added + verdict.changed + (removing ? verdict.unnamed : 0);
  const most = request.collection.source.exactWith === null ? mostAtOnce : mostByConsent;
  if (copyIn !== undefined || rows <= most) return false;
  const there = await one<There>(beside.there);
  return there.isPlain && there.rows <= rows * mostTimesThere;
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
