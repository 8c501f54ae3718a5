import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryPayments, countReached, meanOf, sumOf, turnedBack } from '#rules/succession/carry-over.ts';
import { piecesBetween, shareByPeople, type Lived, type Share } from '#rules/succession/pieces.ts';

const day = '2025-07-01';
const share = (before: number, since: number, part: number | null, on = day): Share => ({
  day: on,
  before,
  since,
  share: part,
});
const plain = (pieces: ReturnType<typeof piecesBetween>) =>
  Object.fromEntries([...pieces].map(([id, parts]) => [id, Object.fromEntries(parts)]));

describe('of what a unit is made', () => {
  test.each([
    ['nothing happened', [1, 2], [], { 1: { 1: 1 }, 2: { 2: 1 } }],
    ['two merge', [1, 2], [share(1, 9, 1), share(2, 9, 1)], { 9: { 1: 1, 2: 1 } }],
    ['one is cut', [1], [share(1, 8, 0.3), share(1, 9, 0.7)], { 8: { 1: 0.3 }, 9: { 1: 0.7 } }],
    ['one goes on and gives', [1, 2], [share(1, 1, 0.9), share(1, 2, 0.1)], { 1: { 1: 0.9 }, 2: { 1: 0.1, 2: 1 } }],
    [
      'over two days, in any order',
      [1, 2],
      [share(9, 20, 0.5), share(9, 21, 0.5), share(1, 9, 1, '2024-11-01'), share(2, 9, 1, '2024-11-01')],
      { 20: { 1: 0.5, 2: 0.5 }, 21: { 1: 0.5, 2: 0.5 } },
    ],
    ['a part that nobody measured', [1], [share(1, 8, null), share(1, 9, null)], { 8: { 1: null }, 9: { 1: null } }],
  ])('%s', (_, ids, shares, expected) => {
    expect(plain(piecesBetween(ids, shares))).toEqual(expected);
  });
});

test.each<[string, Lived[], [number, number | null][], string]>([
  [
    'by households, though the population is known too',
    [
      { day, before: 1, since: 8, households: 30, population: 90 },
      { day, before: 1, since: 9, households: 10, population: 60 },
    ],
    [
      [8, 0.75],
      [9, 0.25],
    ],
    'households',
  ],
  [
    'by population where no household is counted',
    [
      { day, before: 1, since: 8, households: 0, population: 90 },
      { day, before: 1, since: 9, households: 0, population: 10 },
    ],
    [
      [8, 0.9],
      [9, 0.1],
    ],
    'population',
  ],
  [
    'by ground where hamlets of one part alone are known',
    [{ day, before: 1, since: 9, households: 5, population: 20 }],
    [
      [8, 0.4],
      [9, 0.6],
    ],
    'area',
  ],
  [
    'by ground where nothing is known of people',
    [],
    [
      [8, 0.4],
      [9, 0.6],
    ],
    'area',
  ],
])('a cut unit is shared %s', (_, lived, expected, by) => {
  const cut = shareByPeople([share(1, 8, 0.4), share(1, 9, 0.6), share(2, 9, 1)], lived);
  expect(cut.shares.filter(({ before }) => before === 1).map(({ since, share: part }) => [since, part])).toEqual(
    expected,
  );
  expect([...cut.by]).toEqual([[1, by]]);
  expect(cut.shares).toContainEqual(share(2, 9, 1));
});

/** What becomes of some units on three days: each goes on, goes whole into another or is cut into parts. */
const histories = fc
  .record({
    units: fc.integer({ min: 1, max: 6 }),
    fates: fc.array(
      fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 })), { maxLength: 3 }), {
        minLength: 18,
        maxLength: 18,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ units, fates }) => {
    const ids = Array.from({ length: units }, (_, id) => id);
    let alive = ids;
    const shares = fates.flatMap((fate, step) => {
      const made = alive.flatMap((before, at) => {
        const parts = new Map(fate[at % 18]);
        const total = [...parts.values()].reduce((sum, weight) => sum + weight, 0);
        return [...parts].map(([since, weight]) =>
          share(before, 100 * (step + 1) + since, weight / total, `202${step}-01-01`),
        );
      });
      const gone = new Set(made.map(({ before }) => before));
      alive = [...new Set([...alive.filter((id) => !gone.has(id)), ...made.map(({ since }) => since)])];
      return made;
    });
    return { ids, shares };
  });

test('whatever becomes of units: their parts sum to 1, none is 0, and sums are kept there and back', () => {
  fc.assert(
    fc.property(
      histories,
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 }),
      ({ ids, shares }, amounts) => {
        const pieces = piecesBetween(ids, shares);
        for (const id of ids) {
          const parts = [...pieces.values()].flatMap((own) => (own.has(id) ? [own.get(id) ?? 0] : []));
          expect(parts.every((part) => part > 0)).toBe(true);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
        }
        const figures = new Map(ids.map((id) => [id, amounts[id] ?? 0]));
        const total = [...figures.values()].reduce((sum, figure) => sum + figure, 0);
        const since = new Map([...pieces].map(([id, parts]) => [id, sumOf(parts, figures)]));
        expect([...since.values()].reduce<number>((sum, figure) => sum + (figure ?? Number.NaN), 0)).toBeCloseTo(
          total,
          6,
        );
        const back = turnedBack(pieces, figures);
        for (const id of ids) {
          // What is shared out by the very figures that came comes back as it was.
          expect(sumOf(back.get(id) ?? new Map(), since)).toBeCloseTo(figures.get(id) ?? 0, 6);
        }
      },
    ),
  );
});

