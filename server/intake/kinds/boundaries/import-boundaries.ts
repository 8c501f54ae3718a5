import { readRevision } from '#facts/stand.ts';
import { boundaryCollections, type SuccessionReport } from '#contract/imports.ts';
import type { Db } from '#db/db.ts';
import { readInThread } from '#formats/read.ts';
import type { SourceFile } from '#formats/read-file.ts';
import type { ImportHooks, ImportRun, OnProgress, Outcome } from '../../import-run.ts';
import type { RefusedBook } from '../../refused/book.ts';
import { RefusedRows } from '../../refused/rows.ts';
import type { ImportRequest } from '../../request.ts';
import { runImport, type ImportResult } from '../../run.ts';
import { noteSource } from '../../source-notes.ts';
import { assemble, type Assembled } from './assemble.ts';
import { prepareRows } from './prepare.ts';
import { ConcurrentChange } from '../../concurrent-change.ts';
import { changesBy } from './changes-by.ts';
import { readQuestionShapes } from './question-shapes.ts';
import type { Succession } from './succession.ts';
import { readInventedDays } from './undo.ts';
import { reportSuccession } from './succession-report.ts';
import {
  changesAnything,
  tryBoundaries,
  writeBoundaries,
  type Changes,
  type UnitBoundary,
  type WriteOptions,
  type Written,
} from './write.ts';

/** Imports boundaries from files: read, check, and unless something is refused write in one go. Throws as `runImport`. */
export function importBoundaries(db: Db, request: ImportRequest, hooks: ImportHooks = {}): Promise<ImportResult> {
  return runImport(db, request, (run) => new BoundaryImport(db, request, run).run(), hooks);
}

class BoundaryImport {
  constructor(
    private readonly db: Db,
    private readonly request: ImportRequest,
    private readonly importing: ImportRun,
  ) {}

  async run(): Promise<Outcome> {
    const { files, layer, encoding, limits } = this.request;
    const source = await readInThread(
      { files, layer, encoding, limits, wants: 'polygon', tables: null },
      this.importing.signal,
    );
    this.importing.opened(source);
    noteSource(source, source.notes, this.importing.findings);
    this.importing.refusedBy(() => Promise.resolve(this.#refused(source)));
    return this.#import(source);
  }

  /** What the units say, without their shapes: a boundary is longer than a cell. */
  #refused({ features, layer }: SourceFile): RefusedBook {
    const { findings, fileName } = this.importing;
    const rows = new RefusedRows(null);
    rows.take(features, findings);
    const names = [...new Set(features.flatMap(({ fields }) => Object.keys(fields)))];
    const sheet = rows.sheet(layer, names, new Set(), findings);
    return { file: fileName, sheets: [sheet], total: findings.refusedRows, places: 'none' };
  }

  async #import(source: SourceFile): Promise<Outcome> {
    const { db, request, importing } = this;
    const { findings } = importing;
    const prepared = await prepareRows(db, source, request, findings, (...step) => importing.progress(...step));
    importing.tell({ crs: prepared.crs, fields: prepared.fields });
    importing.count({ rows: source.features.length, refused: findings.refusedRows });
    if (findings.fileRefused) return 'refused';
    // A file that is refused is looked through all the same: a person wants to know everything at once.
    importing.progress('inspect', 0, null);
    const seen = await readRevision(db, 'admin-units');
    const invented = await readInventedDays(db);
    const assembled = await assemble(db, prepared, request, findings, importing.signal);
    const { succession, emptied, units } = assembled;
    importing.tell({
      cleaned: assembled.cleaned,
      succession: succession && succession.before.length > 0 ? await this.#reportOf(succession, assembled) : null,
    });
    importing.count({ refused: findings.refusedRows });
    if (succession !== null && succession.before.length > 0) this.#refuseHalf();
    if (importing.isRefused || units.length === 0) return 'refused';
    importing.signal?.throwIfAborted();
    const changes = succession && changesBy(succession, units, emptied);
    importing.count({ removed: succession?.ended.length ?? 0 });
    const done = changes === null ? {} : { changes, seen, invented };
    return request.dryRun ? this.#try(units, done) : this.#write(units, done, source.layer, prepared.crs.used);
  }

