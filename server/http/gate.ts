import { Fault } from '#contract/faults.ts';
import type { StopSignal } from '#server/stop.ts';

/** How much of something may be in use at once. */
export interface Share {
  readonly places: number;
  /** Of them for one address: fewer, so that whoever takes all that they get leaves room for others. */
  readonly forOne: number;
}

/** Who wants in. */
export interface Entrant<Name extends string> {
  readonly share: Name;
  /** Whom it is counted to, as `askerOf` names them. */
  readonly asker: string;
  /** Leaves the queue when it aborts. */
  readonly signal?: StopSignal;
  /** Goes on with what was let in before: is never sent away because many wait, and comes before what begins. */
  readonly again?: boolean;
  /** Waits so long at most. */
  readonly patienceMs: number;
}

export interface GateOptions {
  /** First entries that wait, of all and of one address; one more is sent away at once. */
  readonly mostWaiting: number;
  readonly mostWaitingOfOne: number;
}

/** Gives the place back; a second call does nothing. */
export type Leave = () => void;

interface Waiting {
  readonly asker: string;
  readonly signal: StopSignal | undefined;
  readonly again: boolean;
  readonly patienceMs: number;
}

interface Waiter {
  readonly again: boolean;
  let(leave: Leave): void;
}

interface Hall extends Share {
  taken: number;
  waiting: number;
  readonly takenBy: Map<string, number>;
  /** Queues by address, in the order in which they are served next. */
  readonly queues: Map<string, Set<Waiter>>;
}

/**
 * Lets in as many as a share has places, and the others in turn by address, so that one that asks a thousand times waits
 * for itself. Whoever waits too long, or finds too many waiting, gets the Fault `serverBusy`.
 */
export class Gate<Name extends string> {
  private readonly halls: ReadonlyMap<Name, Hall>;

  constructor(
    shares: Readonly<Record<Name, Share>>,
    private readonly options: GateOptions,
  ) {
    const named = Object.entries(shares) as [Name, Share][];
    this.halls = new Map(
      named.map(([name, { places, forOne }]) => [
        name,
        { places, forOne, taken: 0, waiting: 0, takenBy: new Map(), queues: new Map() },
      ]),
    );
  }

  /** How many have a place, and how many wait for one. */
  get figures(): Readonly<Record<Name, { taken: number; waiting: number }>> {
    return Object.fromEntries(
      [...this.halls].map(([name, { taken, waiting }]) => [name, { taken, waiting }]),
    ) as Record<Name, { taken: number; waiting: number }>;
  }

  /** A place, at once where there is one. Throws or rejects with `serverBusy`, or with the reason of `signal`. */
  enter({ share, asker, signal, again = false, patienceMs }: Entrant<Name>): Leave | Promise<Leave> {
    signal?.throwIfAborted();
    const hall = this.halls.get(share);
    if (hall === undefined) throw new Error(`there is no share ${share}`);
    const queue = hall.queues.get(asker);
    // Whoever may come in has nobody before them: the others wait for places that they may not take.
    if (queue === undefined && hasRoom(hall, asker)) return take(hall, asker);
    const tooMany = hall.waiting >= this.options.mostWaiting || (queue?.size ?? 0) >= this.options.mostWaitingOfOne;
    if (tooMany && !again) throw new Fault('serverBusy', {});
    return this.wait(hall, { asker, signal, again, patienceMs });
  }

  private wait(hall: Hall, { asker, signal, again, patienceMs }: Waiting): Promise<Leave> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', abort);
      };
      const waiter: Waiter = {
        again,
        let(leave) {
          stop();
          resolve(leave);
        },
      };
      const giveUp = (reason: unknown) => {
        stop();
        remove(hall, asker, waiter);
        reject(reason as Error);
      };
      const abort = () => giveUp(signal?.reason);
      const patience = setTimeout(() => giveUp(new Fault('serverBusy', {})), patienceMs);
      signal?.addEventListener('abort', abort);
      const queue = hall.queues.get(asker) ?? new Set();
      queue.add(waiter);
      hall.queues.set(asker, queue);
      hall.waiting++;
    });
  }
}

function hasRoom({ taken, places, takenBy, forOne }: Hall, asker: string): boolean {
  return taken < places && (takenBy.get(asker) ?? 0) < forOne;
}

function take(hall: Hall, asker: string): Leave {
  hall.taken++;
  hall.takenBy.set(asker, (hall.takenBy.get(asker) ?? 0) + 1);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    hall.taken--;
    const others = (hall.takenBy.get(asker) ?? 1) - 1;
    if (others === 0) hall.takenBy.delete(asker);
    else hall.takenBy.set(asker, others);
    letNext(hall);
  };
}

/** Lets in whoever is next and may: the address that waits longest for its turn, and of it the oldest entry. */
function letNext(hall: Hall): void {
  for (const [asker, queue] of hall.queues) {
    if (hall.taken >= hall.places) return;
    if (!hasRoom(hall, asker)) continue;
    const waiter = oldest(queue);
    if (waiter === undefined) continue;
    remove(hall, asker, waiter);
    // The address goes to the end of the turn with what is left of its queue.
    if (hall.queues.delete(asker)) hall.queues.set(asker, queue);
    waiter.let(take(hall, asker));
    return;
  }
}

/** What goes on comes before what begins: it holds memory, and somebody reads its answer already. */
function oldest(queue: ReadonlySet<Waiter>): Waiter | undefined {
  for (const waiter of queue) if (waiter.again) return waiter;
  return queue.values().next().value;
}

function remove(hall: Hall, asker: string, waiter: Waiter): void {
  const queue = hall.queues.get(asker);
  if (queue?.delete(waiter) !== true) return;
  hall.waiting--;
  if (queue.size === 0) hall.queues.delete(asker);
}
