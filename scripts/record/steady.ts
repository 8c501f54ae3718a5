import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Runs `work` with draws that are the same every time: counts of households are rounded by chance before they are
 * published, and two records would differ in them. Nothing else of a portal is drawn.
 */
export async function withSteadyDraws<T>(work: () => Promise<T>): Promise<T> {
  const drawn = crypto.randomInt;
  let state = 1;
  const draw = (below: number): number => {
    // Lehmer's generator: its numbers lie between 0 and 2^31 - 1.
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
  Object.assign(crypto, { randomInt: draw });
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    Object.assign(crypto, { randomInt: drawn });
    syncBuiltinESMExports();
  }
}
