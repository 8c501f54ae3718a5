import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportOn } from '#rules/addresses/disclosure.ts';
import { figuresOf } from '#rules/addresses/figures.ts';
import { historyOf } from '#rules/addresses/release.ts';
import { groups, history, lives, publish, type Group, type Release } from '#tests/support/releases.ts';

/** Numbers of releases that are made of the last groups of a life. */
const repeats = 8;
const published = ({ communes }: Release) => communes.map(({ code, cells }) => figuresOf(code, cells));
const reportsOf = ({ communes, direction }: Release) => ({ ...reportOn(communes, direction), direction: null });
describe('draws', () => {
  const one = (steps: readonly number[]): Group[] =>
    steps.map((households, step) => ({ commune: '22001', hamlet: 'A', x: 52_500, y: 30_500, step, households }));
  const countsOf = (releases: readonly Release[]) =>
    releases.map(({ communes }) => communes[0]?.cells[0]?.counts.join());

  test.each([[[5, 13, 0, 0]], [[9, 9, 9, 9]], [[0, 1, 18, 9]], [[6, 4, 0, 0]], [[1, 0, 0, 12]], [[30, 4, 5, 60]]])(
    'of %j are one for ever, however many releases there are',
    (steps) => {
      const seen = new Set<string | undefined>();
      for (let seed = 0; seed < 60; seed++) {
        const releases = countsOf(publish(Array(repeats).fill(one(steps)), seed * 7_919_317));
        expect(new Set(releases).size).toBe(1);
        seen.add(releases[0]);
      }
      // By lot: or the rounding would tell nothing of how it moves.
      expect(seen.size).toBeGreaterThan(1);
    },
  );

  test('that had no effect are not made again: a count that waits by lot waits until households change', () => {
    let waited = 0;
    for (let seed = 0; seed < 300; seed++) {
      // Of [5, 25] 20 or 30 are coded by lot. Where 18 were published, 20 has to wait.
      const lived = [one([5, 13, 0, 0]), ...Array<Group[]>(repeats).fill(one([5, 25, 0, 0]))];
      const [, ...later] = countsOf(publish(lived, seed * 7_919_317));
      expect(new Set(later).size).toBe(1);
      if (later[0] === '30,18,0,0') waited++;
    }
    expect(waited).toBeGreaterThan(0);
  });

  test('releases of unchanged households are the same, with all that they report', () => {
    fc.assert(
      fc.property(groups, fc.nat(), (start, seed) => {
        const [first, ...later] = publish(Array(repeats).fill(start), seed);
        if (first === undefined) return;
        for (const release of later) {
          expect(published(release)).toEqual(published(first));
          expect(release.direction).toBe('up');
          expect(reportsOf(release)).toEqual(reportsOf(first));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('what waits when households stay moves once at most, and then nothing does, nor the way that is told', () => {
    fc.assert(
      fc.property(history, (lived) => {
        const all = lives(lived);
        const releases = publish([...all, ...Array<Group[]>(repeats + 4).fill(all.at(-1) ?? [])], lived.seed);
        const still = releases.slice(all.length - 1);
        const moves = new Map<string, number>();
        for (const { communes } of still.slice(1))
          for (const { cells, earlier } of communes)
            for (const cell of cells) {
              const last = historyOf(cell, earlier).at(-1);
              cell.counts.forEach((count, at) => {
                const figure = `${cell.id} ${at}`;
                if (last !== undefined && count !== last[at]) moves.set(figure, (moves.get(figure) ?? 0) + 1);
              });
            }
        expect([...moves.values()].filter((times) => times > 1)).toEqual([]);
        const end = still.slice(-3);
        for (const release of end) {
          expect(published(release)).toEqual(published(end[0] as Release));
          expect(release.direction).toBe('up');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a figure moves only where its true count has moved by ten since it was drawn last', () => {
    let moved = 0;
    fc.assert(
      fc.property(history, (lived) => {
        const releases = publish(lives(lived), lived.seed);
        // What was true of each cell when each of its figures was drawn, as this test itself counts it.
        const drawn = new Map<string, number[]>();
        releases.forEach(({ communes, truth }) => {
          for (const { cells, earlier, draws } of communes)
            for (const cell of cells) {
              const now = truth.get(cell.id) ?? [0, 0, 0, 0];
              const last = historyOf(cell, earlier).at(-1);
              const wholes = [...drawn].filter(([parts]) =>
                parts.split(',').every((part) => cell.parts.includes(part)),
              );
              const of = drawn.get(cell.parts.join()) ?? sums(wholes.map(([, counts]) => counts));
              const keeps = draws.find((draw) => draw.cell === cell.id)?.counts;
              cell.counts.forEach((count, at) => {
                const far = Math.abs((now[at] ?? 0) - (of[at] ?? 0)) >= 10;
                if (last === undefined) expect(keeps?.[at]).toBe(now[at]);
                // Drawn again, maybe to the same count as before.
                else if (keeps?.[at] !== of[at]) expect([far, keeps?.[at]]).toEqual([true, now[at]]);
                else expect(count).toBe(last[at]);
                if (last === undefined || count === last[at]) return;
                moved++;
                // The same way as its households.
                expect(Math.sign(count - (last[at] ?? 0))).toBe(Math.sign((now[at] ?? 0) - (of[at] ?? 0)));
              });
              for (const [parts] of wholes) drawn.delete(parts);
              drawn.set(cell.parts.join(), [...(keeps ?? [])]);
            }
        });
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  test('nothing moves while every count stays within nine of what it was', () => {
    const small = fc.array(fc.record({ of: fc.nat(13), more: fc.integer({ min: -3, max: 3 }), steps: fc.nat(1) }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(groups, fc.array(small, { minLength: 1, maxLength: 5 }), fc.nat(), (start, later, seed) => {
        const changed = later.map((changes) => {
          const now = start.map((group) => ({ ...group }));
          const came = changes.flatMap(({ of, more, steps }): Group[] => {
            const group = now[of % now.length] as Group;
            const gone = Math.min(group.households, Math.abs(more));
            if (more < 0 || steps > 0) group.households -= gone;
            // Some go, some come, and some reach the next step.
            return more < 0 ? [] : [{ ...group, households: Math.abs(more), step: Math.min(3, group.step + steps) }];
          });
          return [...now, ...came];
        });
        const [first, ...releases] = publish([start, ...changed], seed);
        for (const { communes, direction } of releases) {
          for (const { code, cells } of communes)
            for (const cell of cells) {
              const then = historyOf(cell, [first?.communes.find((own) => own.code === code)?.cells ?? []]);
              if (then[0] !== undefined) expect(cell.counts).toEqual(then[0]);
            }
          expect(direction).toBe('up');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a step that moved by ten is published in the end, also where its draw was far off', () => {
    for (let seed = 0; seed < 40; seed++) {
      const releases = publish([one([5, 13, 0, 0]), one([5, 22, 0, 0]), one([0, 40, 0, 0])], seed * 7_919_317);
      const [first, second, third] = releases.map(({ communes }) => communes[0]?.cells[0]?.counts[1]);
      expect(second).toBe(first);
      expect(third).toBe(40);
    }
  });

  test('that are not known are supposed so that no step moves for it', () => {
    fc.assert(
      fc.property(history, (lived) => {
        const all = lives(lived);
        const last = all.length - 1;
        const [, next] = publish([...all, all.at(-1) ?? []], lived.seed, [last]).slice(last);
        for (const { cells, earlier } of next?.communes ?? [])
          for (const cell of cells) {
            const before = historyOf(cell, earlier).at(-1);
            if (before !== undefined) expect(cell.counts.slice(1)).toEqual(before.slice(1));
          }
      }),
      { numRuns: 200 },
    );
  });

  test('that are not known are supposed so that households that stay move nothing', () => {
    fc.assert(
      fc.property(groups, fc.nat(), (start, seed) => {
        const [first, ...later] = publish(Array(4).fill(start), seed, [0, 1, 2]);
        for (const release of later) expect(published(release)).toEqual(published(first as Release));
      }),
      { numRuns: 150 },
    );
  });

  test('that are not known are known from the next release on', () => {
    const lived = [one([200, 0, 0, 0]), one([170, 30, 0, 0]), one([161, 39, 0, 0]), one([160, 40, 0, 0])];
    expect(countsOf(publish(lived, 3, [0]))).toEqual(['200,0,0,0', '200,0,0,0', '200,0,0,0', '200,40,0,0']);
  });
});

function sums(all: readonly (readonly number[])[]): number[] {
  return [0, 1, 2, 3].map((at) => all.reduce((sum, counts) => sum + (counts[at] ?? 0), 0));
}
