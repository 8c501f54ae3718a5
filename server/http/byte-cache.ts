import { Fault } from '#contract/faults.ts';
import { Stop, type StopSignal } from '#server/stop.ts';
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

/** Who asked for a reply that is being made. */
interface Waiter {
  readonly signal: StopSignal;
  readonly leave: () => void;
  readonly resolve: (kept: Kept) => void;
  /** Makes it anew where it could not be made for want of a place; null for who began it, and for a second time. */
  readonly again: (() => void) | null;
  readonly reject: (reason: unknown) => void;
}

interface Running {
  readonly stop: Stop;
  readonly patience: NodeJS.Timeout;
  readonly waiters: Set<Waiter>;
}

type Make = (signal: StopSignal) => Promise<Made>;

/**
 * Replies by key, least recently used first out, bounded in bytes (all compressed forms count). Equal requests that come
 * while one is being made wait for that one; when the last of them goes away its work is aborted.
 */
export class ByteCache {
  private readonly entries = new Map<string, Entry>();
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
    return this.entries.size;
  }

  peek(key: string): Kept | undefined {
    const found = this.entries.get(key);
    if (found === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, found);
    return found.kept;
  }

  /**
   * The reply of a key, made by `make` where there is none. `make` gets a signal that aborts when nobody waits any more;
   * a failure is told to all who wait and not kept, but for `serverBusy`: who did not begin tries once more. Rejects with
   * `signal`'s reason when the caller goes away.
   */
  get(key: string, signal: StopSignal, make: Make): Promise<Kept> {
    const there = this.peek(key);
    if (there) return Promise.resolve(there);
    return this.join(key, signal, { make, isFirstTry: true });
  }

  private join(
    key: string,
    signal: StopSignal,
    { make, isFirstTry }: { readonly make: Make; readonly isFirstTry: boolean },
  ): Promise<Kept> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const joined = this.running.get(key);
      const running = joined ?? this.start(key, make);
      const waiter: Waiter = {
        signal,
        leave: () => {
          running.waiters.delete(waiter);
          if (running.waiters.size === 0) this.stop(key, running, signal.reason);
          reject(signal.reason as Error);
        },
        resolve,
        // Whoever began it waited for a place of theirs: that one had none says nothing of who joined.
        again: joined && isFirstTry ? () => resolve(this.join(key, signal, { make, isFirstTry: false })) : null,
        reject,
      };
      running.waiters.add(waiter);
      signal.addEventListener('abort', waiter.leave);
    });
  }

  private start(key: string, make: Make): Running {
    const stop = new Stop();
    const patience = setTimeout(() => this.stop(key, running, tooSlow(this.slowestMs)), this.slowestMs);
    const running: Running = { stop, patience, waiters: new Set() };
    this.running.set(key, running);
    const kept = make(stop).then((made) => this.keep(key, made));
    kept.then(
      (reply) => {
        for (const { resolve } of this.end(key, running)) resolve(reply);
      },
      (reason: unknown) => {
        for (const { again, reject } of this.end(key, running)) {
          if (again !== null && isBusy(reason)) again();
          else reject(reason);
        }
      },
    );
    return running;
  }

  /** Aborts a piece of work, which is no answer for those who ask later. */
  private stop(key: string, running: Running, reason: unknown): void {
    this.forget(key, running);
    running.stop.abort(reason);
  }

  /** Nobody waits for it any more; gives those who did. */
  private end(key: string, running: Running): Iterable<Waiter> {
    this.forget(key, running);
    for (const { signal, leave } of running.waiters) signal.removeEventListener('abort', leave);
    return running.waiters;
  }

  private forget(key: string, running: Running): void {
    clearTimeout(running.patience);
    if (this.running.get(key) === running) this.running.delete(key);
  }

  private keep(key: string, made: Made): Kept {
    const entry = new Entry(this, key, made);
    // Work that was given up may end all the same, after that of who asked later.
    this.letGo(key);
    this.entries.set(key, entry);
    // Entries cost something beside their bytes.
    entry.grow(made.bytes.length + (made.br?.length ?? 0) + key.length + 300);
    return entry.kept;
  }

  /** Counts bytes of an entry, where it has not been let go, and lets others go for them. */
  count(entry: Entry, bytes: number): void {
    if (this.entries.get(entry.key) !== entry) return;
    entry.bytes += bytes;
    this.held += bytes;
    if (this.held <= this.maxBytes) return;
    for (const oldest of this.entries.keys()) {
      if (this.held <= this.maxBytes) break;
      this.letGo(oldest);
    }
  }

  private letGo(key: string): void {
    this.held -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

/** A reply in memory; its body tells it how it grows. */
class Entry {
  readonly kept: Kept;
  /** Of all its forms. */
  bytes = 0;

  constructor(
    private readonly cache: ByteCache,
    readonly key: string,
    { bytes, tag, br = null }: Made,
  ) {
    this.kept = { tag, body: new CompressedBody(bytes, this, br) };
  }

  grow(bytes: number): void {
    this.cache.count(this, bytes);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Fault && error.code === 'serverBusy';
}
