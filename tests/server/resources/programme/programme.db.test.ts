import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getProgramme, listTargets, type TargetRow } from '#contract/programme.ts';
import { readCsv } from '#data/demo/make/read-units.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';

const csv = (name: string) => readCsv(new URL(`../../../../data/demo/${name}.csv`, import.meta.url));
const assessments = [...csv('assessments'), ...csv('model-assessments'), ...csv('district-assessments')];

/** Criteria met by unit at the newest review until a day, counted from the files and nothing else. */
function metCounts(setId: string, at: string): Map<string, number> {
  const rows = assessments.filter((row) => row.set_id === setId && (row.valid_on ?? '') <= at);
  const newest = new Map<string, string>();
  for (const { code = '', valid_on = '' } of rows) {
    if (valid_on > (newest.get(code) ?? '')) newest.set(code, valid_on);
  }
  const counts = new Map<string, number>();
  for (const { code = '', valid_on, status } of rows) {
    if (valid_on === newest.get(code)) counts.set(code, (counts.get(code) ?? 0) + (status === 'met' ? 1 : 0));
  }
  return counts;
}
const meeting = (setId: string, at: string, all: number) =>
  [...metCounts(setId, at)].filter(([, met]) => met === all).map(([code]) => code);

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

async function targets(query = '') {
  const response = await portal.get(`/api/programme/targets${query}`);
  expect(response.status).toBe(200);
  return listTargets.reply.parse(await response.json());
}
const rowOf = (rows: readonly TargetRow[], id: string) =>
  rows.find(({ target }) => target.id === id) ?? expect.fail(`no target ${id}`);

describe('the programme', () => {
  test('has 11 contents, and every target and agency is linked', async () => {
    const reply = getProgramme.reply.parse(await (await portal.get('/api/programme')).json());
    expect(reply.contents).toHaveLength(11);
    expect(reply.targets).toHaveLength(96);
    const linked = [...reply.objectives, ...reply.contents].flatMap(({ targets: ids }) => ids);
    expect(linked.sort()).toEqual(reply.targets.map(({ id }) => id));
    const roads = reply.contents.find(({ id }) => id === 'III/2')?.items[0];
    expect(roads).toMatchObject({ item: '01', targets: ['T017', 'T018', 'T019', 'T020'], leads: ['transport'] });
    expect(roads?.criteria).toContainEqual({ setId: 'xa-ntm', criterionNo: 2 });
    expect(reply.agencies.find(({ id }) => id === 'transport')?.targets).toEqual(roads?.targets);
  });

  test('adds up its resources as a tree', async () => {
    const { resources } = getProgramme.reply.parse(await (await portal.get('/api/programme')).json());
    const of = (id: string) => resources.find((resource) => resource.id === id);
    expect(of('total')).toMatchObject({ depth: 0, amountBillionVnd: 6796.35, restBillionVnd: 0 });
    expect(of('province-welfare')).toMatchObject({ depth: 4, parent: 'province-budget', children: [] });
  });
});

