import type { Pattern } from './fills.ts';

/** Pixels of a pattern's square, which the map repeats. Drawn at twice the size that it shows at. */
const size = 16;
/** Grey that stands out on light and dark paper alike. */
const grey = [105, 115, 123, 255] as const;

/** A pattern of one colour on nothing, as the map's image. `null` for a name that is none of ours. */
export function patternImage(name: string): { width: number; height: number; data: Uint8ClampedArray } | null {
  const draws = inside[name as Pattern];
  if (draws === undefined) return null;
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!draws(x, y)) continue;
      data.set(grey, (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

/** Whether a pixel belongs to the pattern. */
const inside: Record<Pattern, (x: number, y: number) => boolean> = {
  hatch: (x, y) => (x + y) % 16 < 3,
  dots: (x, y) => Math.hypot((x % 16) - 7.5, (y % 16) - 7.5) < 2.4,
  cross: (x, y) => (x + y) % 16 < 2 || (x - y + 16) % 16 < 2,
};
