import { stat } from 'node:fs/promises';
import type { ImportReport } from '#contract/imports.ts';
import { importStatements, type ImportStatements } from '#catalog/import-sql.ts';
import type { Db, Session } from '#db/db.ts';
import { peek, type Chunks } from '#formats/chunks.ts';
import type { SourceFeature, SourceNote } from '#formats/driver.ts';
import { knownHeadings } from '#rules/features/fields.ts';
import { inMegabytes, overLimit } from '#formats/limits.ts';
import { openInThread } from '#formats/read.ts';
import type { SourceHead } from '#formats/source.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { readStand } from '#facts/stand.ts';
import { closingOf } from '../../closing.ts';
import { closeBatch, setProgress } from '../../batch.ts';
import { Findings } from '../../findings.ts';
import { runImport, type ImportHooks, type Importing, type ImportResult } from '../../run.ts';
import { checkStaged } from './checks.ts';
import { columnStyles, tellLeftColumns } from './columns.ts';
import { fieldsOf, importable, mapFields } from './mapping.ts';
import { rounded, settlePlaces } from './places.ts';
import type { FeatureRequest } from './request.ts';
import { FeatureReader } from './rows.ts';
import { beginStaging, OneInFlight } from './stage.ts';
import { judgeStaged, runAll, writeStaged, type Verdict } from './write.ts';

/** Issues of one kind that are told; the others are counted. */
const mostIssues = 1_000;

/**
 * Imports features into a collection that a declaration describes: they are read, checked and staged a chunk at a time,
 * held against each other and the communes, and unless something is refused put into place in one transaction. Throws
 * as `runImport`.
 */
export function importFeatures(db: Db, request: FeatureRequest, hooks: ImportHooks = {}): Promise<ImportResult> {
  const { id, collection, dryRun, by, files } = request;
  const occasion = {
    id,
    collection: collection.id,
    dryRun,
    by,
    fileName: nameOf(request),
    paths: files.map(({ path }) => path),
  };
  return runImport(db, occasion, (own) => new ImportingFeatures(db, request, own), hooks);
}

/** A layer that is open, with the first of its features. */
interface Opened {
  readonly head: SourceHead;
  readonly first: readonly SourceFeature[];
  readonly features: Chunks<SourceFeature>;
  notes(): readonly SourceNote[];
  /** Ends the reader. */
  close(): Promise<void>;
}

