import { eachRing, type PackedPolygons } from '#contract/packed-polygons.ts';

/** The segments of all rings of boundaries (units, by their index), told by number: millions of them are no objects. */
export class Segments {
  readonly #coordinates: readonly Float64Array[];
  readonly #units: Int32Array;
  /** Of each segment the position, within its boundary, where it begins. */
  readonly #starts: Int32Array;
  readonly #bits = new Float64Array(2);
  readonly #words = new Int32Array(this.#bits.buffer);

  constructor(boundaries: readonly PackedPolygons[]) {
    this.#coordinates = boundaries.map(({ coordinates }) => coordinates);
    const most = boundaries.reduce((sum, { coordinates }) => sum + coordinates.length / 2, 0);
    const units = new Int32Array(most);
    const starts = new Int32Array(most);
    let count = 0;
    boundaries.forEach((boundary, unit) => {
      eachRing(boundary, (from, to) => {
        for (let start = from; start < to - 1; start++) {
          units[count] = unit;
          starts[count++] = start;
        }
      });
    });
    this.#units = units.subarray(0, count);
    this.#starts = starts.subarray(0, count);
  }

  get count(): number {
    return this.#units.length;
  }

  unitOf(segment: number): number {
    return this.#units[segment] ?? 0;
  }

  /** A coordinate of the segment's beginning (`end` 0) or end (1). */
  at(segment: number, end: 0 | 1, axis: 0 | 1): number {
    const coordinates = this.#coordinates[this.#units[segment] ?? 0];
    return coordinates?.[2 * ((this.#starts[segment] ?? 0) + end) + axis] ?? 0;
  }

  isPoint(segment: number): boolean {
    return this.at(segment, 0, 0) === this.at(segment, 1, 0) && this.at(segment, 0, 1) === this.at(segment, 1, 1);
  }

  /** Whether two have the same ends, whichever way they are drawn. */
  areSame(one: number, other: number): boolean {
    return (
      (this.#meet(one, 0, other, 0) && this.#meet(one, 1, other, 1)) ||
      (this.#meet(one, 0, other, 1) && this.#meet(one, 1, other, 0))
    );
  }

  /** A number that those that are the same have in common. */
  hashOf(segment: number): number {
    return (this.#hashOfEnd(segment, 0) + this.#hashOfEnd(segment, 1)) >>> 0;
  }

  #meet(one: number, end: 0 | 1, other: number, otherEnd: 0 | 1): boolean {
    return this.at(one, end, 0) === this.at(other, otherEnd, 0) && this.at(one, end, 1) === this.at(other, otherEnd, 1);
  }

  #hashOfEnd(segment: number, end: 0 | 1): number {
    // Minus zero is zero.
    this.#bits[0] = this.at(segment, end, 0) + 0;
    this.#bits[1] = this.at(segment, end, 1) + 0;
    let hash = 0;
    for (const word of this.#words) {
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
