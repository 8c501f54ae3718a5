/** How the parts of a screen stand. */
interface Parts<Question, Frame> {
  /** What the address asks for; null while that is not known. */
  readonly asked: () => Question | null;
  /** The answer to it as a whole; null until every part of it is there, by the newest data. */
  readonly whole: () => Frame | null;
  /** Whether a part that it cannot be without has failed. */
  readonly failed: () => boolean;
  /** What two questions must have in common for the answer to one to stay in sight when the other failed: all but the date. */
  readonly likeness: (question: Question) => unknown;
}

interface Sight<Frame> {
  readonly frame: Frame | null;
  readonly old: boolean;
}

/**
 * What a screen shows: one whole answer to one question, replaced as a whole. Until the next is whole the one before stays,
 * and is `old`: it is to be shown as such, under its own date. After a failure it stays only where nothing but the date
 * differs; else nothing is shown, for it would be taken for what is asked.
 */
export class Frames<Question, Frame extends { readonly question: Question }> {
  readonly #parts: Parts<Question, Frame>;
  /** Follows what is shown. Nothing reads it but the next look. */
  #last: Frame | null = null;

  constructor(parts: Parts<Question, Frame>) {
    this.#parts = parts;
  }

  readonly #sight = $derived.by((): Sight<Frame> => {
    const { asked, whole, failed, likeness } = this.#parts;
    const next = whole();
    const question = asked();
    if (next !== null) this.#last = next;
    else if (failed() && this.#last !== null && question !== null) {
      const alike = JSON.stringify(likeness(question)) === JSON.stringify(likeness(this.#last.question));
      if (!alike) this.#last = null;
    }
    return { frame: this.#last, old: next === null && this.#last !== null };
  });

  get frame(): Frame | null {
    return this.#sight.frame;
  }

  /** Whether what is shown answers another question, or by data that has changed since. */
  get old(): boolean {
    return this.#sight.old;
  }
}