class ImportingFeatures implements Importing {
  readonly #findings = new Findings(mostIssues);
  readonly #startedAt = new Date().toISOString();
  #head: SourceHead | null = null;
  #demoLoaded = false;
  #day = '';
  #parts: Pick<ImportReport, 'crs' | 'fields' | 'likely' | 'counts'> = {
    crs: { found: null, used: null, guess: null },
    fields: {},
    likely: {},
    counts: { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, parentsAdded: 0, left: 0, removed: 0 },
  };
  /** Whether the record of the batch was closed together with the switch. */
  closed = false;

  constructor(
    private readonly db: Db,
    private readonly request: FeatureRequest,
    private readonly hooks: ImportHooks,
  ) {}

  async run(): Promise<ImportResult> {
    const { demo, referenceDate } = await readStand(this.db, this.request);
    this.#demoLoaded = demo;
    this.#day = this.request.validFrom ?? referenceDate;
    try {
      const opened = await this.#open();
      try {
        const report = await this.db.session((session) => this.#import(session, opened), this.hooks.signal);
        return { report, unreadable: null };
      } finally {
        await opened.close();
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#findings.issue(error.code, {}, error.reason, error.todo);
      return { report: this.report('refused'), unreadable: error };
    }
  }

  /** The report as it stands. */
  report(outcome: ImportReport['outcome']): ImportReport {
    const { request } = this;
    const report = {
      id: request.id,
      collection: request.collection.id,
      file: nameOf(request),
      dryRun: request.dryRun,
      outcome,
      ...this.#parts,
      cleaned: [],
      format: this.#head?.format ?? null,
      layer: this.#head?.layer ?? null,
      encoding: this.#head?.encoding ?? { used: null, how: null },
      issues: this.#findings.issues,
      notes: this.#findings.notes,
      startedAt: this.#startedAt,
      finishedAt: new Date().toISOString(),
      demoLoaded: this.#demoLoaded,
    };
    return { ...report, closing: closingOf(report) };
  }

  async #open(): Promise<Opened> {
    const { files, layer, encoding, limits, collection } = this.request;
    this.#progress('read', 0, null);
    const sizes = await Promise.all(files.map(async (file) => (await stat(file.path)).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes > limits.fileBytes) throw tooLarge(bytes, limits.fileBytes);
    const wants = collection.source.geometry;
    const { features, notes, ...head } = await openInThread(
      { files, layer, encoding, limits, wants, tables: knownHeadings(importable(this.request)) },
      this.hooks.signal,
    );
    this.#head = head;
    const { first, all, close } = await peek(features);
    return { head, first, features: all, notes, close };
  }

  async #import(session: Session, { head, first, features, notes }: Opened): Promise<ImportReport> {
    const { request } = this;
    const findings = this.#findings;
    if (head.encoding.how === 'guess' && head.encoding.used !== 'utf-8') noteGuessedEncoding(head, findings);
    const names = [...new Set(first.flatMap((feature) => Object.keys(feature.fields)))];
    if (first.length === 0) {
      (head.tabular ? noRows : noFeatures)(findings);
      return this.report('refused');
    }
    const mapping = mapFields(names, first, head, request, findings);
    const likely = tellLeftColumns(names, first, mapping, importable(request), findings);
    const places = await settlePlaces(head, first, mapping, request, findings);
    this.#parts = { ...this.#parts, crs: places.report, fields: fieldsOf(names, mapping), likely };
    if (findings.fileRefused || places.transform === null) return this.report('refused');
    const styleOf = columnStyles(first, mapping, importable(request), findings);
    const reader = new FeatureReader(request, mapping, places.read, rounded(places.transform), findings, styleOf);
    const run = request.id.replaceAll('-', '');
    const statements = importStatements(request.collection, run, new Set(mapping.fieldOf.keys()));
    try {
      const hasCommunes = await this.#stage(session, statements, features, reader);
      findings.noteAll(notes(), {});
      this.#progress('compare', 0, null);
      await runAll(session, statements.prepare);
      await checkStaged(session, statements, { hasCommunes, day: this.#day }, findings);
      this.#count({ refused: findings.refusedRows });
      return await this.#finish(session, statements);
    } finally {
      // A session that is lost has lost its tables too, and the first failure is the one to be told.
      await runAll(session, statements.clear).catch(() => undefined);
    }
  }

  /** Stages all rows; true where there are boundaries of communes to hold them against. */
  async #stage(
    session: Session,
    statements: ImportStatements,
    features: Chunks<SourceFeature>,
    reader: FeatureReader,
  ): Promise<boolean> {
    const { limits, collection } = this.request;
    await runAll(session, statements.makeCommunes);
    let firstDay: string | null = null;
    for (const statement of statements.firstDay) firstDay = (await session.one<{ day: string | null }>(statement)).day;
    const days = { day: this.#day, firstDay: firstDay ?? this.#day };
    const stage = await beginStaging(session, statements, collection, days);
    const staging = new OneInFlight();
    let done = 0;
    try {
      for await (const chunk of features) {
        this.hooks.signal?.throwIfAborted();
        const rows = chunk.flatMap((feature) => reader.read(feature) ?? []);
        await staging.begin(() => stage(rows));
        done += chunk.length;
        if (done > limits.features) throw tooMany(limits.features);
        this.#count({ rows: done, refused: this.#findings.refusedRows });
        this.#progress('stage', done, null);
      }
      await staging.begin(() => stage(null));
      await staging.done();
    } finally {
      // Its tables are taken away next.
      await staging.done().catch(() => undefined);
    }
    return firstDay !== null;
  }

  async #finish(session: Session, statements: ImportStatements): Promise<ImportReport> {
    const { request } = this;
    const findings = this.#findings;
    this.hooks.signal?.throwIfAborted();
    if (findings.fileRefused || (findings.hasIssues && !request.skipRefused))
      return this.#preview(session, statements, 'refused');
    if (request.dryRun) return this.#preview(session, statements, 'wouldImport');
    this.#progress('switch', 0, 1);
    const verdict = await writeStaged(session, statements, {
      request,
      day: this.#day,
      source: `Tệp "${nameOf(request)}"`,
      beforeCommit: async (tx, found) => {
        this.#countVerdict(found);
        await closeBatch(tx, this.report(this.#outcome(found, 'imported')));
      },
    });
    this.closed = true;
    return this.report(this.#outcome(verdict, 'imported'));
  }

  /** What would become of the collection: of a refused file too, so that a person sees everything at once. */
  async #preview(
    session: Session,
    statements: ImportStatements,
    outcome: 'refused' | 'wouldImport',
  ): Promise<ImportReport> {
    const verdict = await judgeStaged(session, statements, this.#day);
    this.#countVerdict(verdict);
    return this.report(outcome === 'refused' ? outcome : this.#outcome(verdict, outcome));
  }

  #outcome({ added, changed, unchanged, unnamed }: Verdict, done: 'imported' | 'wouldImport') {
    if (added + changed + unchanged === 0) return 'refused';
    return added + changed + (this.request.replace ? unnamed : 0) > 0 ? done : 'unchanged';
  }

  #countVerdict({ added, changed, unchanged, unnamed }: Verdict) {
    const { replace } = this.request;
    this.#count({ added, changed, unchanged, left: replace ? 0 : unnamed, removed: replace ? unnamed : 0 });
  }

  #count(counts: Partial<ImportReport['counts']>) {
    this.#parts = { ...this.#parts, counts: { ...this.#parts.counts, ...counts } };
  }

  #progress(step: string, done: number, total: number | null) {
    setProgress(this.request.id, step, done, total);
    this.hooks.onProgress?.(step, done, total);
  }
}

function nameOf({ files }: FeatureRequest): string {
  return files
    .map((file) => file.name)
    .join(', ')
    .slice(0, 200);
}

function tooLarge(bytes: number, most: number): Unreadable {
  return overLimit(
    'fileSize',
    {
      vi: `Tệp có ${inMegabytes(bytes)}; nhiều nhất là ${inMegabytes(most)}.`,
      en: `The file has ${inMegabytes(bytes)}; at most ${inMegabytes(most)} are taken.`,
    },
    { vi: 'Chia dữ liệu thành nhiều tệp.', en: 'Divide the data into several files.' },
  );
}

function tooMany(most: number): Unreadable {
  return overLimit(
    'tooManyFeatures',
    { vi: `Tệp có hơn ${most} đối tượng.`, en: `The file has more than ${most} features.` },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}

function noFeatures(findings: Findings) {
  findings.issue(
    'noFeatures',
    {},
    { vi: 'Lớp không có đối tượng nào.', en: 'The layer has no feature.' },
    { vi: 'Chọn đúng lớp bằng --layer.', en: 'Choose the right layer with --layer.' },
  );
}

function noRows(findings: Findings) {
  findings.issue(
    'noFeatures',
    {},
    { vi: 'Bảng không có dòng dữ liệu nào.', en: 'The table has no row of data.' },
    {
      vi: 'Dòng đầu ghi tên cột, mỗi dòng sau là một đối tượng; trang tính khác chọn bằng --layer.',
      en: 'The first row names the columns, each one below is a feature; choose another sheet with --layer.',
    },
  );
}

function noteGuessedEncoding({ encoding }: SourceHead, findings: Findings) {
  findings.note(
    'encodingGuessed',
    {},
    {
      vi: `Bảng mã của chữ trong tệp đã được đoán là ${encoding.used}.`,
      en: `The encoding of the file’s text was guessed to be ${encoding.used}.`,
    },
    { vi: 'Nếu chữ sai dấu, nhập lại với --encoding.', en: 'If words look wrong, import again with --encoding.' },
  );
}
