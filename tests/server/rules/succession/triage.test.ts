import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { triage, type TriageInput } from '#rules/succession/triage.ts';
import { before, decided, overlap, since } from './support.ts';

function judge(input: Partial<TriageInput>) {
  const { goesOn, ended, edges, startUnknown, questions, faults, contradictions } = triage({
    before: [],
    since: [],
    overlaps: [],
    decided: [],
    settled: new Set(),
    replace: false,
    ...input,
  });
  return {
    goesOn: [...goesOn].map(([code, unit]) => `${unit.code} as ${code}`),
    ended: ended.map(({ code }) => code),
    edges: edges.map(
      ({ before: { code: old }, code, share, basis, event }) =>
        `${old}>${code} ${share === null ? '?' : Number(share.toFixed(6))} ${basis} ${event}`,
    ),
    startUnknown: [...startUnknown],
    questions: questions.map(({ before: old, since: { code } }) => `${old.code}?${code}`),
    faults: faults.map(({ edge, fault }) => `${edge.oldCode}>${edge.newCode} ${fault}`),
    contradictions: contradictions.map(({ before: old, code, ofBefore }) => `${old.code}>${code} ${ofBefore}`),
  };
}

type Told = ReturnType<typeof judge>;
const nothing: Told = {
  goesOn: [],
  ended: [],
  edges: [],
  startUnknown: [],
  questions: [],
  faults: [],
  contradictions: [],
};

// Two units one above the other in one of 100 and 101; side by side, 102.
const two = [before('10'), before('11')];
const merging = [overlap('10', '20', 1, 0.5), overlap('11', '20', 0.95, 0.5), overlap('11', '21', 0.05, 0.02)];

describe('without a decision', () => {
  const table: [string, Partial<TriageInput>, Partial<Told>][] = [
    [
      'the same ground under the same code goes on, whatever its name',
      { before: [before('10')], since: [since('10', 'Xã Khác')], overlaps: [overlap('10', '10', 0.97, 0.99)] },
      { goesOn: ['10 as 10'] },
    ],
    [
      'the same ground under the same name goes on, whatever its code and kind',
      {
        before: [before('10', 'Xã Một')],
        since: [since('20', 'Phường Một')],
        overlaps: [overlap('10', '20', 0.97, 0.99)],
      },
      { goesOn: ['10 as 20'] },
    ],
    [
      'the same ground under another name and code is asked',
      { before: [before('10')], since: [since('20')], overlaps: [overlap('10', '20', 1, 1)] },
      { questions: ['10?20'] },
    ],
    [
      'two that went into one are asked, though one has its code and name',
      { before: two, since: [since('10')], overlaps: [overlap('10', '10', 1, 0.5), overlap('11', '10', 1, 0.5)] },
      { questions: ['10?10', '11?10'] },
    ],
    [
      'one that lies in two is asked',
      {
        before: [before('10')],
        since: [since('10'), since('20')],
        overlaps: [overlap('10', '10', 0.7, 1), overlap('10', '20', 0.3, 1)],
      },
      { questions: ['10?10', '10?20'] },
    ],
    [
      'a strip says nothing',
      {
        before: two,
        since: [since('10'), since('11')],
        overlaps: [overlap('10', '10', 0.93, 1), overlap('10', '11', 0.07, 0.06), overlap('11', '11', 1, 0.94)],
      },
      { goesOn: ['10 as 10', '11 as 11'] },
    ],
    ['new ground has no known start', { before: two, since: [since('20')] }, { startUnknown: ['20'] }],
    [
      'what the file does not reach stays',
      { before: two, since: [since('10')], overlaps: [overlap('10', '10', 1, 1)] },
      { goesOn: ['10 as 10'] },
    ],
    [
      'a code that turns up elsewhere is asked',
      { before: [before('10')], since: [since('10', 'Xã Khác')] },
      { questions: ['10?10'], startUnknown: ['10'] },
    ],
    [
      'one without a boundary goes on by its code and name',
      { before: [{ ...before('10'), drawn: false }], since: [since('10')] },
      { goesOn: ['10 as 10'] },
    ],
    [
      'with replace, units that went wholly into one end',
      { before: two, since: [since('20'), since('21')], overlaps: merging, replace: true },
      { ended: ['10', '11'], edges: ['10>20 1 geometry merge', '11>20 1 geometry merge'], startUnknown: ['21'] },
    ],
    [
      'with replace too, the same ground of the same name goes on and a split is asked',
      {
        before: two,
        since: [since('10'), since('20'), since('21')],
        overlaps: [overlap('10', '10', 1, 1), overlap('11', '20', 0.5, 1), overlap('11', '21', 0.5, 1)],
        replace: true,
      },
      { goesOn: ['10 as 10'], questions: ['11?20', '11?21'] },
    ],
  ];
  test.each(table)('%s', (_, input, expected) => {
    expect(judge(input)).toEqual({ ...nothing, ...expected });
  });
});

