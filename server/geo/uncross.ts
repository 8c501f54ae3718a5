import mapshaper, { type Arcs, type Crossing, type Segment } from 'mapshaper';

const { internal } = mapshaper;

/** A segment that is to be drawn with the vertices of threshold `z` again, as it crosses another. */
interface Target {
  readonly a: Segment;
  readonly b: Segment;
  readonly z: number;
}

/**
 * Takes simplification back where it made lines cross, as mapshaper does it by itself, vertex by vertex, the most important first.
 * Its queue is moved on by one for each that comes in, which takes most of the time where tens of thousands cross.
 */
export function uncross(arcs: Arcs, interval: number): void {
  while (unwind(arcs, interval)) continue;
}

/** Takes back what is found to cross; whether anything was. */
function unwind(arcs: Arcs, interval: number): boolean {
  const { xx, yy, zz } = arcs.getVertexData();
  if (zz === null) return false;
  const queue = new Queue();
  for (const target of targetsOf(internal.findSegmentIntersections(arcs), interval, zz)) queue.add(target);
  let changed = false;
  for (let target = queue.take(); target !== null; target = queue.take()) {
    // What was taken back before may have changed it.
    const segments = [...segmentsAlong(target.a, interval, xx, zz), ...segmentsAlong(target.b, interval, xx, zz)];
    const still = targetsOf(internal.intersectSegments(segments, xx, yy), interval, zz);
    const [only, second] = still;
    const replaced = only !== undefined && second === undefined ? parted(only, interval, zz) : null;
    if (replaced !== null) changed = true;
    for (const next of replaced ?? still) queue.add(next);
  }
  return changed;
}

/** Which of two segments that cross is to be parted: the one with the more important vertex left out. */
function targetsOf(crossings: readonly Crossing[], interval: number, zz: Float64Array): Target[] {
  return crossings.flatMap(({ a, b }) => {
    const ofA = internal.findNextRemovableVertex(zz, interval, a[0], a[1]);
    const ofB = internal.findNextRemovableVertex(zz, interval, b[0], b[1]);
    if (ofA === -1 && ofB === -1) return [];
    const [za, zb] = [zz[ofA] ?? -1, zz[ofB] ?? -1];
    return ofB === -1 || (ofA !== -1 && za > zb) ? [{ a, b, z: za }] : [{ a: b, b: a, z: zb }];
  });
}

/** A target parted at the vertices of its threshold, which are kept from now on. */
function parted({ a, b, z }: Target, interval: number, zz: Float64Array): Target[] {
  const parts: Target[] = [];
  let [start] = a;
  const [, end] = a;
  for (let at = start + 1; at <= end; at++) {
    if (zz[at] !== z && at !== end) continue;
    parts.push({ a: [start, at], b, z });
    if (at !== end) zz[at] = interval;
    start = at;
  }
  return parts;
}

/** The segments that are drawn between two vertices, as pairs of vertices from west to east. */
function segmentsAlong([one, other]: Segment, interval: number, xx: Float64Array, zz: Float64Array): number[] {
  const found: number[] = [];
  const last = Math.max(one, other);
  let before = Math.min(one, other);
  for (let at = before + 1; at <= last; at++) {
    if ((zz[at] ?? 0) < interval) continue;
    if ((xx[before] ?? 0) < (xx[at] ?? 0)) found.push(before, at);
    else found.push(at, before);
    before = at;
  }
  return found;
}

/** Gives the target of the highest threshold, of several the one that came last: a heap. */
class Queue {
  readonly #heap: { readonly target: Target; readonly turn: number }[] = [];
  #turns = 0;

  add(target: Target): void {
    let at = this.#heap.push({ target, turn: this.#turns++ }) - 1;
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  take(): Target | null {
    const [first] = this.#heap;
    if (first === undefined) return null;
    this.#swap(0, this.#heap.length - 1);
    this.#heap.pop();
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const higher = this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(higher, at)) return first.target;
      this.#swap(higher, at);
      at = higher;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.target.z === b.target.z ? a.turn > b.turn : a.target.z > b.target.z;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
