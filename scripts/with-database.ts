import type { Config } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';

/** Opens the database as a script does (beside a running portal where there is one), migrated, and closes it after. */
export async function withDatabase(config: Config, work: (db: Db) => Promise<void>): Promise<void> {
  const db = await openDatabase(config, { role: 'script' });
  try {
    await migrate(db);
    await work(db);
  } finally {
    await db.close();
  }
}
