import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCriteriaSet, getUnitCriteria } from '#contract/criteria.ts';
import { getRanking } from '#contract/ranking.ts';
import { readCsv } from '#data/demo/make/read-units.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';

const csv = (name: string) => readCsv(new URL(`../../../../data/demo/${name}.csv`, import.meta.url));
const declared = csv('assessments').filter((row) => row.set_id === 'xa-ntm');
const values = csv('indicator-values');

/** Numbers of criteria with a status at a review, by commune, from the files and nothing else. */
function numbersOf(validOn: string, status: string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const row of declared.filter((each) => each.valid_on === validOn && each.status === status)) {
    found.set(row.code ?? '', [...(found.get(row.code ?? '') ?? []), Number(row.criterion_no)]);
  }
  return found;
}
const missingNow = numbersOf('2024-10-15', 'notMet');

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

async function ranking(query = '') {
  const response = await portal.get(`/api/programme/ranking${query}`);
  expect(response.status).toBe(200);
  return getRanking.reply.parse(await response.json());
}
async function unit(code: string, query = '') {
  const response = await portal.get(`/api/admin-units/${code}/criteria${query}`);
  return getUnitCriteria.reply.parse(await response.json());
}

describe('the ranking', () => {
  test('puts the 29 communes that do not meet the standard in order of what they lack', async () => {
    const { closest, furthestBehind, meeting, notAssessed } = await ranking();
    expect([meeting.length, closest.length, notAssessed.length]).toEqual([54, 29, 0]);
    for (const { code, missing, met } of closest) {
      expect(missing, code).toEqual(missingNow.get(code));
      expect(met).toBe(19 - missing.length);
    }
    const lengths = closest.map(({ missing }) => missing.length);
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    expect(furthestBehind).toHaveLength(10);
    expect(furthestBehind[0]).toBe(closest.at(-1)?.code);
  });

  test('says which indicators hold a commune back, and by how much', async () => {
    const [first] = (await ranking()).closest;
    expect(first?.missing).toHaveLength(1);
    const file = values
      .filter((row) => row.code === first?.code && row.status === 'notMet')
      .map((row) => row.indicator_no ?? '')
      .filter((no) => first?.missing.includes(Number(no.split('.')[0])));
    expect(first?.lacking.map(({ no }) => no)).toEqual(file);
    for (const { lacking, short } of (await ranking()).closest) {
      expect(lacking.reduce((sum, { part }) => sum + (part ?? 0), 0)).toBeCloseTo(short, 9);
    }
  });

  test('finds who fell back since a day', async () => {
    const lostSince = (day: string) => {
      const before = numbersOf(day, 'met');
      return [...missingNow].flatMap(([code, missing]) => {
        const lost = missing.filter((no) => before.get(code)?.includes(no));
        return lost.length > 0 ? [[code, lost] as const] : [];
      });
    };
    const { since, fallenBack } = await ranking();
    expect(since).toBe('2024-06-30');
    expect(fallenBack.map(({ code, lost }) => [code, lost])).toEqual(lostSince('2024-06-30').sort());
    expect(fallenBack).toHaveLength(2);
    const earlier = await ranking('?since=2023-12-31');
    expect(earlier.fallenBack.map(({ code, lost }) => [code, lost])).toEqual(lostSince('2023-12-31').sort());
  });

  test('lists three recognised communes that no longer meet all 19, with the rule of revocation', async () => {
    const { recognisedNotMeeting } = await ranking();
    expect(recognisedNotMeeting).toHaveLength(3);
    for (const { code, revocation, decisionNo, reason } of recognisedNotMeeting) {
      expect(revocation).toMatchObject({ verdict: 'keeps', lost: missingNow.get(code) });
      expect(decisionNo).toMatch(/^MH-/);
      expect(reason.vi).toMatch(/^Công nhận ngày \d\d\/\d\d\/20\d\d; Đạt 1[78]\/19/);
    }
  });

  test('works for each set, and says which there are', async () => {
    const advanced = await ranking('?set=xa-ntm-nang-cao');
    expect([advanced.meeting.length, advanced.meeting.length + advanced.closest.length]).toEqual([15, 50]);
    expect(advanced.notAssessed).toHaveLength(33);
    const districts = await ranking('?set=huyen-ntm');
    expect(districts.meeting).toEqual(['562', '563']);
    expect(districts.closest[0]?.code).toBe('559');
    const none = await portal.get('/api/programme/ranking?set=none');
    expect(none.status).toBe(404);
    expect(await none.json()).toMatchObject({ detail: expect.stringContaining('xa-ntm-nang-cao') });
  });

  test('names where figures contradict what was declared, as the commune’s own page does', async () => {
    const { differing } = await ranking();
    expect(differing.length).toBeGreaterThan(2);
    expect(differing.length).toBeLessThan(20);
    const [first] = differing;
    const { criteria } = await unit(first?.code ?? '');
    const there = criteria.filter(({ difference }) => difference === 'contradicts').map(({ no }) => no);
    expect(first?.differences.map(({ no }) => no)).toEqual(there);
  });

  test('a contradiction comes with its indicators, each value beside its threshold', async () => {
    const { differing } = await ranking();
    for (const { code, differences } of differing) {
      const { criteria } = await unit(code);
      for (const { no, computed, indicators } of differences) {
        const judged = criteria.find((criterion) => criterion.no === no)?.indicators ?? [];
        const behind = judged.filter(({ status }) =>
          computed === 'notMet' ? status === 'notMet' : status === 'met' || status === 'notMet',
        );
        expect(indicators.map((each) => [each.no, each.reason])).toEqual(behind.map((each) => [each.no, each.reason]));
        expect(indicators.length).toBeGreaterThan(0);
      }
    }
  });

  test('who meets all by assessment and who is recognised by decision are two lists', async () => {
    const { meeting, recognised, figuresKnown } = await ranking();
    expect([meeting.length, recognised?.length, figuresKnown]).toEqual([54, 50, true]);
    const early = await ranking('?at=2021-01-01');
    expect([early.recognised, early.figuresKnown]).toEqual([null, false]);
  });

  test('only a yes or no is marked as one: it is no percentage off', async () => {
    const yesNo = new Set(
      (await unit('22042')).criteria.flatMap(({ indicators }) =>
        indicators.filter((each) => each.unit === 'yesNo').map(({ no }) => no),
      ),
    );
    const lacking = (await ranking()).closest.flatMap((each) => each.lacking);
    expect(lacking.filter((each) => each.yesNo !== yesNo.has(each.no))).toEqual([]);
    expect(lacking.some((each) => each.yesNo)).toBe(true);
  });

  test('a criterion that nobody assessed is told of a commune in each list', async () => {
    const then = await ranking('?at=2021-12-31');
    const open = numbersOf('2021-12-31', 'notAssessed');
    for (const { code, notAssessed } of [...then.closest, ...then.fallenBack, ...then.recognisedNotMeeting]) {
      expect([code, notAssessed]).toEqual([code, open.get(code) ?? []]);
    }
    expect(then.closest.filter(({ notAssessed }) => notAssessed.length > 0)).toHaveLength(10);
  });

  test('before the first review there is nothing to rank', async () => {
    const early = await ranking('?at=2021-01-01');
    expect([early.closest, early.meeting, early.since, early.notAssessed.length]).toEqual([[], [], null, 83]);
  });
});

