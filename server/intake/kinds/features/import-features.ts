import type { ImportReport } from '#contract/imports.ts';
import { besideStatements, type BesideStatements } from '#catalog/beside-sql.ts';
import { importStatements, type ImportStatements } from '#catalog/import-sql.ts';
import type { Db, Session } from '#db/db.ts';
import { peek, type Chunks } from '#formats/chunks.ts';
import type { SourceFeature, SourceNote } from '#formats/driver.ts';
import { overLimit } from '#formats/limits.ts';
import { openInThread } from '#formats/read.ts';
import type { OpenSource, SourceHead } from '#formats/source.ts';
import type { Unreadable } from '#formats/unreadable.ts';
import { readStand } from '#facts/stand.ts';
import { knownHeadings } from '#rules/features/fields.ts';
import type { Findings } from '../../findings.ts';
import type { ImportHooks, ImportRun, Outcome } from '../../import-run.ts';
import type { RefusedBook } from '../../refused/book.ts';
import { withoutRefusedHeadings } from '../../refused/headings.ts';
import { RefusedRows } from '../../refused/rows.ts';
import { runImport, type ImportResult } from '../../run.ts';
import { noteSource } from '../../source-notes.ts';
import { checkStaged } from './checks.ts';
import { columnStyles, tellLeftColumns } from './columns.ts';
import { fieldsOf, importable, mapFields } from './mapping.ts';
import { rounded, settlePlaces } from './places.ts';
import type { FeatureRequest } from './request.ts';
import { FeatureReader } from './rows.ts';
import { beginStaging, OneInFlight } from './stage.ts';
import { runAll, type Verdict } from './switching.ts';
import { judgeStaged, writeStaged } from './write.ts';

/** Issues of one kind that are told; the others are counted. */
const mostIssues = 1_000;

/**
 * Imports features into a collection that a declaration describes: they are read, checked and staged a chunk at a time,
 * held against each other and the communes, and unless something is refused put into place in one transaction. Throws
 * as `runImport`.
 */
