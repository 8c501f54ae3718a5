/**
 * Plane geometry on metric coordinates. Unless said otherwise every position here is `[east, north]` in metres.
 */
export type Point = readonly [number, number];

/** Array access that fails loudly: an index out of range here is a fault of the generator, never a matter of data. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}

/** Distance between two positions, in the unit of the coordinates. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** Position at share t (0 to 1) of the way from a to b. */
export function between(a: Point, b: Point, t: number): Point {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Length of a line in the unit of its coordinates. */
export function lengthOf(line: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) length += distance(at(line, i - 1), at(line, i));
  return length;
}

/** Signed area (positive when counter-clockwise) and centroid of a ring; the ring may be open or closed. */
export function areaAndCentroid(ring: readonly Point[]): { area: number; centroid: Point } {
  // Relative to the first vertex: coordinates of 1e6 m would otherwise cost half of the digits.
  if (ring.length < 3) return { area: 0, centroid: ring[0] ?? [0, 0] };
  const [x0, y0] = at(ring, 0);
  let twice = 0;
  let cx = 0;
  let cy = 0;
  for (let i = 1; i < ring.length; i++) {
    const ax = at(ring, i)[0] - x0;
    const ay = at(ring, i)[1] - y0;
    const next = at(ring, (i + 1) % ring.length);
    const bx = next[0] - x0;
    const by = next[1] - y0;
    const cross = ax * by - bx * ay;
    twice += cross;
    cx += (ax + bx) * cross;
    cy += (ay + by) * cross;
  }
  if (twice === 0) return { area: 0, centroid: at(ring, 0) };
  return { area: twice / 2, centroid: [x0 + cx / (3 * twice), y0 + cy / (3 * twice)] };
}

/** Signed area of a ring, in square units of its coordinates. */
export function areaOf(ring: readonly Point[]): number {
  return areaAndCentroid(ring).area;
}

/** Whether a position lies inside a ring (even-odd rule; the boundary itself belongs to either side). */
export function isInside(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = at(ring, i);
    const [bx, by] = at(ring, j);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Nearest position to p on the segment from a to b. */
export function nearestOnSegment(p: Point, a: Point, b: Point): Point {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
  return between(a, b, Math.min(1, Math.max(0, t)));
}

/** A line with extra vertices, so that no segment is longer than `stepM`; the vertices it has are kept. */
export function densify(line: readonly Point[], stepM: number): Point[] {
  const dense: Point[] = [at(line, 0)];
  for (let i = 1; i < line.length; i++) {
    const a = at(line, i - 1);
    const b = at(line, i);
    const pieces = Math.max(1, Math.ceil(distance(a, b) / stepM));
    for (let k = 1; k < pieces; k++) dense.push(between(a, b, k / pieces));
    dense.push(b);
  }
  return dense;
}
