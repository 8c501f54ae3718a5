import { flushSync } from 'svelte';

/** A value that what is under test follows, as it follows a property or the address. */
export class Given<Value> {
  #value = $state.raw() as Value;

  constructor(value: Value) {
    this.#value = value;
  }
  get value(): Value {
    return this.#value;
  }
  /** Sets it, and lets all that follows it run. */
  set(value: Value): void {
    flushSync(() => (this.#value = value));
  }
}

/** Makes something as a component would that lives until `end`. */
export function alive<Made>(make: () => Made): { readonly made: Made; readonly end: () => void } {
  let made: { readonly it: Made } | undefined;
  const end = flushSync(() => $effect.root(() => void (made = { it: make() })));
  if (made === undefined) throw new Error('it was not made');
  return { made: made.it, end };
}

/** Reads again whatever changes, as what is on screen does. Called where something is made. */
export function watch(read: () => unknown): void {
  $effect(() => void read());
}
