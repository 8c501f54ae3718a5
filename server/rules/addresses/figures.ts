import type { TileXyz } from '../tile-grid.ts';
import type { PublishedCell } from './cells.ts';
import { sumOf, type Counts } from './counts.ts';

/** What a release tells of one place: a cell, a hamlet or a commune. */
export interface Figure {
  readonly id: string;
  readonly level: 'cell' | 'hamlet' | 'commune';
  readonly code: string;
  /** Null for a commune, and for hamlets that are counted together. */
  readonly hamlet: string | null;
  readonly counts: Counts;
  readonly squares: readonly TileXyz[];
  readonly parts: readonly string[];
}

/** All figures of a commune: its cells, and as their sums its hamlets and itself. */
export function figuresOf(code: string, cells: readonly PublishedCell[]): Figure[] {
  const together = (
    id: string,
    level: Figure['level'],
    hamlet: string | null,
    own: readonly PublishedCell[],
  ): Figure => ({
    id,
    level,
    code,
    hamlet,
    counts: sumOf(own.map(({ counts }) => counts)),
    squares: own.flatMap(({ squares }) => squares),
    parts: own.flatMap(({ parts }) => parts),
  });
  if (cells.length === 0) return [];
  const hamlets = [...new Set(cells.map(({ hamlet }) => hamlet))];
  return [
    together(code, 'commune', null, cells),
    ...hamlets.map((hamlet) =>
      together(
        hamletId(code, hamlet),
        'hamlet',
        hamlet,
        cells.filter((cell) => cell.hamlet === hamlet),
      ),
    ),
    ...cells.map((cell) => together(cell.id, 'cell', cell.hamlet, [cell])),
  ];
}

function hamletId(code: string, hamlet: string | null): string {
  return hamlet === null ? `${code}-other-hamlets` : `${code}-hamlet-${hamlet}`;
}
