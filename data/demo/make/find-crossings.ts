import { at } from './geometry.ts';
import type { Point } from './geometry.ts';

/** Side of the line from a to b on which p lies; exact for whole numbers up to 2^25. */
function sideOf(a: Point, b: Point, p: Point): number {
  return Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
}

function isOnSegment(a: Point, b: Point, p: Point): boolean {
  return (
    sideOf(a, b, p) === 0 &&
    Math.min(a[0], b[0]) <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= p[1] &&
    p[1] <= Math.max(a[1], b[1])
  );
}

const isSame = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];

/** Whether two segments share any position other than an end that both have. */
function doMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const touches =
    (isOnSegment(a, b, c) && !isSame(c, a) && !isSame(c, b)) ||
    (isOnSegment(a, b, d) && !isSame(d, a) && !isSame(d, b)) ||
    (isOnSegment(c, d, a) && !isSame(a, c) && !isSame(a, d)) ||
    (isOnSegment(c, d, b) && !isSame(b, c) && !isSame(b, d));
  if (touches) return true;
  if ((isSame(a, c) && isSame(b, d)) || (isSame(a, d) && isSame(b, c))) return true;
  return sideOf(a, b, c) * sideOf(a, b, d) < 0 && sideOf(c, d, a) * sideOf(c, d, b) < 0;
}

/**
 * Pairs of lines (a line with itself too) that meet elsewhere than at an end of both. Coordinates must be whole numbers
 * (micro-degrees), which makes the answer exact.
 */
export function findCrossings(lines: readonly (readonly Point[])[], cellSize = 4000): [number, number][] {
  const cells = new Map<string, { line: number; index: number }[]>();
  lines.forEach((line, n) => {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [at(line, i - 1), at(line, i)];
      const range = (axis: 0 | 1): [number, number] => [
        Math.floor(Math.min(a[axis], b[axis]) / cellSize),
        Math.floor(Math.max(a[axis], b[axis]) / cellSize),
      ];
      const [[x0, x1], [y0, y1]] = [range(0), range(1)];
      for (let x = x0; x <= x1; x++) {
        for (let y = y0; y <= y1; y++) {
          const key = `${x},${y}`;
          const cell = cells.get(key);
          if (cell) cell.push({ line: n, index: i });
          else cells.set(key, [{ line: n, index: i }]);
        }
      }
    }
  });
  const found = new Map<string, [number, number]>();
  for (const segments of cells.values()) {
    segments.forEach((p, k) => {
      const [a, b] = [at(at(lines, p.line), p.index - 1), at(at(lines, p.line), p.index)];
      for (const q of segments.slice(k + 1)) {
        const [c, d] = [at(at(lines, q.line), q.index - 1), at(at(lines, q.line), q.index)];
        if (doMeet(a, b, c, d)) found.set(`${p.line},${q.line}`, [p.line, q.line]);
      }
    });
  }
  // A position that two lines share is a junction only if it ends both; inside a line it is a touch.
  const seen = new Map<string, { line: number; isEnd: boolean }>();
  lines.forEach((line, n) => {
    line.forEach((p, i) => {
      const isEnd = i === 0 || i === line.length - 1;
      const key = `${p[0]},${p[1]}`;
      const before = seen.get(key);
      if (before && !(before.isEnd && isEnd)) found.set(`${before.line},${n}`, [before.line, n]);
      if (!before) seen.set(key, { line: n, isEnd });
    });
  });
  return [...found.values()];
}
