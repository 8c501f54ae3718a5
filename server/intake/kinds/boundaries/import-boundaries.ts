import { boundaries } from '#facts/boundaries.ts';
import { stat } from 'node:fs/promises';
import { boundaryCollections, type ImportReport } from '#contract/imports.ts';
import type { Db } from '#db/db.ts';
import { inMegabytes, overLimit } from '#formats/limits.ts';
import { readInThread } from '#formats/read.ts';
import type { SourceFile } from '#formats/read-file.ts';
import type { GivenFile } from '#formats/source.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { closingOf } from '../../closing.ts';
import { closeBatch, setProgress } from '../../batch.ts';
import { assemble } from './assemble.ts';
import { Findings } from '../../findings.ts';
import { prepareRows } from './prepare.ts';
import { queries } from '../../queries.ts';
import type { ImportRequest } from '../../request.ts';
import type { RefusedBook } from '../../refused/book.ts';
import { RefusedRows } from '../../refused/rows.ts';
import { runImport, type ImportHooks, type Importing, type ImportResult } from '../../run.ts';
import { ConcurrentChange, writeBoundaries, type UnitBoundary, type Written } from './write.ts';

/** Imports boundaries from files: read, check, and unless something is refused write in one go. Throws as `runImport`. */
export function importBoundaries(db: Db, request: ImportRequest, hooks: ImportHooks = {}): Promise<ImportResult> {
  const { id, collection, dryRun, by, files } = request;
  const occasion = { id, collection, dryRun, by, fileName: nameOf(files), paths: files.map(({ path }) => path) };
  return runImport(db, occasion, (own) => new ImportingBoundaries(db, request, own), hooks);
}