export function importFeatures(db: Db, request: FeatureRequest, hooks: ImportHooks = {}): Promise<ImportResult> {
  const order = { ...request, collection: request.collection.id };
  const kind = async (run: ImportRun) => {
    const { referenceDate } = await readStand(db, request);
    return new FeatureImport(db, request, run, request.validFrom ?? referenceDate).run();
  };
  return runImport(db, order, kind, hooks, mostIssues);
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

class FeatureImport {
  /** Whether features that the file does not name cease to hold. */
  #replaces = false;

  constructor(
    private readonly db: Db,
    private readonly request: FeatureRequest,
    private readonly importing: ImportRun,
    /** The day that rows without one hold from. */
    private readonly day: string,
  ) {}

  async run(): Promise<Outcome> {
    const opened = await this.#open();
    try {
      return await this.db.session((session) => this.#import(session, opened), this.importing.signal);
    } finally {
      await opened.close();
    }
  }

  async #open(): Promise<Opened> {
    const { features, notes, ...head } = await this.#source();
    this.importing.opened(head);
    const { first, all, close } = await peek(features);
    return { head, first, features: all, notes, close };
  }

  #source(): Promise<OpenSource> {
    const { files, layer, encoding, limits, collection } = this.request;
    const wants = collection.source.geometry;
    return openInThread(
      { files, layer, encoding, limits, wants, tables: knownHeadings(importable(this.request)) },
      this.importing.signal,
    );
  }

  /** Rows that were refused only when all were there are read once more: nobody knew beforehand which they would be. */
  async #refusedBook(head: SourceHead, fields: ImportReport['fields'], refused: RefusedRows): Promise<RefusedBook> {
    const { findings, fileName } = this.importing;
    this.importing.progress('refused', 0, null);
    if (refused.size < findings.namedRefused && !refused.isFull) {
      for await (const chunk of (await this.#source()).features) {
        refused.take(chunk, findings);
        if (refused.size === findings.namedRefused || refused.isFull) break;
      }
    }
    const properties = new Set(Object.keys(fields).filter((name) => fields[name] !== null));
    const sheet = refused.sheet(head.layer, Object.keys(fields), properties, findings);
    const places = head.tabular ? 'own' : 'wkt';
    return { file: fileName, sheets: [sheet], total: findings.refusedRows, places };
  }

  async #import(session: Session, { head, first, features, notes }: Opened): Promise<Outcome> {
    const { request } = this;
    const { findings } = this.importing;
    const names = withoutRefusedHeadings([...new Set(first.flatMap((feature) => Object.keys(feature.fields)))]);
    if (first.length === 0) {
      (head.tabular ? noRows : noFeatures)(findings);
      return 'refused';
    }
    const mapping = mapFields(names, first, head, request, findings);
    const likely = tellLeftColumns(names, first, mapping, importable(request), findings);
    const places = await settlePlaces(head, first, mapping, request, findings);
    const fields = fieldsOf(names, mapping);
    this.importing.tell({ crs: places.report, fields, likely });
    if (findings.fileRefused || places.transform === null) {
      // What reading has to say may be why: headings typed with a font of old days are known to nobody.
      await passOver(features, mostPassedOver);
      noteSource(head, notes(), findings);
      return 'refused';
    }
    const styleOf = columnStyles(first, mapping, importable(request), head, findings);
    const reader = new FeatureReader(request, mapping, places.read, rounded(places.transform), findings, styleOf);
    const refused = new RefusedRows(head.tabular ? null : rounded(places.transform));
    this.importing.refusedBy(() => this.#refusedBook(head, fields, refused));
    const run = request.id.replaceAll('-', '');
    const given = new Set(mapping.fieldOf.keys());
    const statements = importStatements(request.collection, run, given);
    try {
      const hasCommunes = await this.#stage(session, statements, features, reader, refused);
      noteSource(head, notes(), findings);
      // A row without its key may be any of those that the file does not seem to name.
      this.#replaces = request.replace && reader.unknown === 0;
      if (request.replace && reader.unknown > 0) nothingRemoved(reader.unknown, findings);
      this.importing.progress('compare', 0, null);
      await runAll(session, statements.prepare);
      await checkStaged(session, statements, { hasCommunes, day: this.day }, findings);
      this.importing.count({ refused: findings.refusedRows });
      return await this.#finish(session, statements, besideStatements(request.collection, run, given));
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
    refused: RefusedRows,
  ): Promise<boolean> {
    const { limits, collection } = this.request;
    await runAll(session, statements.makeCommunes);
    let firstDay: string | null = null;
    for (const statement of statements.firstDay) firstDay = (await session.one<{ day: string | null }>(statement)).day;
    const days = { day: this.day, firstDay: firstDay ?? this.day };
    const stage = await beginStaging(session, statements, collection, days);
    const staging = new OneInFlight();
    let done = 0;
    try {
      for await (const chunk of features) {
        this.importing.signal?.throwIfAborted();
        const rows = chunk.flatMap((feature) => reader.read(feature) ?? []);
        refused.takeNew(chunk, this.importing.findings);
        await staging.begin(() => stage(rows));
        done += chunk.length;
        if (done > limits.features) throw tooMany(limits.features);
        this.importing.count({ rows: done, refused: this.importing.findings.refusedRows });
        this.importing.progress('stage', done, null);
      }
      await staging.begin(() => stage(null));
      await staging.done();
    } finally {
      // Its tables are taken away next.
      await staging.done().catch(() => undefined);
    }
    return firstDay !== null;
  }

  async #finish(session: Session, statements: ImportStatements, beside: BesideStatements): Promise<Outcome> {
    const { request, importing } = this;
    importing.signal?.throwIfAborted();
    if (importing.isRefused) return this.#preview(session, statements, 'refused');
    if (request.dryRun) return this.#preview(session, statements, 'wouldImport');
    importing.progress('switch', 0, 1);
    const verdict = await writeStaged(session, statements, {
      request: { ...request, replace: this.#replaces },
      day: this.day,
      source: `Tệp "${importing.fileName}"`,
      beside,
      signal: importing.signal,
      onProgress: (done, total) => importing.progress('switch', done, total),
      beforeCommit: async (tx, found) => {
        this.#countVerdict(found);
        await importing.closeWith(tx, this.#outcome(found, 'imported'));
      },
    });
    importing.committed();
    return this.#outcome(verdict, 'imported');
  }

  /** What would become of the collection: of a refused file too, so that a person sees everything at once. */
  async #preview(session: Session, statements: ImportStatements, outcome: 'refused' | 'wouldImport'): Promise<Outcome> {
    const verdict = await judgeStaged(session, statements, this.day);
    this.#countVerdict(verdict);
    return outcome === 'refused' ? outcome : this.#outcome(verdict, outcome);
  }

  #outcome({ added, changed, unchanged, unnamed }: Verdict, done: 'imported' | 'wouldImport') {
    if (added + changed + unchanged === 0) return 'refused';
    return added + changed + (this.#replaces ? unnamed : 0) > 0 ? done : 'unchanged';
  }

  #countVerdict({ added, changed, unchanged, unnamed }: Verdict) {
    const [left, removed] = this.#replaces ? [0, unnamed] : [unnamed, 0];
    this.importing.count({ added, changed, unchanged, left, removed });
  }
}

/** Chunks of a file that is refused at its head which are read for what there is to say of its text. */
const mostPassedOver = 20;

async function passOver(chunks: Chunks<unknown>, most: number): Promise<void> {
  let passed = 0;
  for await (const chunk of chunks) {
    if (chunk.length > 0 && ++passed >= most) break;
  }
}

function tooMany(most: number): Unreadable {
  return overLimit(
    'tooManyFeatures',
    { vi: `Tệp có hơn ${most} đối tượng.`, en: `The file has more than ${most} features.` },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}

function nothingRemoved(rows: number, findings: Findings) {
  findings.note(
    'nothingRemoved',
    {},
    {
      vi: `${rows} dòng không rõ mã, có thể là bất kỳ đối tượng nào: chưa đối tượng nào hết hiệu lực vì không có trong tệp.`,
      en: `${rows === 1 ? 'One row has' : `${rows} rows have`} no key that can be right and may be any feature: none ceases to hold for not being in the file.`,
    },
    {
      vi: 'Sửa mã của các dòng đó rồi nhập lại cả tệp để thay thế.',
      en: 'Mend the keys of those rows and give the whole file again to replace the others.',
    },
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
    { vi: 'Bảng chưa có dòng nào được điền.', en: 'No row of the table is filled in yet.' },
    {
      vi: 'Dòng đầu ghi tên cột, mỗi dòng sau là một đối tượng; trang tính khác chọn bằng --layer.',
      en: 'The first row names the columns, each one below is a feature; choose another sheet with --layer.',
    },
  );
}
