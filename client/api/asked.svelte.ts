import { untrack } from 'svelte';
import type { Revisions } from '#contract/revisions.ts';
import { enter } from './failed.ts';
import { Memory } from './memory.ts';
import { ProblemError } from './problem.ts';
import { patiently } from './patience.ts';
import { asNewAs, newest, revisionsUnder } from './revisions.svelte.ts';

/** How many answers one question keeps, so that going back to a date or a measure asks nothing again. */
const kept = 40;

interface Answered<Input, Reply> {
  readonly of: Input;
  readonly key: string;
  readonly reply: Reply;
  readonly revisions: Revisions;
  /** Which renewal of the question it came after. */
  readonly renewal: number;
}
interface Failed<Input> {
  readonly of: Input;
  readonly key: string;
  readonly problem: ProblemError;
}

/** How a question stands. `outdated`: answered, but by data that has changed since; the newer answer is on its way. */
export type AskedState = 'nothing' | 'waiting' | 'answered' | 'outdated' | 'failed';

/**
 * A question whose input changes, and what came of it. What is asked, what was last answered and what last failed are kept
 * apart; how the question stands follows from comparing them, so that no answer is ever taken for that to another
 * question. An input that changes, and 15 seconds, abort; a failure is tried once more by itself. Reads only. Lives as
 * long as the component that makes it.
 */
export class Asked<Input, Reply> {
  readonly #input: () => Input | null;
  readonly #load: (input: Input, signal: AbortSignal) => Promise<Reply>;
  readonly #memory = new Memory<Reply>(kept);
  #answered = $state.raw<Answered<Input, Reply>>();
  #failed = $state.raw<Failed<Input>>();
  #attempt = $state(0);
  #renewal = $state(0);

  /** What is asked now; null while there is nothing to ask. */
  readonly asked = $derived.by((): Input | null => this.#input());
  readonly #key = $derived(JSON.stringify(this.asked));
  readonly #outdated = $derived.by(() => {
    const answered = this.#answered;
    return answered !== undefined && (answered.renewal !== this.#renewal || newest.isOlder(answered.revisions));
  });

  readonly state = $derived.by((): AskedState => {
    if (this.asked === null) return 'nothing';
    if (this.#failed?.key === this.#key) return 'failed';
    if (this.#answered?.key !== this.#key) return 'waiting';
    return this.#outdated ? 'outdated' : 'answered';
  });
  /**
   * The answer to what is asked now; undefined while it is awaited, and where it failed. One that newer data made old
   * stays until the newer one is there, and where that fails, beside the problem.
   */
  readonly reply = $derived.by((): Reply | undefined =>
    this.asked !== null && this.#answered?.key === this.#key ? this.#answered.reply : undefined,
  );
  /** The same, but never one that newer data made old. */
  readonly fresh = $derived(this.state === 'answered' ? this.#answered?.reply : undefined);
  readonly problem = $derived.by((): ProblemError | undefined =>
    this.state === 'failed' ? this.#failed?.problem : undefined,
  );
  readonly waiting = $derived(this.state === 'waiting');
  /** Whether nothing more is to come: answered by the newest data, failed, or nothing asked. */
  readonly settled = $derived(this.state !== 'waiting' && this.state !== 'outdated');

  /** `input` gives null while there is nothing to ask yet. */
  constructor(input: () => Input | null, load: (input: Input, signal: AbortSignal) => Promise<Reply>) {
    this.#input = input;
    this.#load = load;
    $effect(() => enter(this));
    $effect(() => {
      const key = this.#key;
      void this.#attempt;
      const holds = this.#answered?.key === key && !this.#outdated;
      const value = untrack(() => this.asked);
      if (holds || value === null) return;
      return untrack(() => this.#ask(key, value));
    });
  }

  /** The last answer, to whatever it was; for what may stay while the next is awaited, under its own name. */
  get last(): { readonly of: Input; readonly reply: Reply } | undefined {
    return this.#answered;
  }

  retry = (): void => {
    this.#failed = undefined;
    this.#attempt += 1;
  };

  /** Asks again, whatever is remembered: what was answered may hold no more. */
  renew = (): void => {
    this.#memory.delete(this.#key);
    this.#renewal += 1;
    this.retry();
  };

  /** Fetches the answer to what is going to be asked, so that it is there then. Whether it came. */
  ahead = async (input: Input): Promise<boolean> => {
    const key = JSON.stringify(input);
    if (this.#memory.get(key) !== undefined) return true;
    const abort = new AbortController();
    const sent = newest.revisions;
    try {
      const reply = await patiently((signal) => this.#load(input, signal), abort);
      this.#memory.set(key, { reply, revisions: asNewAs(sent, revisionsUnder(abort.signal)) });
      return true;
    } catch {
      // Asked for when its time comes, it fails before the reader's eyes.
      return false;
    }
  };

  /** Gives back what ends the asking. */
  #ask(key: string, of: Input): (() => void) | undefined {
    // What failed the last time has not failed this time.
    this.#failed = undefined;
    const renewal = this.#renewal;
    const known = this.#memory.get(key);
    if (known !== undefined) {
      this.#settle({ of, key, renewal, ...known });
      return undefined;
    }
    const abort = new AbortController();
    let over = false;
    // What is asked for after the news is as new as the news, even where a replica answers that has not heard it yet.
    const sent = newest.revisions;
    patiently((signal) => this.#load(of, signal), abort).then(
      (reply) => {
        if (over) return;
        const revisions = asNewAs(sent, revisionsUnder(abort.signal));
        this.#memory.set(key, { reply, revisions });
        this.#settle({ of, key, renewal, reply, revisions });
      },
      (failure: unknown) => {
        if (over) return;
        const problem = failure instanceof ProblemError ? failure : new ProblemError('unreadable', String(failure));
        this.#failed = { of, key, problem };
      },
    );
    return () => {
      over = true;
      abort.abort();
    };
  }

  #settle(answered: Answered<Input, Reply>): void {
    this.#answered = answered;
    this.#failed = undefined;
  }
}
