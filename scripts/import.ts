import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BoundaryCollection, recordKinds } from '#contract/imports.ts';
import { readCatalog } from '#catalog/collections.ts';
import { readConfig } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { findCrs } from '#rules/crs/systems.ts';
import { commandLimits, featureCommandLimits, workbookCommandLimits } from '#formats/limits.ts';
import { Fault } from '#contract/faults.ts';
import type { FeatureRequest } from '#intake/kinds/features/request.ts';
import { importFeatures } from '#intake/kinds/features/import-features.ts';
import { findImportable, importableIds, wholeOfType } from '#intake/importable.ts';
import type { ImportRequest } from '#intake/request.ts';
import { parsePair } from '#rules/text/column-pairs.ts';
import type { ImportHooks } from '#intake/import-run.ts';
import type { ImportResult } from '#intake/run.ts';
import { undoBoundaries } from '#intake/kinds/boundaries/undo.ts';
import { importBoundaries } from '#intake/kinds/boundaries/import-boundaries.ts';
import { writeRefused, type RefusedBook } from '#intake/refused/book.ts';
import type { RecordRequest } from '#intake/kinds/records/request.ts';
import { importRecords } from '#intake/kinds/records/import-records.ts';
import { printReport, progressLine, writeReport } from './import-report.ts';
import { runCommand, stopSignal } from './run-command.ts';
import { writeQuestions } from './succession-report.ts';
import { withPreparedDatabase } from './with-database.ts';

const usage = `Usage: npm run import -- --collection provinces|districts|communes|schools|roads|... FILE...
       npm run import -- --undo IMPORT_ID [--by NAME] (boundaries, while nothing is recorded of their new units)
       npm run import -- --assessments|--recognitions|--groups|--thresholds|--target-figures|--disbursements FILE.xlsx|FILE.csv
  [--layer NAME] [--crs EPSG:n] [--encoding NAME] [--map FIELD=property]... [--valid-from YYYY-MM-DD]
  [--clean (boundaries)] [--replace (boundaries: with --valid-from)] [--skip-refused] [--dry-run]
  [--succession FILE.csv] [--decisions FILE.csv] [--decision TEXT] (what became of units on --valid-from: docs/importing.md)
  [--report FILE.json|FILE.csv]
  [--refused FILE.xlsx (rows that were refused, to be mended and given again)] [--by NAME] [--lang vi|en]`;

const refusedExitCode = 2;
/** Options of boundaries that hold from a day on. */
const successionOptions = ['succession', 'decisions', 'decision'] as const;

await runCommand(async () => {
  const { undo, by = defaultBy() } = parse().values;
  if (undo !== undefined) return takeBack(undo, by);
  const { order, report: reportFile, refused, questions, lang } = await readArguments();
  const config = readConfig(process.env);
  const stop = stopSignal();
  await withPreparedDatabase(config, async (db) => {
    const progress = progressLine(process.stderr, lang);
    const keepRefused = refused === null ? {} : { keepRefused: (book: RefusedBook) => writeRefused(refused, book) };
    const hooks = { onProgress: progress.show, signal: stop, ...keepRefused };
    const { report } = await begin(db, order, hooks)
      .catch((error: Error) => {
        if (error instanceof Fault) throw new StartFailure(error.message);
        throw error;
      })
      .finally(() => progress.end());
    printReport(report, lang, (line) => console.log(line));
    if (questions !== null && report.succession !== null) await writeQuestions(report.succession, questions);
    if (reportFile !== null) await writeReport(report, reportFile, lang);
    if (!['imported', 'unchanged', 'wouldImport'].includes(report.outcome)) process.exitCode = refusedExitCode;
  });
});

/** Takes an import of boundaries back. */
async function takeBack(id: string, by: string): Promise<void> {
  if (!z.uuid().safeParse(id).success) throw new StartFailure(`--undo wants the id of an import: its report says it.`);
  await withPreparedDatabase(readConfig(process.env), async (db) => {
    await undoBoundaries(db, { id, by }).catch((error: Error) => {
      throw error instanceof Fault ? new StartFailure(error.message) : error;
    });
  });
  console.log(`The import ${id} was taken back: units are again what they were before it.`);
}

function defaultBy(): string {
  return `${userInfo().username} (npm run import)`;
}

function begin(db: Db, order: Order['order'], hooks: ImportHooks): Promise<ImportResult> {
  if ('records' in order) return importRecords(db, order, hooks);
  if ('clean' in order) return importBoundaries(db, order, hooks);
  return importFeatures(db, order, hooks);
}

interface Order {
  readonly order: ImportRequest | RecordRequest | FeatureRequest;
  readonly report: string | null;
  /** The workbook to write refused rows to. */
  readonly refused: string | null;
  readonly lang: 'vi' | 'en';
  /** The file to write what is left to be decided to. */
  readonly questions: string | null;
}

