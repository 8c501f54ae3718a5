interface Held<T> {
  readonly value: T;
  readonly bytes: number;
  readonly clock: NodeJS.Timeout;
}

/** How much is kept, for how long, and who hears of what goes. */
interface Bounds<T> {
  readonly most: number;
  readonly mostBytes: number;
  readonly ms: number;
  readonly onDrop?: (value: T) => void;
}

/** Things kept by id for a while: the oldest goes where there are too many, or where they are too large together. */
export class Kept<T> {
  readonly #held = new Map<string, Held<T>>();

  constructor(private readonly bounds: Bounds<T>) {}

  get(id: string): T | null {
    return this.#held.get(id)?.value ?? null;
  }

  /** Keeps what is newest, whatever its size. */
  keep(id: string, value: T, bytes: number): void {
    this.drop(id);
    const clock = setTimeout(() => this.drop(id), this.bounds.ms).unref();
    this.#held.set(id, { value, bytes, clock });
    for (const oldest of [...this.#held.keys()]) {
      if (oldest === id || !this.#isTooMuch) break;
      this.drop(oldest);
    }
  }

  drop(id: string): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    clearTimeout(held.clock);
    this.#held.delete(id);
    this.bounds.onDrop?.(held.value);
  }

  get #isTooMuch(): boolean {
    const bytes = [...this.#held.values()].reduce((sum, held) => sum + held.bytes, 0);
    return this.#held.size > this.bounds.most || bytes > this.bounds.mostBytes;
  }
}
