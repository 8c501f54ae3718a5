import { postImport, type ImportReport, type RecordKind } from '#contract/imports.ts';
import { cancelImport, getImportProgress, type ImportStep } from '#contract/running-imports.ts';
import { begin, call } from '#client/api/call.ts';
import { ProblemError } from '#client/api/problem.ts';
import { forgetBegun, keepBegun, readBegun, type Begun } from './begun.ts';

/** A collection, and how the file is to be read. Empty texts mean: let the portal find out. */
interface CollectionSubject {
  readonly collection: string;
  /** One of the layers or sheets of the file. */
  readonly layer: string;
  /** COLUMN=property pairs, with commas between. */
  readonly map: string;
  readonly crs: string;
  readonly validFrom: string;
  /** For boundaries: gaps and overlaps are closed. */
  readonly clean: boolean;
  /** For features: those that the file does not name cease to hold. For boundaries: units on their ground that no decision names. */
  readonly replace: boolean;
  /** For boundaries of a day: what decided what became of units, and the tables of it by the name of their part. */
  readonly decision: string;
  readonly beside: Readonly<Record<string, File | null>>;
}

/** What a person chose in the form. */
export interface UploadOrder {
  readonly files: readonly File[];
  readonly subject: CollectionSubject | { readonly records: RecordKind };
  readonly encoding: string;
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
  readonly by: string;
  readonly token: string;
}

const lookEveryMs = 800;

/**
 * One import at a time: how far it is, and its report or its problem in the end. The portal goes on with it whatever becomes of
 * this page; a page that is loaded anew finds it by its id, and needs the token again.
 */
export class Upload {
  #begun = $state.raw<Begun | null>(readBegun());
  #state = $state<'idle' | 'sending' | 'running' | 'cancelling' | 'waiting'>(this.#begun === null ? 'idle' : 'waiting');
  #progress = $state.raw<ImportStep | null>(null);
  #report = $state.raw<ImportReport | null>(null);
  #problem = $state.raw<ProblemError | null>(null);
  #stopped = $state(false);
  #undone = $state(false);
  /** Whether the portal did not answer when it was asked last. */
  #lost = $state(false);
  #sending = new AbortController();
  #clock: ReturnType<typeof setTimeout> | undefined;

  get progress(): ImportStep | null {
    return this.#progress;
  }
  get report(): ImportReport | null {
    return this.#report;
  }
  get problem(): ProblemError | null {
    return this.#problem;
  }
  get state() {
    return this.#state;
  }
  get running(): boolean {
    return this.#state !== 'idle';
  }
  get lost(): boolean {
    return this.#lost;
  }
  /** What was begun from this page last. */
  get begun(): Begun | null {
    return this.#begun;
  }
  /** Whether what was imported has been taken back. */
  get undone(): boolean {
    return this.#undone;
  }
  /** Whether the file was stopped on its way, before the portal had it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Forgets what the last import said: another file is about to be chosen. */
  clear(): void {
    if (this.running) return;
    this.#report = this.#problem = this.#begun = null;
    this.#stopped = this.#undone = false;
    forgetBegun();
  }

  async send(order: UploadOrder): Promise<void> {
    if (this.running) return;
    this.clear();
    this.#progress = null;
    this.#state = 'sending';
    this.#sending = new AbortController();
    const body = new FormData();
    for (const file of order.files) body.append('file', file, file.name);
    const { subject, dryRun } = order;
    for (const [part, file] of Object.entries('beside' in subject ? subject.beside : {}))
      if (file !== null) body.append(part, file, file.name);
    try {
      const { id } = await begin(postImport, {
        query: queryOf(order),
        body,
        token: order.token,
        signal: this.#sending.signal,
      });
      const file = order.files.map(({ name }) => name).join(', ');
      this.#begun = { id, file, dryRun, ...('records' in subject ? subject : { collection: subject.collection }) };
      keepBegun(this.#begun);
      this.#state = 'running';
      this.#look(order.token, 0);
    } catch (failure) {
      if (this.#sending.signal.aborted) this.#stopped = true;
      else this.#problem = asProblem(failure);
      this.#state = 'idle';
    }
  }

  /** Looks for what was begun before the page was loaded anew. */
  resume(token: string): void {
    if (this.#state !== 'waiting' || token === '') return;
    this.#problem = null;
    this.#state = 'running';
    this.#look(token, 0);
  }

  /** What was imported has been taken back. */
  takenBack(): void {
    this.#undone = true;
  }

  /** Gives up on what was begun: it is not looked for any more, the portal goes on with it. */
  leave(): void {
    clearTimeout(this.#clock);
    this.#state = 'idle';
    this.clear();
  }

  /** Breaks the file off on its way, or cancels what the portal does with it. */
  async cancel(token: string): Promise<void> {
    if (this.#state === 'sending') this.#sending.abort();
    if (this.#state !== 'running' || this.#begun === null) return;
    this.#state = 'cancelling';
    try {
      await call(cancelImport, { params: { id: this.#begun.id }, token });
    } catch (failure) {
      // What has ended meanwhile says so by itself.
      const problem = asProblem(failure);
      if (problem.fault !== 'importEnded') this.#problem = problem;
    }
  }

  /** Ends looking: the page is left. */
  close(): void {
    clearTimeout(this.#clock);
  }

  #look(token: string, afterMs: number): void {
    this.#clock = setTimeout(() => void this.#see(token), afterMs);
  }

  async #see(token: string): Promise<void> {
    const id = this.#begun?.id ?? '';
    try {
      const { report, problem, ...step } = await call(getImportProgress, { params: { id }, token });
      this.#lost = false;
      if (step.finished) {
        this.#state = 'idle';
        this.#report = report;
        this.#undone = step.step === 'undone';
        if (problem !== null) this.#problem = ProblemError.of(problem, getImportProgress.id);
        else if (report === null) this.#problem = new ProblemError('notFound', null, getImportProgress.id);
        return;
      }
      this.#progress = step;
    } catch (failure) {
      const problem = asProblem(failure);
      this.#lost = ['unreachable', 'unavailable', 'tooManyRequests', 'noRoom', 'internal'].includes(problem.code);
      if (!this.#lost) {
        this.#problem = problem;
        this.#state = problem.code === 'notFound' ? 'idle' : 'waiting';
        if (problem.code === 'notFound') forgetBegun();
        return;
      }
    }
    this.#look(token, lookEveryMs);
  }
}

function asProblem(failure: unknown): ProblemError {
  return failure instanceof ProblemError ? failure : new ProblemError('unreadable', String(failure));
}

function queryOf({ subject, encoding, dryRun, skipRefused, by }: UploadOrder) {
  const common = { dryRun, skipRefused, ...filled({ encoding, by: by.trim() }) };
  if ('records' in subject) return { ...common, records: subject.records };
  const { collection, clean, replace, layer, map, crs, validFrom, decision } = subject;
  return {
    ...common,
    collection,
    ...(clean ? { clean } : {}),
    ...(replace ? { replace } : {}),
    ...filled({ layer: layer.trim(), map: map.trim(), crs, validFrom, decision: decision.trim() }),
  };
}

function filled<Values extends Record<string, string>>(values: Values): Partial<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== '');
  return Object.fromEntries(entries) as Partial<Values>;
}
