import { Fault } from '#contract/faults.ts';
import { CompressedBody } from './encoding.ts';
import { tooSlow } from './lend.ts';

/** A reply kept ready to send. */
export interface Kept {
  readonly body: CompressedBody;
  readonly tag: string;
}

/** Bytes of a reply as they were made, or kept elsewhere. */
export interface Made {
  readonly bytes: Buffer;
  readonly tag: string;
  /** The same compressed, where they were kept so. */
  readonly br?: Buffer | null;
}

interface Running {
  readonly promise: Promise<Kept>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Replies by key, least recently used first out, bounded in bytes (all compressed forms count). Equal requests that come
 * while one is being made wait for that one; when the last of them goes away its work is aborted.
 */
export class ByteCache {
  private readonly kept = new Map<string, Kept>();
  private readonly sizes = new Map<string, number>();
  private readonly running = new Map<string, Running>();
  private held = 0;

  /** Work that takes longer than `slowestMs` is aborted. */
  constructor(
    private readonly maxBytes: number,
    private readonly slowestMs: number,
  ) {}

  get bytes(): number {
    return this.held;
  }

  get size(): number {
    return this.kept.size;
  }

  peek(key: string): Kept | undefined {
    const found = this.kept.get(key);
    if (found) {
      this.kept.delete(key);
      this.kept.set(key, found);
    }
    return found;
  }

  /**
   * The reply of a key, made by `make` where there is none. `make` gets a signal that aborts when nobody waits any more;
   * a failure is told to all who wait and not kept, but for `serverBusy`: who did not begin tries once more. Rejects with
   * `signal`'s reason when the caller goes away.
   */
  get(key: string, signal: AbortSignal, make: (signal: AbortSignal) => Promise<Made>): Promise<Kept> {
    return this.getOrJoin(key, signal, make, true);
  }

  private async getOrJoin(
    key: string,
    signal: AbortSignal,
    make: (signal: AbortSignal) => Promise<Made>,
    isFirstTry: boolean,
  ): Promise<Kept> {
    const there = this.peek(key);
    if (there) return there;
    signal.throwIfAborted();
    const joined = this.running.get(key);
    const running = joined ?? this.start(key, make);
    running.waiting++;
    return new Promise<Kept>((resolve, reject) => {
      const leave = () => {
        running.waiting--;
        if (running.waiting === 0) running.controller.abort(signal.reason);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      // Whoever began it waited for a place of theirs: that one had none says nothing of who joined.
      const failed = (error: unknown) => {
        if (joined && isFirstTry && isBusy(error)) resolve(this.getOrJoin(key, signal, make, false));
        else reject(error as Error);
      };
      running.promise.then(resolve, failed).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  clear(): void {
    this.kept.clear();
    this.sizes.clear();
    this.held = 0;
  }

  private start(key: string, make: (signal: AbortSignal) => Promise<Made>): Running {
    const controller = new AbortController();
    const patience = setTimeout(() => controller.abort(tooSlow(this.slowestMs)), this.slowestMs);
    const promise = make(controller.signal).then((made) => this.keep(key, made));
    const running = { promise, controller, waiting: 0 };
    this.running.set(key, running);
    // An aborted piece of work is no answer for those who ask later.
    const forget = () => {
      clearTimeout(patience);
      if (this.running.get(key) === running) this.running.delete(key);
    };
    controller.signal.addEventListener('abort', forget, { once: true });
    promise.then(forget, forget);
    return running;
  }

  private keep(key: string, { bytes, tag, br = null }: Made): Kept {
    const kept: Kept = { tag, body: new CompressedBody(bytes, (more) => this.grow(key, kept, more), br) };
    this.kept.set(key, kept);
    // Entries cost something beside their bytes.
    this.grow(key, kept, bytes.length + (br?.length ?? 0) + key.length + 300);
    return kept;
  }

  private grow(key: string, kept: Kept, bytes: number): void {
    if (this.kept.get(key) !== kept) return;
    this.sizes.set(key, (this.sizes.get(key) ?? 0) + bytes);
    this.held += bytes;
    for (const oldest of this.kept.keys()) {
      if (this.held <= this.maxBytes) break;
      this.held -= this.sizes.get(oldest) ?? 0;
      this.kept.delete(oldest);
      this.sizes.delete(oldest);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Fault && error.code === 'serverBusy';
}
