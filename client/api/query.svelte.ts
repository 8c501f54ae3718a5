import { untrack } from 'svelte';
import { Kept } from './kept.ts';
import { ProblemError } from './problem.ts';

/** How many answers one query keeps, so that going back to a date or a measure asks nothing again. */
const kept = 40;

/**
 * The answer to an input that changes. While a new answer is awaited the last one stays, so that nothing flickers;
 * `of` says which input `data` belongs to. Lives as long as the component that makes it.
 */
export class Query<Input, Reply> {
  #data = $state.raw<Reply>();
  #of = $state.raw<Input>();
  #problem = $state.raw<ProblemError>();
  #loading = $state(false);
  #attempt = $state(0);
  readonly #answers = new Kept<Reply>(kept);

  /** `input` gives null while there is nothing to ask yet. */
  constructor(input: () => Input | null, load: (input: Input, signal: AbortSignal) => Promise<Reply>) {
    const key = $derived(JSON.stringify(input()));
    $effect(() => {
      const asked = key;
      void this.#attempt;
      const value = untrack(input);
      // What failed before was another question.
      this.#problem = undefined;
      this.#loading = false;
      if (value === null) return;
      const known = this.#answers.get(asked);
      if (known !== undefined) {
        this.#settle(value, known);
        return;
      }
      const abort = new AbortController();
      this.#loading = true;
      load(value, abort.signal).then(
        (reply) => {
          if (abort.signal.aborted) return;
          this.#answers.set(asked, reply);
          this.#settle(value, reply);
        },
        (failure: unknown) => {
          if (abort.signal.aborted) return;
          this.#loading = false;
          this.#problem = failure instanceof ProblemError ? failure : new ProblemError('unreadable', String(failure));
        },
      );
      return () => abort.abort();
    });
  }

  get data(): Reply | undefined {
    return this.#data;
  }

  /** The input that `data` answers. */
  get of(): Input | undefined {
    return this.#of;
  }

  get problem(): ProblemError | undefined {
    return this.#problem;
  }

  get loading(): boolean {
    return this.#loading;
  }

  retry = (): void => {
    this.#attempt += 1;
  };

  /** Asks again, whatever is kept: what was answered may hold no more. */
  renew = (): void => {
    this.#answers.delete(JSON.stringify(this.#of));
    this.#attempt += 1;
  };

  #settle(input: Input, reply: Reply): void {
    this.#of = input;
    this.#data = reply;
    this.#problem = undefined;
    this.#loading = false;
  }
}
