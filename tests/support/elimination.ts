const prime = 2_147_483_647n;

/**
 * What an attacker can compute: the span of published sums, each a row of whole numbers over the same unknowns. Reduced
 * modulo a large prime, where a row that is no combination of the others all but never looks like one.
 */
export class Span {
  readonly #rows: { at: number; row: bigint[] }[] = [];

  constructor(rows: readonly (readonly number[])[]) {
    for (const row of rows) {
      const left = this.#reduced(row.map((value) => modulo(BigInt(value))));
      const at = left.findIndex((value) => value !== 0n);
      if (at < 0) continue;
      const inverse = power(left[at] ?? 1n, prime - 2n);
      this.#rows.push({ at, row: left.map((value) => modulo(value * inverse)) });
    }
  }

  /** Whether a sum of unknowns follows from the published sums. */
  has(row: readonly number[]): boolean {
    return this.#reduced(row.map((value) => modulo(BigInt(value)))).every((value) => value === 0n);
  }

  #reduced(row: bigint[]): bigint[] {
    for (const { at, row: pivot } of this.#rows) {
      const factor = row[at] ?? 0n;
      if (factor !== 0n) row = row.map((value, index) => modulo(value - factor * (pivot[index] ?? 0n)));
    }
    return row;
  }
}

function modulo(value: bigint): bigint {
  return ((value % prime) + prime) % prime;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, factor, left] = [1n, base, exponent];
  while (left > 0n) {
    if (left & 1n) result = modulo(result * factor);
    factor = modulo(factor * factor);
    left >>= 1n;
  }
  return result;
}
