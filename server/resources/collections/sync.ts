import { createHash } from 'node:crypto';
import { isTable, type Catalog, type TableCollection } from '#catalog/collections.ts';
import { columnType, ownProperties, partStatements, tableStatements } from '#catalog/table-sql.ts';
import type { Db, Queryable } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { loadQueries, type Statement } from '#db/queries.ts';

const queries = loadQueries(new URL('./sync.sql', import.meta.url), [
  'takeTurn',
  'tableColumns',
  'madeOf',
  'noteMade',
  'addRevision',
]);

/**
 * Makes the tables of all collections that have one, and what is new in those that are there; changes nothing where all
 * is there. Servers that start at once wait for each other. Throws StartFailure where a column has another type than
 * its declaration says: that takes a migration by hand.
 */
export async function syncCollections(db: Db, catalog: Catalog): Promise<void> {
  const own = catalog.collections.filter(isTable).filter(({ storage }) => storage.kind === 'table');
  await db.transaction(async (tx) => {
    if (db.kind === 'server') await tx.one(queries.takeTurn);
    for (const collection of own) await makeTable(tx, collection);
    for (const part of catalog.collections.filter(isTable).filter(({ storage }) => storage.kind === 'part')) {
      await makeOnce(tx, part, partStatements(part));
    }
  });
}

async function makeTable(tx: Queryable, collection: TableCollection): Promise<void> {
  const { table } = collection.source;
  const there = await columnsOf(tx, table);
  for (const property of ownProperties(collection)) {
    const type = there.get(property.name);
    if (type !== undefined && type !== columnType(property)) {
      throw new StartFailure(
        `data/collections/${collection.id}.ts declares ${property.name} as ${columnType(property)}, but the database keeps it as ${type}: change the column by a migration first.`,
      );
    }
  }
  await makeOnce(tx, collection, tableStatements(collection));
}

/** Runs the statements that make a collection, where it was not made from the very same before. */
async function makeOnce(tx: Queryable, collection: TableCollection, statements: readonly Statement[]): Promise<void> {
  const madeOf = createHash('sha256')
    .update(statements.map(({ text }) => text).join(';'))
    .digest('hex');
  const known = await tx.maybeOne<{ madeOf: string }>(queries.madeOf, { collection: collection.id });
  if (known?.madeOf === madeOf) return;
  for (const statement of statements) await tx.none(statement);
  await tx.none(queries.noteMade, { collection: collection.id, madeOf });
  await tx.none(queries.addRevision, { resource: `collection:${collection.id}` });
}

async function columnsOf(tx: Queryable, table: string): Promise<Map<string, string>> {
  const rows = await tx.many<{ name: string; type: string }>(queries.tableColumns, { table });
  return new Map(rows.map(({ name, type }) => [name, type]));
}
