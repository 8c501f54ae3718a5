import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getMeasureValues, listMeasures, type Measure, type MeasureClass } from '#contract/measures.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';

const unitsAt = { commune: 110, district: 9, province: 1 };

let portal: TestPortal;
let list: ReturnType<typeof listMeasures.reply.parse>;
beforeAll(async () => {
  portal = await startDemoPortal();
  list = listMeasures.reply.parse(await (await portal.get('/api/measures')).json());
});
afterAll(() => portal.drop());

async function values(id: string, query: string) {
  const response = await portal.get(`/api/measures/${id}/values?${query}`);
  expect(`${id} ${query} ${response.status}`).toBe(`${id} ${query} 200`);
  return getMeasureValues.reply.parse(await response.json());
}
const takes = ({ min, max }: MeasureClass, value: number) =>
  (min === null || value >= min) && (max === null || value <= max);

test('every kind of measure is listed, each in a group that there is, by an id of its own', () => {
  const kinds = new Set(list.measures.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    'criteriaMet',
    'criterion',
    'declaredComputed',
    'disbursed',
    'distance',
    'group',
    'indicator',
    'recognition',
    'shareCriterion',
    'shareMeeting',
    'target',
  ]);
  const groups = new Set(list.groups.map(({ id }) => id));
  expect(list.measures.filter(({ group }) => !groups.has(group))).toEqual([]);
  expect(new Set(list.measures.map(({ id }) => id)).size).toBe(list.measures.length);
  expect(list.measures.filter(({ change }) => change !== null && !(change in list.changes))).toEqual([]);
  expect(list.measures[0]?.id).toBe('criteria-met-xa-ntm');
});

test('every measure answers at each of its levels: every unit is in one list, every value in one class', async () => {
  const asked = list.measures.flatMap((measure) => measure.levels.map((level) => ({ measure, level })));
  expect(asked.length).toBeGreaterThan(list.measures.length);
  for (const { measure, level } of asked) {
    const reply = await values(measure.id, `level=${level}`);
    const codes = [...Object.keys(reply.values), ...reply.notAssessed, ...reply.notApplicable];
    expect(`${measure.id} ${new Set(codes).size} ${codes.length}`).toBe(
      `${measure.id} ${unitsAt[level]} ${unitsAt[level]}`,
    );
    const classed = Object.values(reply.values).map(
      (value) => measure.classes.filter((one) => takes(one, value)).length,
    );
    expect(`${measure.id} ${[...new Set(classed)].join()}`).toBe(`${measure.id} ${classed.length > 0 ? '1' : ''}`);
    if (measure.unit?.vi === '%' && measure.kind !== 'indicator') {
      expect(Object.keys(reply.denominators ?? {})).toEqual(Object.keys(reply.values));
    }
  }
});

test('a measure has dates at a level where some unit has a figure on one of them, and else none', async () => {
  const recorded = [...new Set(list.measures.flatMap(({ dates }) => dates))].sort();
  const reviews = list.measures[0]?.dates ?? [];
  const asked = list.measures.flatMap((measure) => measure.levels.map((level) => ({ measure, level })));
  let without = 0;
  for (const { measure, level } of asked) {
    const dates = measure.levelDates?.[level] ?? measure.dates;
    if (dates.length === 0) without += 1;
    // Of what is said to have none every review is looked at, of the others their newest date.
    const days = dates.length === 0 ? reviews : dates.slice(-1);
    const answers = await Promise.all(days.map((at) => values(measure.id, `level=${level}&at=${at}`)));
    const known = answers.some((answer) => Object.keys(answer.values).length > 0);
    expect(`${measure.id} ${level} ${known}`).toBe(`${measure.id} ${level} ${dates.length > 0}`);
  }
  expect(without).toBe(109);
  expect(recorded.length).toBeGreaterThan(reviews.length);
});

describe('one measure of each kind, by hand', () => {
  test.each([
    // 50 at standard, 14 at advanced and 2 at model level in the files; three of them no longer meet (data/demo/README.md).
    ['recognition', 'level=commune', { 0: 33, 1: 3, 2: 33, 3: 12, 4: 2 }],
    ['recognition', 'level=district', { 0: 4, 2: 3 }],
    ['target-T004', '', { 0: 29, 1: 54 }],
    ['target-T009', '', { 0: 75, 1: 8 }],
    ['target-T009', 'at=2021-06-30', { 0: 29, 1: 54 }],
    ['target-T001', '', { 0: 6, 1: 3 }],
  ])('%s?%s', async (id, query, wanted) => {
    const counts: Record<string, number> = {};
    for (const value of Object.values((await values(id, query)).values)) counts[value] = (counts[value] ?? 0) + 1;
    expect(counts).toEqual(wanted);
  });
});

test('what districts make of a criterion adds up to what their communes do', async () => {
  const communes = await values('criterion-xa-ntm-17', '');
  const [province] = Object.entries((await values('share-criterion-xa-ntm-17', 'level=province')).values);
  const met = Object.values(communes.values).filter((value) => value === 1).length;
  expect(province).toEqual(['54', Math.floor((met * 1000) / 83) / 10]);
  const districts = await values('share-criterion-xa-ntm-17', 'level=district');
  const members = Object.values(districts.denominators ?? {});
  expect(members.reduce((sum, of) => sum + of, 0)).toBe(83);
});

describe('a change between two dates', () => {
  const from = '2021-06-30';
  const classOf = (measure: Measure, value: number) =>
    list.changes[measure.change ?? '']?.classes.filter((one) => takes(one, value)).map(({ id }) => id);

  test('is the later value less the earlier, and falls into the classes of its scale', async () => {
    const changing = list.measures.filter(({ change }) => change !== null);
    const oneEach = new Map(changing.map((measure) => [`${measure.kind} ${measure.change}`, measure]));
    for (const measure of oneEach.values()) {
      const [level = 'commune'] = measure.levels;
      const [now, before, change] = await Promise.all([
        values(measure.id, `level=${level}`),
        values(measure.id, `level=${level}&at=${from}`),
        values(measure.id, `level=${level}&from=${from}`),
      ]);
      expect(change.from).toBe(from);
      const both = Object.keys(now.values).filter((code) => code in before.values);
      expect(Object.keys(change.values).sort()).toEqual(both.sort());
      for (const [code, value] of Object.entries(change.values)) {
        expect(value).toBeCloseTo((now.values[code] ?? NaN) - (before.values[code] ?? NaN), 5);
        expect(classOf(measure, value)).toHaveLength(1);
      }
    }
  });

  test('lists who got better: 54 communes meet all where 16 did', async () => {
    const { values: changes } = await values('target-T004', `from=${from}`);
    const gains = Object.values(changes).filter((value) => value === 1).length;
    const losses = Object.values(changes).filter((value) => value === -1).length;
    expect(gains - losses).toBe(54 - 16);
  });

  test.each([
    ['criteria-met-xa-ntm', 'from=2024-10-31', 'before "at"'],
    ['criteria-met-xa-ntm', 'from=2025-01-01', 'before "at"'],
    ['distance', 'from=2022-12-31', 'has no change'],
    ['criteria-met-xa-ntm', 'from=2022-02-30', 'from'],
  ])('%s?%s is refused in words', async (id, query, words) => {
    const response = await portal.get(`/api/measures/${id}/values?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ at: 'query.from', detail: expect.stringContaining(words) });
  });
});