class ImportingBoundaries implements Importing {
  readonly #findings = new Findings();
  readonly #startedAt = new Date().toISOString();
  #source: SourceFile | null = null;
  #demoLoaded = false;
  #parts: Pick<ImportReport, 'crs' | 'fields' | 'likely' | 'cleaned' | 'counts'> = {
    crs: { found: null, used: null, guess: null },
    fields: {},
    likely: {},
    cleaned: [],
    counts: { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, parentsAdded: 0, left: 0, removed: 0 },
  };
  /** Whether the record of the batch was closed together with the switch. */
  closed = false;

  constructor(
    private readonly db: Db,
    private readonly request: ImportRequest,
    private readonly hooks: ImportHooks,
  ) {}

  async run(): Promise<ImportResult> {
    this.#demoLoaded = (await this.db.one<{ loaded: boolean }>(queries.isDemoLoaded)).loaded;
    try {
      this.#source = await this.#read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#findings.issue(error.code, {}, error.reason, error.todo);
      return { report: this.report('refused'), unreadable: error };
    }
    return { report: await this.#import(this.#source), unreadable: null };
  }

  /** The report as it stands. */
  report(outcome: ImportReport['outcome']): ImportReport {
    const { request } = this;
    const report = {
      id: request.id,
      collection: request.collection,
      file: nameOf(request.files),
      dryRun: request.dryRun,
      outcome,
      ...this.#parts,
      format: this.#source?.format ?? null,
      layer: this.#source?.layer ?? null,
      encoding: this.#source?.encoding ?? { used: null, how: null },
      issues: this.#findings.issues,
      notes: this.#findings.notes,
      startedAt: this.#startedAt,
      finishedAt: new Date().toISOString(),
      demoLoaded: this.#demoLoaded,
    };
    return { ...report, closing: closingOf(report) };
  }

  /** What the units say, without their shapes: a boundary is longer than a cell. */
  refused(): Promise<RefusedBook | null> {
    const findings = this.#findings;
    if (this.#source === null || findings.namedRefused === 0) return Promise.resolve(null);
    const rows = new RefusedRows(null);
    rows.take(this.#source.features, findings);
    const sheet = rows.sheet(this.#source.layer, Object.keys(this.#parts.fields), new Set(), findings);
    const file = nameOf(this.request.files);
    return Promise.resolve({ file, sheets: [sheet], total: findings.refusedRows, places: 'none' });
  }

  async #read(): Promise<SourceFile> {
    const { files, layer, encoding, limits } = this.request;
    this.#progress('read', 0, null);
    const sizes = await Promise.all(files.map(async (file) => (await stat(file.path)).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes > limits.fileBytes) {
      throw overLimit(
        'fileSize',
        {
          vi: `Tệp có ${inMegabytes(bytes)}; nhiều nhất là ${inMegabytes(limits.fileBytes)}.`,
          en: `The file has ${inMegabytes(bytes)}; at most ${inMegabytes(limits.fileBytes)} are taken.`,
        },
        { vi: 'Chia dữ liệu thành nhiều tệp.', en: 'Divide the data into several files.' },
      );
    }
    return readInThread({ files, layer, encoding, limits, wants: 'polygon', tables: null }, this.hooks.signal);
  }

  async #import(source: SourceFile): Promise<ImportReport> {
    const { db, request } = this;
    const findings = this.#findings;
    findings.noteAll(source.notes, {});
    if (source.encoding.how === 'guess' && source.encoding.used !== 'utf-8') this.#noteGuessedEncoding(source);
    const prepared = await prepareRows(db, source, request, findings, (...step) => this.#progress(...step));
    this.#parts = { ...this.#parts, crs: prepared.crs, fields: prepared.fields };
    this.#count({ rows: source.features.length, refused: findings.refusedRows });
    if (findings.fileRefused) return this.report('refused');
    // A file that is refused is looked through all the same: a person wants to know everything at once.
    this.#progress('inspect', 0, null);
    const assembled = await assemble(db, prepared, request, findings, this.hooks.signal);
    this.#parts = { ...this.#parts, cleaned: assembled.cleaned };
    this.#count({ refused: findings.refusedRows });
    if (findings.fileRefused || assembled.units.length === 0 || (findings.issues.length > 0 && !request.skipRefused)) {
      return this.report('refused');
    }
    this.hooks.signal?.throwIfAborted();
    if (request.dryRun) return this.#preview(assembled.units);
    return this.#write(assembled.units, source);
  }

  async #write(units: readonly UnitBoundary[], source: SourceFile): Promise<ImportReport> {
    const { db, request, hooks } = this;
    const steps = [
      `Tệp "${nameOf(request.files)}", lớp "${source.layer}"`,
      `${this.#parts.crs.used ?? '?'} → EPSG:4326`,
      ...(request.clean ? ['làm khớp ranh giới các đơn vị liền kề (--clean)'] : []),
    ];
    const write = () =>
      writeBoundaries(db, units, {
        origin: 'import',
        lineage: steps.join('; '),
        importId: request.id,
        validFrom: request.validFrom,
        onProgress: (...step) => this.#progress(...step),
        ...(hooks.signal ? { signal: hooks.signal } : {}),
        beforeCommit: async (tx, done) => {
          this.#countWritten(units, done);
          await closeBatch(tx, this.report(done.added.length + done.changed.length > 0 ? 'imported' : 'unchanged'));
        },
      });
    // Somebody wrote between reading and switching: what they wrote is read, and once more.
    const written = await write().catch((error: Error) => {
      if (error instanceof ConcurrentChange) return write();
      throw error;
    });
    this.closed = true;
    return this.report(written.added.length + written.changed.length > 0 ? 'imported' : 'unchanged');
  }

  async #preview(units: readonly UnitBoundary[]): Promise<ImportReport> {
    const written: Written = { added: [], changed: [], unchanged: [] };
    for (let from = 0; from < units.length; from += 200) {
      const rows = units.slice(from, from + 200).map(({ code, level, validFrom, geometry }) => ({
        code,
        level,
        validFrom: this.request.validFrom ?? validFrom,
        geometry: geometry && JSON.stringify(geometry),
      }));
      const found = await this.db.many<{ code: string; status: keyof Written }>(boundaries.previewUnits, {
        rows: JSON.stringify(rows),
      });
      for (const { code, status } of found) written[status].push(code);
    }
    this.#countWritten(units, written);
    return this.report(written.added.length + written.changed.length > 0 ? 'wouldImport' : 'unchanged');
  }

  #countWritten(units: readonly UnitBoundary[], { added, changed, unchanged }: Written) {
    const level = boundaryCollections[this.request.collection];
    const ofFile = new Set(units.filter((unit) => unit.level === level).map((unit) => unit.code));
    const count = (codes: readonly string[]) => codes.filter((code) => ofFile.has(code)).length;
    this.#count({
      added: count(added),
      changed: count(changed),
      unchanged: count(unchanged),
      parentsAdded: added.length - count(added),
    });
  }

  #count(counts: Partial<ImportReport['counts']>) {
    this.#parts = { ...this.#parts, counts: { ...this.#parts.counts, ...counts } };
  }

  #progress(step: string, done: number, total: number | null) {
    setProgress(this.request.id, step, done, total);
    this.hooks.onProgress?.(step, done, total);
  }

  #noteGuessedEncoding({ encoding }: SourceFile) {
    this.#findings.note(
      'encodingGuessed',
      {},
      {
        vi: `Bảng mã của chữ trong tệp đã được đoán là ${encoding.used}.`,
        en: `The encoding of the file’s text was guessed to be ${encoding.used}.`,
      },
      {
        vi: 'Nếu tên đơn vị sai dấu, nhập lại với --encoding.',
        en: 'If names look wrong, import again with --encoding.',
      },
    );
  }
}

function nameOf(files: readonly GivenFile[]): string {
  return files
    .map((file) => file.name)
    .join(', ')
    .slice(0, 200);
}

/** SHA-256 of the files one after the other. */
