import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '#catalog/collections.ts';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import type { Db, Session } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { migrate } from '#db/migrate.ts';
import { waitingForTurn } from '#db/turn.ts';
import { mixedUnitsNotice } from '#resources/admin-units/mixed-units.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';

const secondThoughtsMs = 10_000;

/** Said before a database of an earlier version is changed. */
export function upgradeNotice(kind: Db['kind'], changes: readonly string[]): string {
  const backup = kind === 'server' ? 'a pg_dump of it' : 'a copy of DATA_DIR made while no portal runs';
  return `This database is of an earlier version of the portal and is changed for good now (${changes.join(', ')}): the only way back is a backup (${backup}). To take one first, stop this with Ctrl+C: nothing is changed then.`;
}

/**
 * Brings a database to what this portal works with (migrations, criteria sets, tables of collections) and then does
 * `more`, such as the demo's coming and going: all of it in one turn, so that no other portal or command meets half of it.
 * `progress` gets one line a step, also where another's turn has to be waited for. Throws StartFailure.
 */
export async function prepareDatabase(
  db: Db,
  catalog: Catalog,
  progress: (line: string) => void,
  more?: (alone: Session) => Promise<void>,
): Promise<void> {
  const work = db.alone(
    async (alone) => {
      const applied = await migrate(alone, {
        beforeUpgrade: async (changes) => {
          progress(upgradeNotice(db.kind, changes));
          // A person at a terminal can still turn back.
          if (process.stdin.isTTY) await sleep(secondThoughtsMs);
        },
      });
      if (applied.length > 0) progress(`applied ${applied.length} migration(s): ${applied.join(', ')}`);
      const notice = applied.length > 0 ? await mixedUnitsNotice(alone) : null;
      if (notice !== null) progress(notice);
      await syncCriteriaSets(alone, await readCriteriaSets());
      await syncCollections(alone, catalog);
      await more?.(alone);
    },
    () => progress(waitingForTurn),
  );
  await work.catch((error: unknown) => {
    throw wantsAChange(error) ?? error;
  });
}

/** What somebody has to change at the database before a portal can start on it; null where it is none of these. */
function wantsAChange(error: unknown): StartFailure | null {
  const message = error instanceof Error ? error.message : '';
  // By its words too: what befalls the table of migrations is wrapped.
  const [refused] = /cannot execute .+ in a read-only transaction/.exec(message) ?? [];
  if (refused !== undefined) {
    return new StartFailure(
      `The database takes no changes, and this start has some to make (${refused}): it is a standby, or default_transaction_read_only is on; let it take changes, or set DATABASE_URL to one that does.`,
    );
  }
  const [full] = /.*No space left on device/.exec(message) ?? [];
  if (full !== undefined) {
    return new StartFailure(`The disk of the database is full (${full}): make room there, and start again.`);
  }
  return null;
}
