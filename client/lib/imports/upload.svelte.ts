import { postImport, type ImportReport, type RecordKind } from '#contract/imports.ts';
import { getImportProgress, type ImportProgress } from '#contract/running-imports.ts';
import { call } from '#client/api/call.ts';
import { ProblemError } from '#client/api/problem.ts';

/** A collection, and how the file is to be read. Empty texts mean: let the portal find out. */
interface CollectionSubject {
  readonly collection: string;
  /** One of the layers or sheets of the file. */
  readonly layer: string;
  /** COLUMN=property pairs, with commas between. */
  readonly map: string;
  readonly crs: string;
  readonly encoding: string;
  readonly validFrom: string;
  /** For boundaries: gaps and overlaps are closed. */
  readonly clean: boolean;
  /** For features: those that the file does not name cease to hold. */
  readonly replace: boolean;
}

/** What a person chose in the form. */
export interface UploadOrder {
  readonly files: readonly File[];
  readonly subject: CollectionSubject | { readonly records: RecordKind };
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
  readonly by: string;
  readonly token: string;
}

/** One upload at a time: how far it is, and its report or its problem in the end. */
export class Upload {
  #progress = $state.raw<ImportProgress | null>(null);
  #report = $state.raw<ImportReport | null>(null);
  #problem = $state.raw<ProblemError | null>(null);
  #running = $state(false);
  #stopped = $state(false);
  #stopping = new AbortController();

  get progress(): ImportProgress | null {
    return this.#progress;
  }
  get report(): ImportReport | null {
    return this.#report;
  }
  get problem(): ProblemError | null {
    return this.#problem;
  }
  get running(): boolean {
    return this.#running;
  }

  /** Whether the last upload was stopped by whoever sent it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Breaks the upload off: the portal then gives the import up. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Forgets what the last upload said: another file is about to be chosen. */
  clear(): void {
    this.#report = this.#problem = null;
    this.#stopped = false;
  }

  async send(order: UploadOrder): Promise<void> {
    const id = crypto.randomUUID();
    const body = new FormData();
    for (const file of order.files) body.append('file', file, file.name);
    this.#running = true;
    this.#report = this.#problem = this.#progress = null;
    this.#stopped = false;
    this.#stopping = new AbortController();
    const polling = setInterval(() => void this.#look(id, order.token), 800);
    try {
      this.#report = await call(postImport, {
        query: {
          id,
          dryRun: order.dryRun,
          skipRefused: order.skipRefused,
          ...subjectOf(order.subject),
          ...filled({ by: order.by.trim() }),
        },
        body,
        token: order.token,
        signal: this.#stopping.signal,
      });
    } catch (failure) {
      if (this.#stopping.signal.aborted) this.#stopped = true;
      else this.#problem = failure instanceof ProblemError ? failure : new ProblemError('unreadable', String(failure));
    } finally {
      clearInterval(polling);
      this.#running = false;
    }
  }

  async #look(id: string, token: string): Promise<void> {
    // Progress is a comfort: where it cannot be had the upload itself still says how it went.
    const progress = await call(getImportProgress, { params: { id }, token }).catch(() => null);
    if (progress !== null && this.#running) this.#progress = progress;
  }
}

function subjectOf(subject: UploadOrder['subject']) {
  if ('records' in subject) return { records: subject.records };
  const { collection, clean, replace, layer, map, crs, encoding, validFrom } = subject;
  return {
    collection,
    ...(clean ? { clean } : {}),
    ...(replace ? { replace } : {}),
    ...filled({ layer: layer.trim(), map: map.trim(), crs, encoding, validFrom }),
  };
}

function filled<Values extends Record<string, string>>(values: Values): Partial<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== '');
  return Object.fromEntries(entries) as Partial<Values>;
}
