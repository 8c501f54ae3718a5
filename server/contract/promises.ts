import type { Target } from './programme.ts';

/**
 * Whether a target only prints again, as a percentage, what another one promises as a number ("5 % số xã (04/67 xã)"): the
 * two are one promise, and the number stands for it, for it is what is wanted.
 */
export function isPrintedAgain({ sameAs, unit }: Pick<Target, 'sameAs' | 'unit'>): boolean {
  return sameAs !== null && unit === 'percent';
}

/** Rows of targets with each promise once: whatever counts targets counts these. */
export function promisesOf<Row extends { readonly target: Pick<Target, 'sameAs' | 'unit'> }>(
  rows: readonly Row[],
): Row[] {
  return rows.filter(({ target }) => !isPrintedAgain(target));
}
