import { readCatalog, type Catalog } from '#catalog/collections.ts';
import type { Config } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { openDatabase } from '#db/open.ts';
import { prepareDatabase } from '#resources/portal/prepare.ts';

/** What a command says of its waits and steps: not where its results go. */
export const tell = (line: string) => console.error(line);

/** Opens the database as a script does (beside a running portal where there is one), as it is, and closes it after. */
export async function withDatabase(config: Config, work: (db: Db) => Promise<void>): Promise<void> {
  const db = await openDatabase(config, { role: 'script', progress: tell });
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

/** Like withDatabase, and prepares it first, as a portal that was never started has not. */
export async function withPreparedDatabase(
  config: Config,
  work: (db: Db, catalog: Catalog) => Promise<void>,
): Promise<void> {
  await withDatabase(config, async (db) => {
    const catalog = await readCatalog();
    await prepareDatabase(db, catalog, tell);
    await work(db, catalog);
  });
}
