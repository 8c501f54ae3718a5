import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { exportCollection, ExportFormat } from '#contract/exports.ts';
import { Fault } from '#contract/faults.ts';
import { readCatalog, type Collection } from '#catalog/collections.ts';
import { readConfig } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';
import type { Db } from '#db/db.ts';
import { countExport, exportText, readExport, writeFile, type Export } from '#resources/exports/service.ts';
import { readStand } from '#facts/stand.ts';
import { runCommand, stopSignal } from './run-command.ts';
import { withPreparedDatabase } from './with-database.ts';

const usage = `Usage: npm run export -- --collection <id> --format ${ExportFormat.options.join('|')}
  [--crs EPSG:n] [--filter CQL2] [--bbox W,S,E,N] [--datetime YYYY-MM-DD] [--properties a,b] FILE`;
const wrong = (sentence: string) => new StartFailure(`${sentence}\n${usage}`);

await runCommand(async () => {
  const { collectionId, file, query } = readArguments();
  const catalog = await readCatalog();
  const collection = catalog.find(collectionId);
  if (collection === null) {
    throw wrong(
      `There is no collection "${collectionId}": there are ${catalog.collections.map(({ id }) => id).join(', ')}.`,
    );
  }
  const config = readConfig(process.env);
  const stop = stopSignal();
  warn(collection);
  await withPreparedDatabase(config, async (db) => {
    const { referenceDate, demo } = await readStand(db, config);
    try {
      const what = readExport(collection, query, { at: referenceDate, demo });
      const matched = await countExport(db, what, { most: Infinity, signal: stop });
      await writeTo(db, what, { file, signal: stop });
      console.log(
        `${file}: ${matched} of ${collection.id}, ${(await stat(file)).size} bytes${demo ? '; invented data is among it' : ''}`,
      );
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new StartFailure(error.message.replace(/^Parameter "([\w-]+)"/, '--$1'));
    }
  });
});

function warn({ id, access, properties }: Collection): void {
  if (access === 'public' && properties.every((property) => property.access === 'public')) return;
  console.error(
    `WARNING: ${id} holds personal data that is for officers only. Keep the file where only they can read it, and delete it after use.`,
  );
}

/** Makes the file beside its place and then moves it there: nothing half-written ever stands under its name. */
async function writeTo(db: Db, what: Export, { file, signal }: { file: string; signal: AbortSignal }): Promise<void> {
  const folder = await mkdtemp(path.join(path.dirname(path.resolve(file)), '.ntm-export-')).catch((error: Error) => {
    throw new StartFailure(`${file} cannot be written (${error.message}).`);
  });
  try {
    await rename(await make(db, what, { folder, signal }), file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function make(db: Db, what: Export, to: { folder: string; signal: AbortSignal }): Promise<string> {
  const { format } = what;
  if (format !== 'geojson' && format !== 'csv') return writeFile(db, what, to);
  const made = path.join(to.folder, 'made');
  await pipeline(await exportText(db, { ...what, format }, to.signal), createWriteStream(made));
  return made;
}

function readArguments() {
  const { values, positionals } = parse();
  const { collection, ...others } = values;
  if (collection === undefined) throw wrong('Say which collection: --collection.');
  const [file, second] = positionals;
  if (file === undefined || second !== undefined) throw wrong('Give one file to write.');
  const query = exportCollection.query.safeParse(others);
  if (query.success) return { collectionId: collection, file, query: query.data };
  const [issue] = query.error.issues;
  throw wrong(`--${String(issue?.path[0])}: ${issue?.message ?? 'not valid'}.`);
}

function parse() {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        collection: option,
        format: option,
        crs: option,
        filter: option,
        'filter-lang': option,
        'filter-crs': option,
        bbox: option,
        'bbox-crs': option,
        datetime: option,
        properties: option,
      },
    });
  } catch (error) {
    throw wrong((error as Error).message);
  }
}
