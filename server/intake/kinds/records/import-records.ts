import { records } from '#facts/records.ts';
import { stat } from 'node:fs/promises';
import type { ImportReport, RecordKind } from '#contract/imports.ts';
import { declaredProgramme, declaredSets } from '#catalog/declared.ts';
import type { Db, Queryable } from '#db/db.ts';
import { inMegabytes, overLimit, sheetLimits } from '#formats/limits.ts';
import { readTables, type Tables } from '#formats/tables.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { closingOf } from '../../closing.ts';
import { closeBatch, setProgress } from '../../batch.ts';
import { Findings } from '../../findings.ts';
import type { RefusedBook } from '../../refused/book.ts';
import { refusedOfSheets } from '../../refused/of-sheets.ts';
import { runImport, type ImportHooks, type Importing, type ImportResult } from '../../run.ts';
import { readStand, todayInVietnam } from '#facts/stand.ts';
import { assessments } from './assessments.ts';
import { disbursements } from './disbursements.ts';
import { recognitions } from './recognitions.ts';
import { targetFigures } from './target-figures.ts';
import { thresholds } from './thresholds.ts';
import type { Entry, RecordSource } from './record-kind.ts';
import type { RecordRequest } from './request.ts';

const sources: Record<RecordKind, RecordSource> = {
  assessments,
  recognitions,
  thresholds,
  'target-figures': targetFigures,
  disbursements,
};

/** Rows a statement: the embedded database takes a message of some megabytes at most in good time. */
const batchSize = 2_000;

/**
 * Imports a table of figures: read, check, and unless something is refused write in one transaction. What stands there
 * already is not written again. A file that is refused is an answer, not an error. Throws Fault where an
 * import of the same kind is running.
 */
export function importRecords(db: Db, request: RecordRequest, hooks: ImportHooks = {}): Promise<ImportResult> {
  const { id, records, dryRun, by, file } = request;
  const occasion = { id, collection: records, dryRun, by, fileName: file.name, paths: [file.path] };
  return runImport(db, occasion, (own) => new ImportingRecords(db, request, own), hooks);
}

