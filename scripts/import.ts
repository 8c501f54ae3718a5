import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BoundaryCollection } from '#contract/imports.ts';
import { readConfig } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';
import { findCrs } from '#rules/boundaries/crs.ts';
import { commandLimits } from '#formats/limits.ts';
import { ImportConflict } from '#resources/imports/batches.ts';
import { parseMapping, type ImportRequest } from '#resources/imports/request.ts';
import { importBoundaries } from '#resources/imports/service.ts';
import { printReport, progressLine, writeReport } from './import-report.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const usage = `Usage: npm run import -- --collection provinces|districts|communes FILE...
  [--layer NAME] [--crs EPSG:n] [--encoding NAME] [--map FIELD=property]... [--valid-from YYYY-MM-DD]
  [--clean] [--skip-refused] [--dry-run] [--report FILE.json|FILE.csv] [--by NAME] [--lang vi|en]`;

const refusedExitCode = 2;

await runCommand(async () => {
  const { request, report: reportFile, lang } = await readArguments();
  const config = readConfig(process.env);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped')));
  process.once('SIGTERM', () => stop.abort(new Error('stopped')));
  await withDatabase(config, async (db) => {
    const progress = progressLine(process.stderr, lang);
    const { report } = await importBoundaries(db, request, { onProgress: progress.show, signal: stop.signal })
      .catch((error: Error) => {
        if (error instanceof ImportConflict) throw new StartFailure(error.message);
        throw error;
      })
      .finally(() => progress.end());
    printReport(report, lang, (line) => console.log(line));
    if (reportFile !== null) await writeReport(report, reportFile, lang);
    if (!['imported', 'unchanged', 'wouldImport'].includes(report.outcome)) process.exitCode = refusedExitCode;
  });
});

async function readArguments(): Promise<{ request: ImportRequest; report: string | null; lang: 'vi' | 'en' }> {
  const { values, positionals } = parse();
  const wrong = (sentence: string) => new StartFailure(`${sentence}\n${usage}`);
  const collection = BoundaryCollection.safeParse(values.collection);
  if (!collection.success)
    throw wrong('Say which boundaries these are: --collection provinces, districts or communes.');
  if (positionals.length === 0) throw wrong('Give the file to import.');
  for (const file of positionals) {
    await access(file).catch(() => {
      throw wrong(`There is no file ${file}.`);
    });
  }
  const crs = values.crs === undefined ? null : Number(/^EPSG:(\d{4,6})$/i.exec(values.crs)?.[1] ?? Number.NaN);
  if (crs !== null && findCrs(crs) === null)
    throw wrong(`--crs ${values.crs ?? ''} is none of the systems taken: write EPSG:n, for instance EPSG:9218.`);
  if (values['valid-from'] !== undefined && !z.iso.date().safeParse(values['valid-from']).success) {
    throw wrong('--valid-from wants a date such as 2020-11-01.');
  }
  if (values.report !== undefined && !/\.(json|csv)$/i.test(values.report))
    throw wrong('--report wants a file that ends in .json or .csv.');
  if (values.lang !== 'vi' && values.lang !== 'en') throw wrong('--lang is vi or en.');
  return {
    report: values.report ?? null,
    lang: values.lang,
    request: {
      id: randomUUID(),
      collection: collection.data,
      files: positionals.map((file) => ({ name: path.basename(file), path: path.resolve(file) })),
      layer: values.layer ?? null,
      crs,
      encoding: values.encoding ?? null,
      map: (values.map ?? []).map((pair) => {
        const mapping = parseMapping(pair);
        if (mapping === null) throw wrong(`--map ${pair}: write FIELD=property.`);
        return mapping;
      }),
      validFrom: values['valid-from'] ?? null,
      clean: values.clean,
      skipRefused: values['skip-refused'],
      dryRun: values['dry-run'],
      by: values.by ?? `${userInfo().username} (npm run import)`,
      limits: commandLimits,
    },
  };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        collection: { type: 'string' },
        layer: { type: 'string' },
        crs: { type: 'string' },
        encoding: { type: 'string' },
        map: { type: 'string', multiple: true },
        'valid-from': { type: 'string' },
        clean: { type: 'boolean', default: false },
        'skip-refused': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        report: { type: 'string' },
        by: { type: 'string' },
        lang: { type: 'string', default: 'vi' },
      },
    });
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${usage}`);
  }
}
