import { getChanges } from '#contract/history.ts';
import { getMeasureValues } from '#contract/measures.ts';
import { call } from '#client/api/call.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import type { OtherDay, Question } from './frame.ts';

/** What is asked for the second of two dates: the same measure on another day, and what changed between the two. */
export class Comparison {
  readonly #question: () => Question | null;
  readonly #set: () => string | null;
  readonly #boundariesOn: (day: string) => string;

  constructor(question: () => Question | null, set: () => string | null, boundariesOn: (day: string) => string) {
    this.#question = question;
    this.#set = set;
    this.#boundariesOn = boundariesOn;
  }

  readonly values = new Asked(
    () => {
      const question = this.#question();
      return question === null || question.compare === null
        ? null
        : { id: question.measure, level: question.level, at: question.compare, on: question.on };
    },
    ({ id, level, at, on }, signal) =>
      call(getMeasureValues, { params: { id }, query: { level, at, ...(on === null ? {} : { on }) }, signal }),
  );
  readonly changes = new Asked(
    () => {
      const question = this.#question();
      // The portal compares the communes of a unit of the day.
      if (question === null || question.compare === null || question.former !== null) return null;
      const [from = '', until = ''] = [question.compare, question.at].sort();
      return { set: this.#set() ?? undefined, from, at: until, within: question.within?.code };
    },
    (query, signal) => call(getChanges, { query, signal }),
  );

  /** Whether both have come, or failed: then the screen is as whole as it can be. */
  readonly settled = $derived(this.values.settled && this.changes.settled);
  /** The other day as a frame takes it; null while only one is looked at. */
  readonly other = $derived.by((): Omit<OtherDay, 'classes' | 'rows'> | null => {
    const at = this.#question()?.compare ?? null;
    if (at === null) return null;
    return {
      at,
      boundaryDate: this.#boundariesOn(at),
      answer: this.values.fresh ?? null,
      changes: this.changes.fresh ?? null,
      problem: this.values.problem ?? null,
    };
  });
}
