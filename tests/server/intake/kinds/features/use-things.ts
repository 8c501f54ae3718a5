import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { TableCollection } from '#catalog/collections.ts';
import type { ImportReport } from '#contract/imports.ts';
import type { Db } from '#db/db.ts';
import { writeBoundaries } from '#intake/kinds/boundaries/write.ts';
import type { FeatureRequest } from '#intake/kinds/features/request.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase } from '#tests/support/database.ts';
import { commune, district, square } from '../boundaries/support.ts';
import { collectionOf, importThings, readTestCatalog } from './support.ts';

const kinds = ['points', 'lines', 'polygons'] as const;
type Kind = (typeof kinds)[number];

/** A database of the things that tests import, for the tests of one file. Nothing of it is there before they begin. */
export interface Things {
  readonly db: Db;
  /** A folder of their own. */
  readonly folder: string;
  collection(kind?: Kind): TableCollection;
  /** Imports a file of this text. */
  importText(
    name: string,
    text: string | Uint8Array,
    changes?: Partial<FeatureRequest>,
    kind?: Kind,
  ): Promise<ImportReport>;
}

/** Gives the tests of a file a database of things, empty before each; with two communes side by side where they want `units`. */
export function useThings({ units = false } = {}): Things {
  let made: { things: Things; end: () => Promise<void> } | undefined;
  const things = (): Things => {
    if (made === undefined) throw new Error('there is no database before the tests begin');
    return made.things;
  };
  beforeAll(async () => {
    made = await makeThings(units);
  });
  afterAll(() => made?.end());
  beforeEach(async () => {
    for (const kind of kinds) await things().db.pool.query(`delete from collection_test_${kind}`);
  });
  return {
    get db() {
      return things().db;
    },
    get folder() {
      return things().folder;
    },
    collection: (kind) => things().collection(kind),
    importText: (...given) => things().importText(...given),
  };
}

async function makeThings(units: boolean) {
  const [database, catalog, folder] = await Promise.all([
    makeTestDatabase(),
    readTestCatalog(),
    mkdtemp(path.join(tmpdir(), 'ntm-things-')),
  ]);
  const { db } = database;
  await syncCollections(db, catalog);
  if (units) {
    const both = [commune('10001', square(109, 13, 0.1)), commune('10002', square(109.1, 13, 0.1)), district];
    await writeBoundaries(db, both, { origin: 'import', lineage: 'test', importId: null, validFrom: null });
  }
  const collection: Things['collection'] = (kind = 'points') => collectionOf(catalog, `test-${kind}`);
  const importText: Things['importText'] = async (name, text, changes = {}, kind = 'points') => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return importThings(db, changes.collection ?? collection(kind), [file], changes);
  };
  const end = async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { things: { db, folder, collection, importText }, end };
}
