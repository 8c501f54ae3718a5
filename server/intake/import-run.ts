import type { ImportReport } from '#contract/imports.ts';
import type { Queryable } from '#db/db.ts';
import type { Limits } from '#formats/limits.ts';
import type { GivenFile, SourceHead } from '#formats/source.ts';
import { closeBatch, setProgress } from './batch.ts';
import { closingOf } from './closing.ts';
import { Findings } from './findings.ts';
import type { RefusedBook } from './refused/book.ts';

export type Outcome = ImportReport['outcome'];
/** `total` is null where it is not known how much there is to do. */
export type OnProgress = (step: string, done: number, total: number | null) => void;

/** What everybody says who wants something imported. */
export interface ImportOrder {
  /** UUID of this import. */
  readonly id: string;
  /** The collection, or the kind of records. */
  readonly collection: ImportReport['collection'];
  readonly files: readonly GivenFile[];
  /** Imports what is left when refused rows are taken out. */
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
  /** Who imports, as they say. */
  readonly by: string;
  readonly limits: Limits;
}

export interface ImportHooks {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Given what was refused, where anything was. */
  readonly keepRefused?: (book: RefusedBook) => Promise<void>;
}

type Told = Pick<
  ImportReport,
  'format' | 'layer' | 'encoding' | 'crs' | 'fields' | 'likely' | 'cleaned' | 'succession' | 'counts'
>;

/** An import under way, whatever it imports: what is found in the file, how far it is, and its report as it stands. */
export class ImportRun {
  readonly findings: Findings;
  readonly #startedAt = new Date().toISOString();
  #told: Told = {
    format: null,
    layer: null,
    encoding: { used: null, how: null },
    crs: { found: null, used: null, guess: null },
    fields: {},
    likely: {},
    cleaned: [],
    succession: null,
    counts: { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, parentsAdded: 0, left: 0, removed: 0 },
  };
  #closed = false;
  #refusedBook: (() => Promise<RefusedBook | null>) | null = null;

  constructor(
    readonly order: ImportOrder,
    private readonly demoLoaded: boolean,
    private readonly hooks: ImportHooks,
    mostIssues: number,
  ) {
    this.findings = new Findings(mostIssues);
  }

  /** Aborts where the import is to end. */
  get signal(): AbortSignal | undefined {
    return this.hooks.signal;
  }

  /** Names of the files, as reports and sources say them. */
  get fileName(): string {
    const names = this.order.files.map(({ name }) => name);
    return names.join(', ').slice(0, 200);
  }

  /** Whether nothing of the file may be put into place. */
  get isRefused(): boolean {
    return this.findings.fileRefused || (this.findings.hasIssues && !this.order.skipRefused);
  }

  /** Whether the record of the import was closed together with what was written. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Says what file it is that was opened. */
  opened({
    format,
    layer,
    encoding,
  }: Pick<SourceHead, 'format' | 'encoding'> & { readonly layer: string | null }): void {
    this.tell({ format, layer, encoding });
  }

  tell(parts: Partial<Told>): void {
    this.#told = { ...this.#told, ...parts };
  }

  count(counts: Partial<ImportReport['counts']>): void {
    this.tell({ counts: { ...this.#told.counts, ...counts } });
  }

  progress(step: string, done: number, total: number | null): void {
    setProgress(this.order.id, step, done, total);
    this.hooks.onProgress?.(step, done, total);
  }

  /** The report as it stands. */
  report(outcome: Outcome): ImportReport {
    const { id, collection, dryRun } = this.order;
    const report = {
      id,
      collection,
      file: this.fileName,
      dryRun,
      outcome,
      ...this.#told,
      fileRefused: this.findings.fileRefused,
      issues: this.findings.issues,
      notes: this.findings.notes,
      startedAt: this.#startedAt,
      finishedAt: new Date().toISOString(),
      demoLoaded: this.demoLoaded,
    };
    return { ...report, closing: closingOf(report) };
  }

  /** Says how what was refused of the file is made a book of, to be asked for when the import has run. */
  refusedBy(make: () => Promise<RefusedBook | null>): void {
    this.#refusedBook = make;
  }

  /** Keeps what was refused. What was imported holds whether or not that can be done; its rows are nobody's to read in a log. */
  async keepRefused(): Promise<void> {
    const keep = this.hooks.keepRefused;
    if (keep === undefined || this.#refusedBook === null || this.findings.namedRefused === 0) return;
    try {
      const book = await this.#refusedBook();
      if (book !== null) await keep(book);
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      console.error(`import ${this.order.id}: its refused rows could not be kept (${code ?? name})`);
    }
  }

  /** Closes the record of the import in the transaction that puts it into place. */
  async closeWith(tx: Queryable, outcome: Outcome): Promise<void> {
    await closeBatch(tx, this.report(outcome));
  }

  /** Says that this transaction has been committed. */
  committed(): void {
    this.#closed = true;
  }
}
