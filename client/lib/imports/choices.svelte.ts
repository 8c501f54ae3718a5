import type { Text } from '#contract/common.ts';
import { listImportCollections, type ImportCollection, type RecordKind } from '#contract/imports.ts';
import { call } from '#client/api/call.ts';
import { ProblemError } from '#client/api/problem.ts';
import type { Begun } from './begun.ts';
import { subjectOf } from './subject.ts';
import type { Answering } from './succession/answering.svelte.ts';
import type { UploadOrder } from './upload.svelte.ts';

/** A collection that files are imported into, as far as everybody may know of it. */
interface OpenCollection {
  readonly id: string;
  readonly title: Text;
  readonly boundaries: boolean;
}

/** What a person chose for a file, and what the portal takes: the form writes it, and the report of a file may. */
export class ImportChoices {
  subject = $state<'boundaries' | 'figures'>('boundaries');
  files = $state.raw<readonly File[]>([]);
  collection = $state('communes');
  records = $state<RecordKind>('assessments');
  layer = $state('');
  map = $state('');
  crs = $state('');
  encoding = $state('');
  validFrom = $state('');
  clean = $state(false);
  replace = $state(false);
  /** Of boundaries of a day: what became of the units that were there before. */
  succession = $state.raw<File | null>(null);
  decisions = $state.raw<File | null>(null);
  decision = $state('');
  replaceUnits = $state(false);
  /** What was answered to the report of a file, which made it. */
  answering = $state.raw<Answering | null>(null);
  skipRefused = $state(false);
  by = $state('');
  /** What opens the door is asked of whoever has it, and kept nowhere but here. */
  token = $state('');
  #told = $state.raw<readonly ImportCollection[] | null>(null);
  #untold = $state.raw<ProblemError | null>(null);

  readonly #chosen = $derived(this.#told?.find(({ id }) => id === this.collection) ?? null);

  /** `open` are the collections that everybody may see: whoever has the token is told of all. */
  constructor(private readonly open: () => readonly OpenCollection[]) {}

  get collections(): readonly OpenCollection[] {
    return this.#told ?? this.open();
  }

  /** Whether the chosen collection holds boundaries. */
  get boundaries(): boolean {
    return this.collections.find(({ id }) => id === this.collection)?.boundaries ?? true;
  }

  /** What columns can become, once the portal has told it. */
  get properties(): ImportCollection['properties'] {
    return this.#chosen?.properties ?? [];
  }

  /** Whether the portal has told what is for whoever has the token: so it is the right one. */
  get known(): boolean {
    return this.#told !== null;
  }

  /** Why it did not tell. */
  get untold(): ProblemError | null {
    return this.#untold;
  }

  get ready(): boolean {
    return this.files.length > 0 && this.token !== '';
  }

  /** Asks what can be imported with the token; until that is told only what everybody may see is offered. */
  async ask(): Promise<void> {
    const { token } = this;
    this.#told = this.#untold = null;
    if (token === '') return;
    try {
      this.#told = (await call(listImportCollections, { token })).collections;
    } catch (failure) {
      if (!(failure instanceof ProblemError)) throw failure;
      this.#untold = failure;
    }
  }

  /** Chooses what was begun before the page was loaded anew; its file has to be chosen again. */
  take({ collection, records }: Pick<Begun, 'collection' | 'records'>): void {
    this.subject = records === undefined ? 'boundaries' : 'figures';
    if (records !== undefined) this.records = records;
    if (collection !== undefined) this.collection = collection;
  }

  /** What is to be sent. */
  order(dryRun: boolean): UploadOrder {
    const { files, encoding, skipRefused, by, token, boundaries } = this;
    const common = { files, encoding, skipRefused, dryRun, by, token };
    if (this.subject === 'figures') return { ...common, subject: { records: this.records } };
    const { collection, layer, map, crs, validFrom } = this;
    const subject = { collection, layer, map, crs, validFrom, clean: boundaries && this.clean };
    if (!boundaries || validFrom === '')
      return { ...common, subject: { ...subject, replace: !boundaries && this.replace, decision: '', beside: {} } };
    const { replaceUnits: replace, decision, succession, decisions, answering } = this;
    const file = files.map(({ name }) => name).join(', ');
    // What was answered to one file says nothing of another.
    const answers = answering?.subject === subjectOf({ collection, day: validFrom, file }) ? answering.file() : null;
    return { ...common, subject: { ...subject, replace, decision, beside: { succession, decisions, answers } } };
  }

  /** Forgets files that were chosen in a form that goes: the next one is empty. */
  forgetFiles(): void {
    this.files = [];
    this.succession = this.decisions = null;
  }
}
