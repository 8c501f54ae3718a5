import { createHash } from 'node:crypto';
import { isTable, type Catalog, type TableCollection } from '#catalog/collections.ts';
import {
  anyRowStatement,
  columnType,
  dropKeyStatement,
  ownProperties,
  partStatements,
  recountStatements,
  tableStatements,
} from '#catalog/table-sql.ts';
import type { Queryable, Session } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import type { Statement } from '#db/queries.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./sync.sql', import.meta.url), [
  'tableColumns',
  'madeOf',
  'noteMade',
  'addRevision',
]);

/**
 * Makes the tables of all collections that have one, and what is new in those that are there; changes nothing where all
 * is there. Two at once would make a table twice: run it alone (`Db.alone`). Counts in cells are made anew where they are kept apart by
 * another property. Throws StartFailure where a column has another type than its declaration says, or features are told
 * apart by another key: that takes a migration by hand.
 */
export async function syncCollections(db: Pick<Session, 'transaction'>, catalog: Catalog): Promise<void> {
  const own = catalog.collections.filter(isTable).filter(({ storage }) => storage.kind === 'table');
  await db.transaction(async (tx) => {
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
  const known = await knownOf(tx, collection);
  const { key, cellsBy } = collection.source;
  if (known?.featureKey && known.featureKey.join() !== key.join()) {
    const { found } = await tx.one<{ found: boolean }>(anyRowStatement(collection));
    if (found) {
      throw new StartFailure(
        `data/collections/${collection.id}.ts declares the key ${key.join(', ')}, but the features that are there are told apart by ${known.featureKey.join(', ')}: give them new ids by a migration first, or take them out.`,
      );
    }
    await tx.none(dropKeyStatement(collection));
  }
  await makeOnce(tx, collection, tableStatements(collection));
  if (known?.featureKey && known.cellsBy !== cellsBy)
    for (const statement of recountStatements(collection)) await tx.none(statement);
}

interface Known {
  readonly madeOf: string;
  /** Null where the table was made before this was noted. */
  readonly featureKey: readonly string[] | null;
  readonly cellsBy: string | null;
}

function knownOf(tx: Queryable, { id }: TableCollection): Promise<Known | null> {
  return tx.maybeOne<Known>(queries.madeOf, { collection: id });
}

/** Runs the statements that make a collection, where it was not made from the very same before. */
async function makeOnce(tx: Queryable, collection: TableCollection, statements: readonly Statement[]): Promise<void> {
  const madeOf = createHash('sha256')
    .update(statements.map(({ text }) => text).join(';'))
    .digest('hex');
  const { key, cellsBy } = collection.source;
  const known = await knownOf(tx, collection);
  const same = known?.featureKey?.join() === key.join() && known.cellsBy === cellsBy;
  if (known?.madeOf === madeOf && same) return;
  for (const statement of statements) await tx.none(statement);
  await tx.none(queries.noteMade, { collection: collection.id, madeOf, featureKey: key, cellsBy });
  await tx.none(queries.addRevision, { resource: `collection:${collection.id}` });
}

async function columnsOf(tx: Queryable, table: string): Promise<Map<string, string>> {
  const rows = await tx.many<{ name: string; type: string }>(queries.tableColumns, { table });
  return new Map(rows.map(({ name, type }) => [name, type]));
}
