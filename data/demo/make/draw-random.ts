/** Pseudo-random numbers of our own, so that the demo is the same on every machine and after every upgrade. */
export type Random = () => number;

/** FNV-1a: turns a readable label such as `22015|22018` into a seed. */
function hashOf(label: string): number {
  let hash = 0x811c9dc5;
  for (const char of label) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32 seeded by a label: numbers in [0, 1). Each thing drawn has its own label, so order does not matter. */
export function drawRandom(label: string): Random {
  let state = hashOf(label);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
