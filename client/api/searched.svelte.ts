import { Asked } from './asked.svelte.ts';

/** Who writes on is not interrupted. */
const pauseMs = 150;
const mostLetters = 100;

/** What is written into a field, and what was found of it: asked for after a short pause. Lives as long as its component. */
export class Searched<Input, Reply> {
  text = $state('');
  /** What is, or was, asked for. */
  asked = $state('');
  readonly found: Asked<Input, Reply>;
  readonly #wanted = $derived.by(() => this.text.trim().slice(0, mostLetters));
  /** Whether what was found is of something that was written before. */
  readonly pending = $derived.by(() => this.#wanted !== this.asked || this.found.waiting);

  constructor(input: (text: string) => Input, load: (input: Input, signal: AbortSignal) => Promise<Reply>) {
    this.found = new Asked(() => (this.asked === '' ? null : input(this.asked)), load);
    $effect(() => {
      const next = this.#wanted;
      const timer = setTimeout(() => (this.asked = next), pauseMs);
      return () => clearTimeout(timer);
    });
  }
}
