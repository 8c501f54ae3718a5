import type { Neighbour } from '#contract/admin-units.ts';

/** Bearing of each arrow key, degrees clockwise from north. */
export const bearingOfKey: Readonly<Record<string, number>> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};

/** The angle between two bearings, 0 to 180 degrees. */
export function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360;
  return turn > 180 ? 360 - turn : turn;
}

/**
 * The neighbour that lies most nearly in a direction: the smallest angle, 75 degrees at most. Among
 * neighbours whose angles differ by less than 20 degrees the longer shared boundary wins, since that is the one that a
 * person sees on that side. Null where nothing lies that way.
 */
export function neighbourToward(
  neighbours: readonly Pick<Neighbour, 'code' | 'bearingDegrees' | 'sharedM'>[],
  bearingDegrees: number,
): string | null {
  const candidates = neighbours
    .map((neighbour) => ({ ...neighbour, angle: angleBetween(neighbour.bearingDegrees, bearingDegrees) }))
    .filter(({ angle }) => angle <= 75)
    .sort((a, b) => a.angle - b.angle);
  const nearest = candidates[0];
  if (nearest === undefined) return null;
  const alike = candidates.filter(({ angle }) => angle - nearest.angle < 20);
  return alike.reduce((best, next) => (next.sharedM > best.sharedM ? next : best)).code;
}