  /** A unit that is left out would be missing among those that others went into: what replaces units comes whole. */
  #refuseHalf() {
    const { findings } = this.importing;
    if (!this.request.skipRefused || findings.refusedRows === 0) return;
    findings.issue(
      'wholeOnly',
      {},
      {
        vi: `${findings.refusedRows} dòng bị từ chối, mà các đơn vị của một ngày thay đổi phải vào cùng một lúc.`,
        en: `${findings.refusedRows} row(s) are refused, and the units of a day of change come in all at once.`,
      },
      {
        vi: 'Sửa các dòng đó rồi nhập lại, không bỏ qua dòng lỗi.',
        en: 'Mend those rows and import again, without skipping refused ones.',
      },
    );
  }

  /** What a trial asks is drawn too; the record of an import, which the database keeps, is of words. */
  async #reportOf(succession: Succession, { units, emptied }: Assembled): Promise<SuccessionReport> {
    const report = reportSuccession(succession, units, emptied);
    if (!this.request.dryRun || succession.questions.length === 0) return report;
    const geometries = new Map(units.map(({ code, geometry }) => [code, geometry]));
    const shapes = await readQuestionShapes(this.db, succession, (code) => geometries.get(code) ?? null);
    return { ...report, shapes };
  }

  async #write(
    units: readonly UnitBoundary[],
    becoming: Pick<WriteOptions, 'changes' | 'seen' | 'invented'>,
    layer: string,
    crs: string | null,
  ): Promise<Outcome> {
    const { db, request, importing } = this;
    const steps = [
      `Tệp "${importing.fileName}", lớp "${layer}"`,
      `${crs ?? '?'} → EPSG:4326`,
      ...(request.clean ? ['làm khớp ranh giới các đơn vị liền kề (--clean)'] : []),
    ];
    const write = () =>
      writeBoundaries(db, units, {
        ...this.#options(becoming),
        lineage: steps.join('; '),
        beforeCommit: async (tx, done) => {
          this.#countWritten(units, done);
          await importing.closeWith(tx, outcomeOf(done, becoming.changes, 'imported'));
        },
      });
    // Somebody wrote between reading and switching: what they wrote is read, and once more. What became of units is not written
    // by what held before: that is asked anew.
    const written = await write().catch((error: Error) => {
      if (error instanceof ConcurrentChange && becoming.changes === undefined) return write();
      throw error;
    });
    importing.committed();
    return outcomeOf(written, becoming.changes, 'imported');
  }

  async #try(
    units: readonly UnitBoundary[],
    becoming: Pick<WriteOptions, 'changes' | 'seen' | 'invented'>,
  ): Promise<Outcome> {
    const written = await tryBoundaries(this.db, units, { ...this.#options(becoming), lineage: '' });
    this.#countWritten(units, written);
    return outcomeOf(written, becoming.changes, 'wouldImport');
  }

  #options(becoming: Pick<WriteOptions, 'changes' | 'seen' | 'invented'>) {
    const { request, importing } = this;
    return {
      origin: 'import' as const,
      importId: request.id,
      validFrom: request.validFrom,
      ...becoming,
      onProgress: (...step: Parameters<OnProgress>) => importing.progress(...step),
      ...(importing.signal ? { signal: importing.signal } : {}),
    };
  }

  #countWritten(units: readonly UnitBoundary[], { added, changed, unchanged }: Written) {
    const level = boundaryCollections[this.request.collection];
    const ofFile = new Set(units.filter((unit) => unit.level === level).map((unit) => unit.code));
    const count = (codes: readonly string[]) => codes.filter((code) => ofFile.has(code)).length;
    this.importing.count({
      added: count(added),
      changed: count(changed),
      unchanged: count(unchanged),
      parentsAdded: added.length - count(added),
    });
  }
}

function outcomeOf(written: Written, changes: Changes | undefined, done: 'imported' | 'wouldImport'): Outcome {
  return changesAnything(written, changes) ? done : 'unchanged';
}
