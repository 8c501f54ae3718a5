import { isNewer, newestOf, parseRevisions, revisionsHeader, type Revisions } from '#contract/revisions.ts';

/** Of what is not known nothing is outdated. */
export const noRevisions: Revisions = {};

/**
 * The newest stand of the data that any answer told of. What was answered by an older one holds no more: memories are
 * forgotten, and what is on screen is asked for anew.
 */
class Newest {
  #revisions = $state.raw<Revisions>(noRevisions);
  #generation = $state(0);

  get revisions(): Revisions {
    return this.#revisions;
  }

  /** Grows whenever data turns out to have changed: part of the key of what is remembered without revisions of its own. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether an answer of these revisions holds no more. */
  isOlder(than: Revisions): boolean {
    return isNewer(this.#revisions, than);
  }

  /** Takes note of what an answer says. A resource that was not heard of before makes nothing old. */
  learn(heard: Revisions): void {
    const moved = isNewer(heard, this.#revisions);
    const next = newestOf(this.#revisions, heard);
    if (!moved && Object.keys(next).length === Object.keys(this.#revisions).length) return;
    this.#revisions = next;
    if (moved) this.#generation += 1;
  }
}

export const newest = new Newest();

/** What is known of the answers that are asked for under one signal. */
interface Reading {
  /** The endpoint that was asked last. */
  readonly asked: string | null;
  /** Of several answers the oldest revisions: a whole is as old as its oldest part. */
  readonly revisions: Revisions | null;
}
const readings = new WeakMap<AbortSignal, Reading>();
const noReading: Reading = { asked: null, revisions: null };

/** Takes note that an endpoint is asked. */
export function noteAsked(asked: string, signal: AbortSignal | undefined): void {
  if (signal !== undefined) readings.set(signal, { ...(readings.get(signal) ?? noReading), asked });
}

/** Takes note of the revisions of an answer. */
export function noteAnswer(headers: Headers, signal: AbortSignal | undefined): void {
  const heard = parseRevisions(headers.get(revisionsHeader));
  newest.learn(heard);
  if (signal === undefined) return;
  const reading = readings.get(signal) ?? noReading;
  const revisions = reading.revisions === null ? heard : oldestOf(reading.revisions, heard);
  readings.set(signal, { ...reading, revisions });
}

/** The revisions of all that was asked for under a signal. */
export function revisionsUnder(signal: AbortSignal): Revisions {
  return readings.get(signal)?.revisions ?? noRevisions;
}

/** Id of the endpoint that was asked last under a signal: what an answer that did not come would have told. */
export function askedUnder(signal: AbortSignal): string | null {
  return readings.get(signal)?.asked ?? null;
}

/**
 * The revisions of an answer that was asked for when `sent` was known: of what it follows, and of nothing else, for news of
 * that make it no older.
 */
export function asNewAs(sent: Revisions, answer: Revisions): Revisions {
  return Object.fromEntries(
    Object.entries(answer).map(([name, count]) => [name, Math.max(count, sent[name] ?? count)] as const),
  );
}

function oldestOf(a: Revisions, b: Revisions): Revisions {
  const both = Object.entries(b).map(([name, count]) => [name, Math.min(count, a[name] ?? count)] as const);
  return { ...a, ...Object.fromEntries(both) };
}