describe('criteria of a commune', () => {
  test('show each figure beside its threshold, and the computed beside the declared', async () => {
    const { criteria } = await unit('22042');
    const indicators = criteria.flatMap((criterion) => criterion.indicators);
    expect(indicators).toHaveLength(57);
    for (const { no, value, value2, status } of indicators) {
      const row = values.find((each) => each.code === '22042' && each.indicator_no === no);
      const number = (text: string | undefined) => (text ? Number(text) : null);
      expect([no, value, value2, status]).toEqual([
        no,
        number(row?.value),
        number(row?.value2),
        row?.status ?? 'notAssessed',
      ]);
    }
    const income = criteria[9];
    expect(income?.indicators[0]).toMatchObject({ no: '10', thresholdFrom: 'demoSetting', threshold: { value: 49 } });
    expect(income?.computed.reason.vi).toBeTruthy();
    const irrigation = criteria[2]?.indicators[0];
    expect(irrigation).toMatchObject({ thresholdFrom: 'decision', threshold: { value: 80 } });
  });

  test('compute nothing where there is no figure yet, and nothing for a ward', async () => {
    const early = await unit('22042', '?at=2023-12-31');
    expect(new Set(early.criteria.map(({ computed }) => computed.status))).toEqual(new Set(['notAssessed']));
    expect(new Set(early.criteria.map(({ difference }) => difference))).toEqual(new Set(['declaredOnly']));
    const ward = await unit('22015');
    expect(
      ward.criteria.every(({ computed, indicators }) => computed.status === 'notApplicable' && indicators.length === 0),
    ).toBe(true);
  });

  test('without a threshold nothing is met', async () => {
    const { pool } = portal.db;
    const kept = await pool.query(`select * from threshold_setting`);
    expect(kept.rowCount).toBe(107);
    await pool.query(
      `insert into threshold_setting (set_id, indicator_no, value, source, recorded_by, origin)
       values ('xa-ntm', '2.1', 99.5, 'a decision of the province', 'a test', 'import')`,
    );
    const given = (await unit('22042')).criteria[1]?.indicators[0];
    expect(given).toMatchObject({ no: '2.1', thresholdFrom: 'setting', threshold: { value: 99.5 } });
    // Taken back by a newer row without a value: the demo's holds again.
    await pool.query(
      `insert into threshold_setting (set_id, indicator_no, source, recorded_by, origin, recorded_at)
       values ('xa-ntm', '2.1', 'taken back', 'a test', 'import', now() + interval '1 second')`,
    );
    expect((await unit('22042')).criteria[1]?.indicators[0]).toMatchObject({ thresholdFrom: 'demoSetting' });
    await pool.query(`delete from threshold_setting where origin = 'demo'`);
    const { computed, indicators } = (await unit('22042')).criteria[1] ?? expect.fail('no criterion 2');
    expect(indicators[0]).toMatchObject({ status: 'notAssessed', threshold: null, thresholdFrom: null });
    expect(computed.status).not.toBe('met');
    await expect(pool.query(`delete from threshold_setting`)).rejects.toThrow(/append-only/);
  });
});

describe('a criteria set', () => {
  test('comes with indicators, thresholds, versions and marks', async () => {
    const response = await portal.get('/api/criteria-sets/xa-ntm');
    const set = getCriteriaSet.reply.parse(await response.json());
    expect([set.officialIndicatorCount, set.heldIndicatorCount, set.versions.length]).toEqual([57, 57, 2]);
    for (const { confidence, unchecked, no } of set.criteria.flatMap(({ indicators }) => indicators)) {
      expect(unchecked.wording?.vi ?? null, no).toBe(confidence.wording === 'high' ? null : 'chưa đối chiếu văn bản');
    }
    const tag = response.headers.get('etag') ?? '';
    expect((await portal.get('/api/criteria-sets/xa-ntm', { headers: { 'If-None-Match': tag } })).status).toBe(304);
  });

  test('of districts names what must hold beside the criteria, and says how much of it is held', async () => {
    const set = getCriteriaSet.reply.parse(await (await portal.get('/api/criteria-sets/huyen-ntm')).json());
    expect(set.preconditions.length).toBeGreaterThan(3);
    expect([set.officialIndicatorCount, set.heldIndicatorCount]).toEqual([36, 34]);
  });
});