describe('targets as of the demo’s last day', () => {
  test('are all 96, and the printed counts are wanted', async () => {
    const { targets: rows, headline, at, since, demo } = await targets();
    expect([rows.length, at, since, demo]).toEqual([96, '2024-10-31', '2021-06-30', true]);
    const wanted = headline.map((id) => [id, rowOf(rows, id).progress.wanted.value]);
    expect(wanted).toEqual([
      ['T004', 67],
      ['T006', 20],
      ['T008', 4],
      ['T009', 0],
      ['T011', 15],
      ['T012', 30],
    ]);
    expect(rowOf(rows, 'T009').progress.wanted.sense).toBe('atMost');
  });

  test.each(['2021-06-30', '2022-12-31', '2023-06-01', '2024-10-31'])(
    'reached on %s is what the files say',
    async (at) => {
      const { targets: rows } = await targets(`?at=${at}`);
      const counting = (id: string) => rowOf(rows, id).progress.counting;
      expect(counting('T004')).toEqual(meeting('xa-ntm', at, 19).sort());
      expect(counting('T006')).toEqual(meeting('xa-ntm-nang-cao', at, 19).sort());
      expect(counting('T008')).toEqual(meeting('xa-ntm-kieu-mau', at, 4).sort());
      const behind = [...metCounts('xa-ntm', at)].filter(([, met]) => met < 15).map(([code]) => code);
      // Nobody knows of those with criteria not assessed that could lift them to 15.
      const { progress } = rowOf(rows, 'T009');
      expect([...progress.counting, ...progress.undecided].sort()).toEqual(behind.sort());
    },
  );

  test('54, 15 and 3 communes; none but eight under 15; 11 residential areas and 31 gardens', async () => {
    const { targets: rows } = await targets();
    const found = ['T004', 'T006', 'T008', 'T009', 'T011', 'T012'].map((id) => {
      const { progress, basis } = rowOf(rows, id);
      return [id, progress.reached, progress.gap, progress.status, basis];
    });
    expect(found).toEqual([
      ['T004', 54, 13, 'notMet', 'units'],
      ['T006', 15, 5, 'notMet', 'units'],
      ['T008', 3, 1, 'notMet', 'units'],
      ['T009', 8, 8, 'notMet', 'units'],
      ['T011', 11, 4, 'notMet', 'given'],
      ['T012', 31, 0, 'met', 'given'],
    ]);
    expect(rowOf(rows, 'T012').figure).toMatchObject({ value: 31, validOn: '2024-10-15', demo: true });
  });

  test('54 meet all criteria by assessment and 50 are recognised by decision: two figures', async () => {
    const { targets: rows } = await targets();
    const found = ['T004', 'T006', 'T008', 'T009', 'T013', 'T001', 'T011'].map((id) => {
      const { reached, recognised, countedBy } = rowOf(rows, id).progress;
      return [id, reached, recognised, countedBy];
    });
    expect(found).toEqual([
      ['T004', 54, 50, 'criteria'],
      ['T006', 15, 14, 'criteria'],
      ['T008', 3, 2, 'criteria'],
      ['T009', 8, null, 'criteria'],
      ['T013', expect.any(Number), null, 'criteria'],
      ['T001', 3, 3, 'criteriaOrDecision'],
      ['T011', 11, null, 'figure'],
    ]);
    // Before the first recognition nobody knows how many are.
    expect(rowOf((await targets('?at=2021-01-01')).targets, 'T004').progress.recognised).toBeNull();
  });

  test('are 93 promises: one that is printed twice counts once and keeps both figures', async () => {
    const { targets: rows, promises } = await targets();
    const printedAgain = ['T003', 'T005', 'T007'];
    const counted = rows.filter(({ target }) => !printedAgain.includes(target.id));
    const of = (status: string) => counted.filter(({ progress }) => progress.status === status).length;
    expect(promises).toEqual({ all: 93, met: of('met'), notMet: of('notMet'), notAssessed: of('notAssessed') });
    expect(rowOf(rows, 'T008').alsoPrinted).toMatchObject({ id: 'T007', value: 5, unit: 'percent' });
    expect(rowOf(rows, 'T007').alsoPrinted).toMatchObject({ id: 'T008', value: 4, unit: 'count' });
    expect(rows.filter(({ alsoPrinted }) => alsoPrinted !== null)).toHaveLength(6);
  });

  test('each names who counts and who does not, of 83 xã or 6 huyện', async () => {
    const { targets: rows } = await targets();
    for (const { target, progress } of rows) {
      const named = [...progress.counting, ...progress.notCounting, ...progress.undecided];
      if (target.scope === 'commune') expect(named.length, target.id).toBe(83);
      else if (target.scope === 'district') expect(named.length, target.id).toBe(target.id === 'T001' ? 9 : 6);
      else expect(named, target.id).toEqual([]);
    }
    const roads = assessments.filter(
      (row) =>
        row.set_id === 'xa-ntm' && row.criterion_no === '2' && row.valid_on === '2024-10-15' && row.status === 'met',
    );
    expect(rowOf(rows, 'T017').progress).toMatchObject({ reached: roads.length, wanted: { value: 82, of: 83 } });
  });

  test('have a pace so far beside the pace that is needed', async () => {
    const { targets: rows } = await targets();
    const { pace } = rowOf(rows, 'T004').progress;
    // From 16 to 54 in 1219 days; 13 more in 426 days.
    expect(pace?.perYear).toBeCloseTo((38 / 1219) * 365.25, 6);
    expect(pace?.neededPerYear).toBeCloseTo((13 / 426) * 365.25, 6);
    expect(pace?.onPace).toBe(true);
  });

  test('without data say so', async () => {
    const { targets: rows } = await targets();
    const { basis, progress } = rowOf(rows, 'T010');
    expect([basis, progress.reached, progress.status]).toEqual(['none', null, 'notAssessed']);
    expect(progress.reason.vi).toContain('chưa có số liệu');
  });
});

describe('districts', () => {
  test('are counted of 9 or of 6, and a city counts among the 9 where its task is complete', async () => {
    const nine = await targets('?districtDenominator=9');
    const six = await targets('?districtDenominator=6');
    expect([nine.districtDenominator?.value, six.districtDenominator?.value]).toEqual([9, 6]);
    expect(rowOf(nine.targets, 'T001').progress).toMatchObject({ counting: ['555', '562', '563'], status: 'met' });
    expect(rowOf(six.targets, 'T001').progress).toMatchObject({ counting: ['562', '563'], gap: 1 });
    expect(rowOf(nine.targets, 'T015').progress.wanted).toMatchObject({ value: 6, of: 9 });
    expect(rowOf(six.targets, 'T015').progress.wanted).toMatchObject({ value: 4, of: 6 });
  });

  test('contradict: both sides stand with their lines', async () => {
    const { targets: rows } = await targets();
    const row = rowOf(rows, 'T030');
    expect(row.target.contradictions).toContain('D');
    expect(row.contradiction?.vi).toMatch(/Mâu thuẫn với T\d{3} \(dòng 132\)/);
    for (const { target } of rows.filter(({ target: { scope } }) => scope === 'district')) {
      expect(target.contradictions).toContain('H');
    }
  });
});

test('an unchanged answer is not sent again, another date is another answer', async () => {
  const first = await portal.get('/api/programme/targets');
  const tag = first.headers.get('etag') ?? '';
  const ask = (query: string) => portal.get(`/api/programme/targets${query}`, { headers: { 'If-None-Match': tag } });
  expect((await ask('')).status).toBe(304);
  expect((await ask('?at=2023-12-31')).status).toBe(200);
  expect((await ask('?districtDenominator=6')).status).toBe(200);
  expect((await ask('?districtDenominator=7')).status).toBe(400);
});
