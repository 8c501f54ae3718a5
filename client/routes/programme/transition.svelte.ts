import type { z } from 'zod';
import { getProgramme, type ProgrammeReply } from '#contract/programme.ts';
import { getPaidResources } from '#contract/programme-resources.ts';
import { getTransition, type Transition } from '#contract/transition.ts';
import { Asked } from '#client/api/asked.svelte.ts';
import { call } from '#client/api/call.ts';
import { Frames } from '#client/api/frames.svelte.ts';
import { m } from '#client/text/compiled/messages.js';
import { home } from '../address.ts';
import type { FramedPage } from './framed-page.ts';
import { DayQuestions } from './planner.svelte.ts';

/** One whole answer of the page: all of it is of one day. */
interface TransitionAnswer {
  readonly key: string;
  readonly question: { readonly at: string };
  readonly at: string;
  readonly transition: Transition;
  readonly old: ProgrammeReply;
  readonly new: ProgrammeReply;
  readonly paid: z.infer<(typeof getPaidResources)['reply']>;
}

/** What the page of two programmes asks for: which two they are, what each says, what was paid out of the old one. */
export class TransitionQuestions extends DayQuestions implements FramedPage {
  protected answeredOn(): string | undefined {
    return this.transition.last?.reply.at;
  }

  readonly transition = new Asked(
    () => this.given,
    (query, signal) => call(getTransition, { query, signal }),
  );
  /** Which two programmes they are is known from the answer. */
  #of(which: 'from' | 'to') {
    const last = this.transition.last?.reply;
    return last === undefined ? null : { ...this.given, period: last[which].period };
  }
  readonly #old = new Asked(
    () => this.#of('from'),
    (query, signal) => call(getProgramme, { query, signal }),
  );
  readonly #new = new Asked(
    () => this.#of('to'),
    (query, signal) => call(getProgramme, { query, signal }),
  );
  readonly #paid = new Asked(
    () => this.#of('from'),
    (query, signal) => call(getPaidResources, { query, signal }),
  );
  readonly needed = [this.transition, this.#old, this.#new, this.#paid];
  readonly others = [this.measures];

  readonly #whole = $derived.by((): TransitionAnswer | null => {
    const [transition, old, paid] = [this.transition.fresh, this.#old.fresh, this.#paid.fresh];
    const next = this.#new.fresh;
    if (!transition || !old || !next || !paid || this.asked === '') return null;
    const at = this.asked;
    return { key: at, question: { at }, at, transition, old, new: next, paid };
  });
  readonly #frames = new Frames<TransitionAnswer['question'], TransitionAnswer>({
    asked: () => (this.asked === '' ? null : { at: this.asked }),
    whole: () => this.#whole,
    failed: () => this.needed.some(({ problem }) => problem !== undefined),
    likeness: () => null,
  });
  readonly ready = $derived(this.#frames.frame);
  readonly old = $derived(this.#frames.old);
  readonly at = $derived.by(() => this.ready?.at ?? this.asked);
  /** Nothing here waits for assessments alone. */
  readonly empty = false;
  readonly source = $derived.by(() =>
    this.ready === null ? '' : m.paper_source({ period: this.ready.transition.from.period }),
  );

  readonly links = {
    unit: (code: string): string => this.#href({ unit: { level: 'commune', code } }),
    data: (): string => this.#href({ page: 'data' }),
    programme: (period: string): string => this.#href({ page: 'programme', planner: { ...home.planner, period } }),
  };
  #href(change: Partial<typeof home>): string {
    const { language, at } = this.router.address;
    return this.router.href({ ...home, language, at, ...change });
  }
}
