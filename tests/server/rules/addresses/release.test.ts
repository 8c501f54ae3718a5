import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill, householdsOf, type PublishedCell } from '#rules/addresses/cells.ts';
import { differencesOf, isPublishable, isTellable, reached, sumOf } from '#rules/addresses/counts.ts';
import { reportOn } from '#rules/addresses/disclosure.ts';
import { figuresOf } from '#rules/addresses/figures.ts';
import { historyOf } from '#rules/addresses/release.ts';
import type { bucketsOf } from '#tests/support/households.ts';
import { Span } from '#tests/support/elimination.ts';
import { bucketsIn, groups, history, lives, publish, type Group, type Release } from '#tests/support/releases.ts';

const figuresIn = ({ communes }: Release) => communes.flatMap(({ code, cells }) => figuresOf(code, cells));

describe('one release', () => {
  test('every figure is ten households or more, and so is every difference of figures that attackers can form', () => {
    fc.assert(
      fc.property(groups, fc.nat(), (start, seed) => {
        const [release] = publish([start], seed);
        if (release === undefined) return;
        for (const { code, cells } of release.communes) {
          const places = bucketsIn(start, code);
          const figures = figuresOf(code, cells);
          expect(figures.every(({ counts }) => isPublishable(counts) && counts[0] >= 10)).toBe(true);
          // All households of a commune are counted, unless they are fewer than ten.
          const households = sumOf(places.map(({ steps }) => reached(steps)))[0];
          expect(sumOf(cells.map(({ counts }) => counts))[0]).toBe(households < 10 ? 0 : households);
          // The attacker knows where households may stand and solves all published totals at once.
          if (cells.length === 0 || places.length > 11) continue;
          const rows = figures.map((figure) => membership(figure.parts, cells, places));
          const span = new Span(rows);
          for (let subset = 1; subset < 2 ** places.length; subset++) {
            const row = places.map((_, at) => (subset >> at) & 1);
            const held = sumOf(places.filter((_, at) => row[at] === 1).map(({ steps }) => reached(steps)))[0];
            if (!isTellable(held)) expect(span.has(row), `${held} households of ${JSON.stringify(row)}`).toBe(false);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('sums and differences of cells by step stand for nobody or ten and more', () => {
    fc.assert(
      fc.property(groups, fc.nat(), fc.array(fc.nat(4), { minLength: 40, maxLength: 40 }), (start, seed, picks) => {
        const [release] = publish([start], seed);
        const cells = release?.communes.flatMap((one) => one.cells) ?? [];
        // Any households by step of any cells: the finest that published figures can be taken apart into.
        const parts = cells.flatMap(({ counts: [t, c, n, p] }) => [t - c, c - n, n - p, p]);
        expect(parts.every((part) => part >= 0 && isTellable(part))).toBe(true);
        expect(isTellable(parts.filter((_, at) => picks[at % picks.length] === 0).reduce((a, b) => a + b, 0))).toBe(
          true,
        );
      }),
      { numRuns: 150 },
    );
  });
});

/** Which places a figure counts. */
function membership(
  parts: readonly string[],
  cells: readonly PublishedCell[],
  places: ReturnType<typeof bucketsOf>,
): number[] {
  return places.map((place) => {
    const own = fill(cells, [place]).filled.find((cell) => householdsOf([cell]) > 0);
    return own !== undefined && parts.includes(own.id) ? 1 : 0;
  });
}

describe('releases after releases', () => {
  test('every figure differs from each earlier one by nought or ten and more', () => {
    fc.assert(
      fc.property(history, (lived) => {
        const releases = publish(lives(lived), lived.seed);
        releases.forEach((release, now) => {
          for (const { counts } of figuresIn(release)) {
            expect(counts[0]).toBeGreaterThanOrEqual(10);
            expect(isPublishable(counts)).toBe(true);
          }
          for (const earlier of releases.slice(0, now)) {
            const before = new Map(figuresIn(earlier).map((figure) => [figure.id, figure]));
            for (const { id, level, counts, parts } of figuresIn(release)) {
              const then = before.get(id);
              // A cell or hamlets put together are others: they are held against the sum of their parts below.
              if (then === undefined || (level !== 'commune' && then.parts.length !== parts.length)) continue;
              counts.forEach((count, at) => expect(isTellable(count - (then.counts[at] ?? 0)), id).toBe(true));
            }
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  test('any cells together move by nought or ten and more from one release to the next', () => {
    fc.assert(
      fc.property(history, fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }), (lived, picks) => {
        const releases = publish(lives(lived), lived.seed);
        releases.slice(1).forEach(({ communes }) => {
          const moves = communes.flatMap(({ cells, earlier }) =>
            cells.map((cell) => {
              const last = historyOf(cell, earlier).at(-1) ?? [0, 0, 0, 0];
              return cell.counts.map((count, at) => count - (last[at] ?? 0));
            }),
          );
          for (const at of [0, 1, 2, 3]) {
            const all = moves.map((move) => move[at] ?? 0);
            expect(all.every(isTellable)).toBe(true);
            expect(isTellable(all.filter((_, index) => picks[index % picks.length]).reduce((a, b) => a + b, 0))).toBe(
              true,
            );
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  test('the differences of one cell, too, move by nought or ten and more, against every earlier release', () => {
    fc.assert(
      fc.property(history, (lived) => {
        for (const { communes } of publish(lives(lived), lived.seed))
          for (const { cells, earlier } of communes)
            for (const cell of cells) {
              const before = historyOf(cell, earlier);
              if (before.some((counts) => counts.join() === cell.counts.join())) continue;
              for (const then of before)
                differencesOf(cell.counts).forEach((count, at) =>
                  expect(isTellable(count - (differencesOf(then)[at] ?? 0))).toBe(true),
                );
            }
      }),
      { numRuns: 300 },
    );
  });

  test('households counted together once are never told apart', () => {
    fc.assert(
      fc.property(history, (lived) => {
        const parts = new Map<string, string>();
        for (const { communes } of publish(lives(lived), lived.seed).toReversed())
          for (const { cells } of communes) {
            for (const cell of cells) {
              const wholes = new Set(cell.parts.map((part) => parts.get(part)).filter((whole) => whole !== undefined));
              expect(wholes.size).toBeLessThanOrEqual(1);
            }
            for (const cell of cells) for (const part of cell.parts) parts.set(part, cell.parts.join());
          }
      }),
      { numRuns: 200 },
    );
  });

  test('the report finds what it checks to hold', () => {
    fc.assert(
      fc.property(history, (lived) => {
        for (const { communes, direction } of publish(lives(lived), lived.seed)) {
          const { checks, smallestCell } = reportOn(communes, direction);
          expect(checks.filter(({ passed }) => !passed)).toEqual([]);
          expect(smallestCell ?? 10).toBeGreaterThanOrEqual(10);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('what changed by ten or more is published in the end', () => {
    const at = (households: number): Group => ({
      commune: '22001',
      hamlet: 'A',
      x: 52_500,
      y: 30_500,
      step: 3,
      households,
    });
    const totals = publish([[at(40)], [at(49)], [at(52)], [at(30)], [at(30)], [at(9)], [at(64)]], 1).map(
      ({ communes }) => communes[0]?.cells[0]?.counts[0],
    );
    expect(totals).toEqual([40, 40, 52, 30, 30, undefined, 64]);
  });
});
