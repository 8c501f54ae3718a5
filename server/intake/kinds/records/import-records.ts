import type { RecordKind } from '#contract/imports.ts';
import { declaredProgrammes, declaredSets } from '#catalog/declared.ts';
import { declaredSchemes } from '#catalog/schemes.ts';
import type { Db, Queryable } from '#db/db.ts';
import { sheetLimits } from '#formats/limits.ts';
import { readTables, type TableSheet } from '#formats/tables.ts';
import { records } from '#facts/records.ts';
import { readStand, todayInVietnam } from '#facts/stand.ts';
import { reportedParts } from '#rules/programme/reported-parts.ts';
import type { Findings } from '../../findings.ts';
import type { ImportHooks, ImportRun, Outcome } from '../../import-run.ts';
import type { RefusedBook } from '../../refused/book.ts';
import { refusedOfSheets } from '../../refused/of-sheets.ts';
import { runImport, type ImportResult } from '../../run.ts';
import { noteSource } from '../../source-notes.ts';
import { assessments } from './assessments.ts';
import { disbursements } from './disbursements.ts';
import { groups } from './groups.ts';
import { recognitions } from './recognitions.ts';
import { targetFigures } from './target-figures.ts';
import { thresholds } from './thresholds.ts';
import type { Entry, RecordSource } from './record-kind.ts';
import type { RecordRequest } from './request.ts';

const sources: Record<RecordKind, RecordSource> = {
  assessments,
  recognitions,
  groups,
  thresholds,
  'target-figures': targetFigures,
  disbursements,
};

/** Rows a statement: the embedded database takes a message of some megabytes at most in good time. */
const batchSize = 2_000;

/**
 * Imports a table of figures: read, check, and unless something is refused write in one transaction. What stands there
 * already is not written again. Throws as `runImport`.
 */
export function importRecords(db: Db, request: RecordRequest, hooks: ImportHooks = {}): Promise<ImportResult> {
  const order = { ...request, collection: request.records, files: [request.file] };
  return runImport(db, order, (run) => new RecordImport(db, request, run).run(), hooks);
}

class RecordImport {
  readonly #source: RecordSource;

  constructor(
    private readonly db: Db,
    private readonly request: RecordRequest,
    private readonly importing: ImportRun,
  ) {
    this.#source = sources[request.records];
  }

  async run(): Promise<Outcome> {
    const { db, importing } = this;
    const { findings } = importing;
    const { file, encoding, limits } = this.request;
    // The import has a day of its own to be judged by, whatever day the portal shows.
    const { referenceDate } = await readStand(db, { referenceDate: null });
    const { headings } = this.#source;
    const tables = await readTables({ file, encoding, headings, limits, sheetLimits }, importing.signal);
    importing.opened({ ...tables, layer: null });
    noteSource(tables, tables.notes, findings);
    importing.refusedBy(() => Promise.resolve(this.#refused(tables.sheets)));
    importing.progress('check', 0, null);
    const [sets, programmes] = await Promise.all([declaredSets(), declaredProgrammes()]);
    const today = todayInVietnam(new Date());
    const context = { db, sets, ...reportedParts(programmes), schemes: declaredSchemes, today, referenceDate };
    const found = await this.#source.read(tables.sheets, context, findings);
    const entries = found.filter(({ where }) => !findings.isRefused(where.row ?? 0, where.sheet));
    const refused = findings.refusedRows;
    importing.count({ rows: entries.length + refused, refused });
    return this.#finish(entries);
  }

  /** What was refused, with the headings that it stood under. */
  #refused(read: readonly TableSheet[]): RefusedBook | null {
    const { findings, fileName } = this.importing;
    const sheets = refusedOfSheets(read, (sheet) => this.#source.headOf(sheet), findings);
    return sheets.length === 0 ? null : { file: fileName, sheets, total: findings.refusedRows, places: 'own' };
  }

  async #finish(entries: readonly Entry[]): Promise<Outcome> {
    const { db, request, importing } = this;
    if (importing.isRefused || entries.length === 0) {
      if (!importing.findings.hasIssues) noEntries(importing.findings);
      return 'refused';
    }
    importing.signal?.throwIfAborted();
    if (request.dryRun) {
      const { fresh, ...counts } = await this.#compare(db, entries);
      importing.count(counts);
      return fresh.length > 0 ? 'wouldImport' : 'unchanged';
    }
    const outcome = await db.transaction(async (tx) => {
      // Nobody changes or takes back units between their being found and what is recorded of them.
      await tx.one(records.holdUnits);
      const { fresh, ...counts } = await this.#compare(tx, entries);
      importing.count(counts);
      for (let start = 0; start < fresh.length; start += batchSize) {
        importing.signal?.throwIfAborted();
        importing.progress('switch', start, fresh.length);
        const rows = JSON.stringify(fresh.slice(start, start + batchSize).map(({ values }) => values));
        await tx.none(this.#source.insert, { rows, by: request.by, importId: request.id });
      }
      if (fresh.length === 0) return 'unchanged';
      await tx.none(records.moveRevisions, { resources: this.#source.revisions });
      await importing.closeWith(tx, 'imported');
      return 'imported';
    });
    if (outcome === 'imported') importing.committed();
    return outcome;
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
}

function noEntries(findings: Findings): void {
  findings.issue(
    'noEntries',
    {},
    { vi: 'Bảng không có số liệu nào.', en: 'The table holds no figure.' },
    { vi: 'Nhập số liệu vào các ô dưới dòng tiêu đề.', en: 'Fill in the cells below the headings.' },
  );
}