class ImportingRecords implements Importing {
  readonly #findings = new Findings();
  readonly #startedAt = new Date().toISOString();
  readonly #source: RecordSource;
  #tables: Tables | null = null;
  #demoLoaded = false;
  #counts: ImportReport['counts'] = {
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    parentsAdded: 0,
    left: 0,
    removed: 0,
  };
  /** Whether the record of the batch was closed together with what was written. */
  closed = false;

  constructor(
    private readonly db: Db,
    private readonly request: RecordRequest,
    private readonly hooks: ImportHooks,
  ) {
    this.#source = sources[request.records];
  }

  async run(): Promise<ImportResult> {
    // The import has a day of its own to be judged by, whatever day the portal shows.
    const { demo, referenceDate } = await readStand(this.db, { referenceDate: null });
    this.#demoLoaded = demo;
    try {
      this.#tables = await this.#read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#findings.issue(error.code, {}, error.reason, error.todo);
      return { report: this.report('refused'), unreadable: error };
    }
    this.#findings.noteAll(this.#tables.notes, {});
    this.#progress('check', 0, null);
    const [sets, programme] = await Promise.all([declaredSets(), declaredProgramme()]);
    const found = await this.#source.read(
      this.#tables.sheets,
      { db: this.db, sets, programme, today: todayInVietnam(new Date()), referenceDate },
      this.#findings,
    );
    const entries = found.filter(({ where }) => !this.#findings.isRefused(where.row ?? 0, where.sheet));
    const refused = this.#findings.refusedRows;
    this.#count({ rows: entries.length + refused, refused });
    return { report: await this.#finish(entries), unreadable: null };
  }

  /** The report as it stands. */
  report(outcome: ImportReport['outcome']): ImportReport {
    const { request } = this;
    const report = {
      id: request.id,
      collection: request.records,
      file: request.file.name,
      dryRun: request.dryRun,
      outcome,
      counts: this.#counts,
      format: this.#tables?.format ?? null,
      layer: null,
      crs: { found: null, used: null, guess: null },
      encoding: this.#tables?.encoding ?? { used: null, how: null },
      fields: {},
      likely: {},
      issues: this.#findings.issues,
      notes: this.#findings.notes,
      cleaned: [],
      startedAt: this.#startedAt,
      finishedAt: new Date().toISOString(),
      demoLoaded: this.#demoLoaded,
    };
    return { ...report, closing: closingOf(report) };
  }

  /** What was refused, with the headings that it stood under. */
  refused(): Promise<RefusedBook | null> {
    const total = this.#findings.refusedRows;
    const sheets = refusedOfSheets(this.#tables?.sheets ?? [], this.#source.headings, this.#findings);
    const book = { file: this.request.file.name, sheets, total, places: 'own' } as const;
    return Promise.resolve(sheets.length === 0 ? null : book);
  }

  async #read(): Promise<Tables> {
    const { file, encoding, limits } = this.request;
    this.#progress('read', 0, null);
    const { size } = await stat(file.path);
    if (size > limits.fileBytes) {
      throw overLimit(
        'fileSize',
        {
          vi: `Tệp có ${inMegabytes(size)}; nhiều nhất là ${inMegabytes(limits.fileBytes)}.`,
          en: `The file has ${inMegabytes(size)}; at most ${inMegabytes(limits.fileBytes)} are taken.`,
        },
        { vi: 'Chia số liệu thành nhiều tệp.', en: 'Divide the figures into several files.' },
      );
    }
    return readTables({ file, encoding, headings: this.#source.headings, limits, sheetLimits }, this.hooks.signal);
  }

  async #finish(entries: readonly Entry[]): Promise<ImportReport> {
    const { db, request, hooks } = this;
    const findings = this.#findings;
    if (findings.fileRefused || entries.length === 0 || (findings.issues.length > 0 && !request.skipRefused)) {
      if (findings.issues.length === 0) noEntries(findings);
      return this.report('refused');
    }
    hooks.signal?.throwIfAborted();
    if (request.dryRun) {
      this.#count(await this.#compare(db, entries));
      return this.report(this.#changes ? 'wouldImport' : 'unchanged');
    }
    const report = await db.transaction(async (tx) => {
      const { fresh, ...counts } = await this.#compare(tx, entries);
      this.#count(counts);
      for (let start = 0; start < fresh.length; start += batchSize) {
        hooks.signal?.throwIfAborted();
        this.#progress('switch', start, fresh.length);
        const rows = JSON.stringify(fresh.slice(start, start + batchSize).map(({ values }) => values));
        await tx.none(this.#source.insert, { rows, by: request.by, importId: request.id });
      }
      if (fresh.length === 0) return this.report('unchanged');
      await tx.none(records.moveRevisions, { resources: this.#source.revisions });
      const done = this.report('imported');
      await closeBatch(tx, done);
      return done;
    });
    this.closed = report.outcome === 'imported';
    return report;
  }

  async #compare(db: Queryable, entries: readonly Entry[]) {
    const counts = { added: 0, changed: 0, unchanged: 0 };
    const fresh: Entry[] = [];
    for (let start = 0; start < entries.length; start += batchSize) {
      const part = entries.slice(start, start + batchSize);
      const rows = JSON.stringify(part.map(({ values }, n) => ({ n, ...values })));
      const states = await db.many<{ n: number; state: keyof typeof counts }>(this.#source.compare, { rows });
      for (const { n, state } of states) {
        counts[state] += 1;
        const entry = part[n];
        if (entry && state !== 'unchanged') fresh.push(entry);
      }
    }
    return { ...counts, fresh };
  }

  get #changes(): boolean {
    return this.#counts.added + this.#counts.changed > 0;
  }

  #count(counts: Partial<ImportReport['counts']>) {
    this.#counts = { ...this.#counts, ...counts };
  }

  #progress(step: string, done: number, total: number | null) {
    setProgress(this.request.id, step, done, total);
    this.hooks.onProgress?.(step, done, total);
  }
}

function noEntries(findings: Findings): void {
  findings.issue(
    'noEntries',
    {},
    { vi: 'Bảng không có số liệu nào.', en: 'The table holds no figure.' },
    { vi: 'Nhập số liệu vào các ô dưới dòng tiêu đề.', en: 'Fill in the cells below the headings.' },
  );
}