async function readArguments(): Promise<Order> {
  const { values, positionals } = parse();
  const wrong = (sentence: string) => new StartFailure(`${sentence}\n${usage}`);
  const kinds = recordKinds.filter((kind) => values[kind]);
  const [records] = kinds;
  if (kinds.length + (values.collection === undefined ? 0 : 1) !== 1)
    throw wrong(`Say what the file holds, one of: --collection, --${recordKinds.join(', --')}.`);
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
  if (values.refused !== undefined && !/\.xlsx$/i.test(values.refused))
    throw wrong('--refused wants a file that ends in .xlsx.');
  const { lang } = values;
  if (lang !== 'vi' && lang !== 'en') throw wrong('--lang is vi or en.');
  const common = {
    id: randomUUID(),
    encoding: values.encoding ?? null,
    skipRefused: values['skip-refused'],
    dryRun: values['dry-run'],
    by: values.by ?? defaultBy(),
  };
  const [report, refused] = [values.report ?? null, values.refused ?? null];
  const files = positionals.map((file) => ({ name: path.basename(file), path: path.resolve(file) }));
  if (records !== undefined) {
    const [file, second] = files;
    if (file === undefined || second !== undefined) throw wrong(`--${records} takes one file.`);
    for (const option of ['layer', 'crs', 'map', 'valid-from', ...successionOptions] as const)
      if (values[option] !== undefined) throw wrong(`--${option} is for collections.`);
    if (values.clean || values.replace) throw wrong('--clean and --replace are for collections.');
    return {
      report,
      refused,
      lang,
      questions: null,
      order: { ...common, records, file, limits: workbookCommandLimits },
    };
  }
  const inFile = {
    ...common,
    files,
    layer: values.layer ?? null,
    crs,
    map: (values.map ?? []).map((pair) => {
      const mapping = parsePair(pair);
      if (mapping === null) throw wrong(`--map ${pair}: write FIELD=property.`);
      return mapping;
    }),
    validFrom: values['valid-from'] ?? null,
  };
  const boundaries = BoundaryCollection.safeParse(values.collection);
  if (boundaries.success) {
    const order: ImportRequest = {
      ...inFile,
      collection: boundaries.data,
      clean: values.clean,
      replace: values.replace,
      ...(await readSuccession(values, wrong)),
      limits: commandLimits,
    };
    const questions = order.dryRun && order.decisions.length === 0 ? (values.decisions ?? null) : null;
    return { report, refused, lang, questions, order };
  }
  for (const option of successionOptions)
    if (values[option] !== undefined) throw wrong(`--${option} is for boundaries.`);
  const catalog = await readCatalog();
  const given = values.collection ?? '';
  const whole = wholeOfType(catalog, given);
  if (whole !== null) throw wrong(new Fault('importOneType', { collection: given, whole }).message);
  const collection = findImportable(catalog, given);
  if (collection === null) throw wrong(`--collection ${given}: there are ${importableIds(catalog).join(', ')}.`);
  if (values.clean) throw wrong('--clean is for boundaries.');
  const { referenceDate } = readConfig(process.env);
  const order = { ...inFile, collection, replace: values.replace, referenceDate, limits: featureCommandLimits };
  return { report, refused, lang, questions: null, order };
}

/** What is given to say what became of units. A file of decisions that is not there yet is one to be written by a dry run. */
async function readSuccession(
  values: ReturnType<typeof parse>['values'],
  wrong: (sentence: string) => StartFailure,
): Promise<Pick<ImportRequest, 'succession' | 'decisions' | 'decision'>> {
  const dated = values['valid-from'] !== undefined;
  for (const option of ['replace', ...successionOptions] as const)
    if (values[option] && !dated) throw wrong(`--${option} of boundaries wants --valid-from: the day of the change.`);
  const fileOf = (file: string) => ({ name: path.basename(file), path: path.resolve(file) });
  const isThere = (file: string) =>
    access(file).then(
      () => true,
      () => false,
    );
  const { succession, decisions, decision = null } = values;
  if (succession !== undefined && !(await isThere(succession))) throw wrong(`There is no file ${succession}.`);
  const written = decisions !== undefined && (await isThere(decisions));
  if (decisions !== undefined && !written && !values['dry-run'])
    throw wrong(`There is no file ${decisions}: let --dry-run write it, fill it in and import again.`);
  return {
    succession: succession === undefined ? null : fileOf(succession),
    decisions: written ? [fileOf(decisions)] : [],
    decision,
  };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        collection: { type: 'string' },
        assessments: { type: 'boolean', default: false },
        recognitions: { type: 'boolean', default: false },
        groups: { type: 'boolean', default: false },
        thresholds: { type: 'boolean', default: false },
        'target-figures': { type: 'boolean', default: false },
        disbursements: { type: 'boolean', default: false },
        layer: { type: 'string' },
        crs: { type: 'string' },
        encoding: { type: 'string' },
        map: { type: 'string', multiple: true },
        'valid-from': { type: 'string' },
        clean: { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        'skip-refused': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        report: { type: 'string' },
        refused: { type: 'string' },
        by: { type: 'string' },
        undo: { type: 'string' },
        succession: { type: 'string' },
        decisions: { type: 'string' },
        decision: { type: 'string' },
        lang: { type: 'string', default: 'vi' },
      },
    });
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${usage}`);
  }
}
