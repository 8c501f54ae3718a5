import type { DisclosureReport } from '#contract/address-releases.ts';
import type { PublishedCell } from './cells.ts';
import { fewestHouseholds, goes, isPublishable, isTellable, mayFollow, sumOf, type Direction } from './counts.ts';
import { figuresOf, type Figure } from './figures.ts';
import { historyOf, sumFollows, type Earlier } from './release.ts';
import { finestSquare } from './squares.ts';

/** What a release publishes of a commune, and what earlier ones published of it. */
export interface Released {
  readonly code: string;
  readonly cells: readonly PublishedCell[];
  readonly earlier: Earlier;
}

type Check = (released: Released, figures: readonly Figure[], direction: Direction) => boolean;

/**
 * What must hold before a release is published, looked at again in what it is about to publish: `smallest` no count
 * below ten; `steps` no difference of one place's counts; `sums` hamlets and communes are sums of cells; `releases` no
 * difference to an earlier release; `oneWay` all counts move the same way since the last.
 */
const checks: Record<DisclosureReport['checks'][number]['check'], Check> = {
  smallest: (_, figures) => figures.every(({ counts }) => counts[0] >= fewestHouseholds && counts.every(isTellable)),
  steps: (_, figures) => figures.every(({ counts }) => isPublishable(counts)),
  sums: ({ cells }, figures) =>
    (['hamlet', 'commune'] as const).every((level) => {
      const own = figures.filter((figure) => figure.level === level);
      const total = sumOf(cells.map(({ counts }) => counts));
      return sumOf(own.map(({ counts }) => counts)).every((count, at) => count === total[at]);
    }),
  releases: ({ cells, earlier }, figures) =>
    figures.every((figure) => sumFollows(figure, earlier)) &&
    cells.every((cell) => {
      const before = historyOf(cell, earlier);
      return before.at(-1)?.join() === cell.counts.join() || mayFollow(cell.counts, before);
    }),
  oneWay: ({ cells, earlier }, _, direction) =>
    cells.every((cell) => {
      const last = historyOf(cell, earlier).at(-1);
      return last === undefined ? direction !== 'down' : goes(direction, last, cell.counts);
    }),
};

/** A report on what a release discloses, made from nothing but what it publishes. */
export function reportOn(all: readonly Released[], direction: Direction): DisclosureReport {
  const figures = all.map((released) => figuresOf(released.code, released.cells));
  const flat = figures.flat();
  const cells = flat.filter(({ level }) => level === 'cell');
  const households = sumOf(cells.map(({ counts }) => counts))[0];
  const share = (some: readonly Figure[]) =>
    households === 0 ? 0 : Math.round((sumOf(some.map(({ counts }) => counts))[0] / households) * 1000) / 10;
  return {
    direction,
    fewestHouseholds,
    households,
    cells: cells.length,
    hamlets: flat.filter(({ level, hamlet }) => level === 'hamlet' && hamlet !== null).length,
    communes: flat.filter(({ level }) => level === 'commune').length,
    smallestCell: cells.length === 0 ? null : Math.min(...cells.map(({ counts }) => counts[0])),
    mergedPercent: share(
      cells.filter(({ squares, parts }) => parts.length > 1 || squares.some(({ z }) => z < finestSquare)),
    ),
    otherHamletsPercent: share(cells.filter(({ hamlet }) => hamlet === null)),
    checks: Object.entries(checks).map(([check, holds]) => ({
      check: check as keyof typeof checks,
      passed: all.every((released, at) => holds(released, figures[at] ?? [], direction)),
    })),
  };
}