test('split and then merged, figures are the first ones; a mean of equal rates is that rate', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (part, figure) => {
        const pieces = piecesBetween(
          [1],
          [share(1, 8, part, '2024-11-01'), share(1, 9, 1 - part, '2024-11-01'), share(8, 1, 1), share(9, 1, 1)],
        );
        expect(sumOf(pieces.get(1) ?? new Map(), new Map([[1, figure]]))).toBeCloseTo(figure, 3);
        expect(meanOf(pieces.get(1) ?? new Map(), new Map([[1, figure]]), new Map([[1, 10]]))).toBeCloseTo(figure, 3);
      },
    ),
  );
});

test('what predecessors had reached: whole ones that were assessed count, others are named apart', () => {
  const standings = new Map([
    [1, { name: 'Xã A', found: 'met' as const }],
    [2, { name: 'Xã B', found: 'notMet' as const }],
    [3, { name: 'Thị trấn C', found: 'notApplicable' as const }],
    [4, { name: 'Xã D', found: 'notAssessed' as const }],
    [5, { name: 'Xã E', found: 'met' as const }],
  ]);
  const of = (parts: readonly (readonly [number, number | null])[]) => countReached(new Map(parts), standings);
  expect(
    of([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 0.4],
    ]),
  ).toEqual({
    met: 1,
    of: 2,
    notApplicable: ['Thị trấn C'],
    notAssessed: ['Xã D'],
    parts: ['Xã E'],
  });
  expect(
    of([
      [3, 1],
      [5, null],
    ]),
  ).toBeNull();
});

test.each<[string, [number, number | null][], number | null]>([
  [
    'weighted by people',
    [
      [1, 1],
      [2, 1],
    ],
    35,
  ],
  [
    'of a part its people',
    [
      [1, 0.5],
      [2, 1],
    ],
    37.5,
  ],
  [
    'units that it is not for are left out',
    [
      [1, 1],
      [3, 1],
    ],
    30,
  ],
  [
    'not known of one',
    [
      [1, 1],
      [4, 1],
    ],
    null,
  ],
  ['a part that nobody measured', [[1, null]], null],
])('a mean of rates: %s', (_, parts, expected) => {
  const rates = new Map<number, number | 'notApplicable' | 'notAssessed'>([
    [1, 30],
    [2, 40],
    [3, 'notApplicable'],
    [4, 'notAssessed'],
  ]);
  const people = new Map([
    [1, 100],
    [2, 100],
    [3, 50],
    [4, 100],
  ]);
  const mean = meanOf(new Map(parts), rates, people);
  if (expected === null) expect(mean).toBeNull();
  else expect(mean).toBeCloseTo(expected === 37.5 ? (30 * 50 + 40 * 100) / 150 : expected, 9);
});

test('a unit that was cut twice is told by the least sure of its measures', () => {
  const lived = [
    { day, before: 1, since: 8, households: 3, population: 0 },
    { day, before: 1, since: 9, households: 1, population: 0 },
  ];
  const shares = [share(1, 8, 0.5), share(1, 9, 0.5), share(1, 1, 0.9, '2024-11-01'), share(1, 2, 0.1, '2024-11-01')];
  expect([...shareByPeople(shares, lived).by]).toEqual([[1, 'area']]);
});

describe('payments on the units of another day', () => {
  const people = new Map([
    [1, 300],
    [2, 100],
    [3, 100],
  ]);
  const merged = [share(1, 7, 1, '2024-11-01'), share(2, 7, 1, '2024-11-01')];
  const history = [...merged, share(7, 9, 1), share(3, 9, 1)];
  const paid = (id: number, since: string, amount: number) => ({ id, since, amount });
  const carried = (
    payments: ReturnType<typeof paid>[],
    [at, on]: readonly [string, string],
    ids: readonly number[],
    shares = history,
  ) =>
    Object.fromEntries(
      [...carryPayments(payments, { at, on, ids, shares, people })].map(([id, { amount }]) => [id, amount]),
    );

  test.each<[string, ReturnType<typeof paid>[], [string, string], number[], Record<number, number>]>([
    [
      'go with the ground',
      [paid(1, '2020-01-01', 10), paid(2, '2020-01-01', 5)],
      ['2024-10-31', '2025-07-01'],
      [9],
      { 9: 15 },
    ],
    [
      'of all who had it before, until a later day',
      [paid(1, '2020-01-01', 10), paid(7, '2024-11-01', 4), paid(9, '2025-07-01', 1)],
      ['2026-01-01', '2025-07-01'],
      [9],
      { 9: 15 },
    ],
    [
      'go back by who lives where, also what was paid to a unit that began later and ceased',
      [paid(7, '2024-11-01', 400), paid(9, '2025-07-01', 50)],
      ['2026-01-01', '2024-10-31'],
      [1, 2, 3],
      // 450 are with 9, of whose 500 people 300, 100 and 100 came from each.
      { 1: 270, 2: 90, 3: 90 },
    ],
    ['stay with a unit that only gave land', [paid(1, '2020-01-01', 10)], ['2025-07-01', '2025-07-01'], [1], { 1: 10 }],
  ])('%s', (name, payments, days, ids, expected) => {
    const gave = [share(1, 1, 0.9, '2024-11-01'), share(1, 2, 0.1, '2024-11-01')];
    expect(carried(payments, days, ids, name.startsWith('stay') ? gave : history)).toEqual(expected);
  });
});
