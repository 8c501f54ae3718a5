import type { Point } from './geometry.ts';

/**
 * A power diagram has straight edges and convex cells, which no real map has. The partition is therefore made in a
 * "straight" plane and bent afterwards by a row of sine shears. A shear moves every position along one direction by an
 * amount that depends on the other only: it keeps areas exactly, keeps topology, and is undone by its negative.
 */
interface Shear {
  readonly angleRad: number;
  readonly amplitudeM: number;
  readonly wavelengthM: number;
  readonly phaseRad: number;
}

/**
 * The slope of each shear (amplitude * 2 pi / wavelength) stays under 0.2, so that neighbours stay neighbours. Of some
 * 20 phases tried these leave few slivers along the outline and no unit that a bay cuts in two by more than 2 %.
 */
const shears: readonly Shear[] = [
  { angleRad: 0.3, amplitudeM: 400, wavelengthM: 19000, phaseRad: 2.35 },
  { angleRad: 1.9, amplitudeM: 360, wavelengthM: 16000, phaseRad: 3.804 },
  { angleRad: 1.1, amplitudeM: 200, wavelengthM: 8300, phaseRad: 5.858 },
  { angleRad: 2.7, amplitudeM: 184, wavelengthM: 7100, phaseRad: 2.511 },
];

function shift([x, y]: Point, shear: Shear, sign: 1 | -1): Point {
  const c = Math.cos(shear.angleRad);
  const s = Math.sin(shear.angleRad);
  const across = -s * x + c * y;
  const by = sign * shear.amplitudeM * Math.sin((2 * Math.PI * across) / shear.wavelengthM + shear.phaseRad);
  return [x + c * by, y + s * by];
}

/** From the straight plane to the map's metric plane (both in metres). */
export function bend(p: Point): Point {
  return shears.reduce<Point>((moved, shear) => shift(moved, shear, 1), p);
}

/** From the map's metric plane back to the straight plane. */
export function straighten(p: Point): Point {
  return shears.reduceRight<Point>((moved, shear) => shift(moved, shear, -1), p);
}
