/** Parts of a degree by which corners are told apart: 1 cm. */
const partsOfDegree = 1e7;

/** Corners by their place, each with a number that whoever adds it gives: millions of them are no objects. */
export class CornerIndex {
  #count = 0;
  #columns = new Int32Array(1024);
  #rows = new Int32Array(1024);
  #numbers = new Int32Array(1024);
  /** Where a corner stands, one more than its place in the lists; made when the first one is looked for. */
  #table: Int32Array | null = null;

  add(x: number, y: number, number: number): void {
    if (this.#count === this.#columns.length) {
      this.#columns = grown(this.#columns);
      this.#rows = grown(this.#rows);
      this.#numbers = grown(this.#numbers);
    }
    this.#columns[this.#count] = Math.round(x * partsOfDegree);
    this.#rows[this.#count] = Math.round(y * partsOfDegree);
    this.#numbers[this.#count++] = number;
    this.#table = null;
  }

  /** Calls with the number of each corner at a place. */
  eachAt(x: number, y: number, call: (number: number) => void): void {
    const table = (this.#table ??= this.#makeTable());
    const [column, row] = [Math.round(x * partsOfDegree), Math.round(y * partsOfDegree)];
    for (let slot = hashOf(column, row) & (table.length - 1); ; slot = (slot + 1) & (table.length - 1)) {
      const corner = (table[slot] ?? 0) - 1;
      if (corner < 0) return;
      if (this.#columns[corner] === column && this.#rows[corner] === row) call(this.#numbers[corner] ?? 0);
    }
  }

  #makeTable(): Int32Array {
    const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.#count + 2)));
    for (let corner = 0; corner < this.#count; corner++) {
      let slot = hashOf(this.#columns[corner] ?? 0, this.#rows[corner] ?? 0) & (table.length - 1);
      while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = corner + 1;
    }
    return table;
  }
}

function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

function hashOf(column: number, row: number): number {
  const hash = Math.imul(Math.imul(column, 0x9e3779b1) ^ row, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