describe('by decision', () => {
  const made = [since('10', 'Xã Mới'), since('21')];
  const table: [string, Partial<TriageInput>, Partial<Told>][] = [
    [
      'units that none goes on from end, though one of the same code and name takes their ground',
      {
        before: two,
        since: [since('10')],
        overlaps: [overlap('10', '10', 1, 0.5), overlap('11', '10', 1, 0.5)],
        decided: [decided('10', '10'), decided('11', '10')],
      },
      { ended: ['10', '11'], edges: ['10>10 1 decision merge', '11>10 1 decision merge'] },
    ],
    [
      'one goes on and receives another',
      {
        before: two,
        since: [since('10')],
        overlaps: [overlap('10', '10', 1, 0.2), overlap('11', '10', 1, 0.8)],
        decided: [decided('10', '10', 'full', true), decided('11', '10')],
      },
      { goesOn: ['10 as 10'], ended: ['11'], edges: ['11>10 1 decision merge'] },
    ],
    [
      'parts are measured where their size is not said, and what stays is one of them',
      {
        before: [before('10')],
        since: made,
        overlaps: [overlap('10', '10', 0.6, 1), overlap('10', '21', 0.2, 1)],
        decided: [decided('10', '10', 'partial', true), decided('10', '21', 'partial')],
      },
      { goesOn: ['10 as 10'], edges: ['10>10 0.75 decision transfer', '10>21 0.25 decision transfer'] },
    ],
    [
      'boundaries that part from it are told, and a unit that no decision names goes by them',
      {
        before: [before('10'), before('12')],
        since: made,
        overlaps: [overlap('10', '10', 0.85, 0.4), overlap('10', '21', 0.15, 1), overlap('12', '10', 1, 0.1)],
        decided: [decided('10', '10')],
      },
      {
        ended: ['10', '12'],
        edges: ['10>10 1 decision merge', '12>10 1 geometry merge'],
        contradictions: ['10>21 0.15'],
      },
    ],
    [
      'two places of one, a whole that has parts, and a place where nothing of it lies are faults',
      {
        before: [before('10'), before('11'), before('12')],
        since: made,
        overlaps: [overlap('10', '10', 1, 1), overlap('11', '10', 0.9, 0.1), overlap('12', '21', 1, 1)],
        decided: [
          decided('10', '10', 'full', true),
          decided('11', '10', 'full', true),
          decided('11', '21', 'partial'),
          decided('12', '10'),
        ],
      },
      { faults: ['11>21 elsewhere', '11>10 parts', '12>10 elsewhere', '11>10 goesOnTwice'] },
    ],
    [
      'crossing boundaries of which nothing went over say nothing',
      {
        before: [before('10')],
        since: made,
        overlaps: [overlap('10', '10', 0.6, 0.9), overlap('10', '21', 0.4, 0.9)],
        decided: [decided('10', '10', 'full', true), decided('10', '21', 'none')],
      },
      { goesOn: ['10 as 10'], startUnknown: ['21'] },
    ],
    [
      'a part alone is no whole',
      {
        before: [before('10')],
        since: made,
        overlaps: [overlap('10', '10', 1, 1)],
        decided: [decided('10', '10', 0.3)],
      },
      { faults: ['10>10 parts'] },
    ],
    [
      'who bore a code that another unit takes must have become something',
      { before: [before('10')], since: [since('10', 'Xã Khác')], decided: [decided('10', '10', 'none')] },
      { faults: ['10>10 codeTaken'] },
    ],
    [
      'of a code that an earlier import of the day has settled nobody goes on as it, and what lies in it ends',
      {
        before: two,
        since: [since('10')],
        overlaps: [overlap('10', '10', 1, 0.5), overlap('11', '10', 1, 0.5)],
        decided: [decided('11', '10', 'full', true)],
        settled: new Set(['10']),
      },
      { faults: ['11>10 settled'] },
    ],
    [
      'of units that neither side has nothing is asked; of one whose successor is missing it is',
      {
        before: [before('10'), before('11')],
        since: [since('20')],
        overlaps: [overlap('10', '20', 0.5, 1)],
        decided: [
          decided('77', '20'),
          decided('11', '78'),
          decided('10', '20', 'partial'),
          decided('10', '79', 'partial'),
        ],
      },
      { faults: ['10>79 noUnitSince', '10>20 parts'] },
    ],
  ];
  test.each(table)('%s', (_, input, expected) => {
    const told = judge(input);
    if (expected.faults?.length) expect(told.faults.toSorted()).toEqual(expected.faults.toSorted());
    else expect(told).toEqual({ ...nothing, ...expected });
  });
});

const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 });
test('whatever the decisions, the edges of each unit sum to 1, none is 0, and every unit either goes on or ends', () => {
  fc.assert(
    fc.property(fc.array(shares, { minLength: 1, maxLength: 6 }), (grounds) => {
      const olds = grounds.map((_, index) => before(String(100 + index)));
      const news = [0, 1, 2, 3, 4].map((index) => since(String(200 + index)));
      const overlaps = grounds.flatMap((parts, index) => {
        const sum = parts.reduce((total, part) => total + part, 0);
        return parts.map((part, at) => overlap(String(100 + index), String(200 + at), part / sum, 0.1));
      });
      const said = grounds.flatMap((parts, index) =>
        parts.map((_, at) => decided(String(100 + index), String(200 + at), parts.length === 1 ? 'full' : 'partial')),
      );
      const { edges, ended, goesOn } = triage({
        before: olds,
        since: news,
        overlaps,
        decided: said,
        settled: new Set(),
        replace: true,
      });
      for (const old of olds) {
        const own = edges.filter((edge) => edge.before === old);
        expect(own.every(({ share }) => share !== null && share > 0)).toBe(true);
        expect(own.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 9);
      }
      expect(new Set([...ended, ...goesOn.values()])).toEqual(new Set(olds));
    }),
  );
});
