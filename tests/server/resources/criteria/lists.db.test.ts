import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getUnitCriteria } from '#contract/criteria.ts';
import { listDifferences, listEligibility, listUnitStandings } from '#contract/standings.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

async function ask<Reply>({ reply }: { reply: { parse(value: unknown): Reply } }, path: string): Promise<Reply> {
  const response = await portal.get(`/api/criteria-sets/${path}`);
  expect(response.status).toBe(200);
  return reply.parse(await response.json());
}

describe('where declared and computed part', () => {
  test('the invented contradictions are found, each with the figures that say otherwise', async () => {
    const { counts, units, demo } = await ask(listDifferences, 'xa-ntm/differences');
    expect(demo).toBe(true);
    expect(counts.contradicts).toBe(12);
    expect(counts.agree + counts.contradicts + counts.declaredOnly + counts.computedOnly).toBeLessThanOrEqual(83 * 19);
    expect(units.flatMap(({ differences }) => differences)).toHaveLength(12);
    for (const { kind, declared, computed } of units.flatMap(({ differences }) => differences)) {
      expect(kind).toBe('contradicts');
      expect(new Set([declared, computed]).size).toBe(2);
    }
    const [first] = units;
    expect(first).toMatchObject({
      name: 'Xã Xuân Lãnh',
      differences: [{ no: 10, declared: 'met', computed: 'notMet' }],
    });
    expect(first?.differences[0]?.reason.vi).toBe('Công bố: đạt; tính toán: chưa đạt (Chưa đạt chỉ tiêu 10)');
  });

  test('counts do not hang on the kind that is shown; a district is a part of the whole', async () => {
    const all = await ask(listDifferences, 'xa-ntm/differences?kind=all');
    const only = await ask(listDifferences, 'xa-ntm/differences?kind=declaredOnly');
    expect(only.counts).toEqual(all.counts);
    expect(only.units.flatMap(({ differences }) => differences)).toHaveLength(all.counts.declaredOnly);
    const inside = await ask(listDifferences, 'xa-ntm/differences?within=558');
    expect(new Set(inside.units.map(({ parentCode }) => parentCode))).toEqual(new Set(['558']));
  });

  test('before the figures there is nothing to contradict', async () => {
    const { counts } = await ask(listDifferences, 'xa-ntm/differences?at=2022-12-31');
    expect(counts).toMatchObject({ agree: 0, contradicts: 0, declaredOnly: 83 * 19, computedOnly: 0 });
  });
});

describe('recognised and currently meeting', () => {
  test('three recognised communes no longer meet the set; the rule says what that means', async () => {
    const { counts, units } = await ask(listUnitStandings, 'xa-ntm/standings');
    expect(counts).toMatchObject({ recognisedMeeting: 47, recognisedNotMeeting: 3, meetingNotRecognised: 7 });
    expect(units).toHaveLength(110);
    const fallen = await ask(listUnitStandings, 'xa-ntm/standings?standing=recognisedNotMeeting');
    expect(fallen.units).toEqual(units.filter(({ standing }) => standing === 'recognisedNotMeeting'));
    for (const { revocation, recognition, met, total } of fallen.units) {
      expect(revocation?.lost).toHaveLength(total - met);
      expect(revocation?.verdict).toBe('keeps');
      expect(revocation?.reason.vi).toMatch(/^Không còn đạt \d+\/19 tiêu chí: chưa đến mức thu hồi$/);
      expect(recognition?.decisionNo).toMatch(/^MH-/);
    }
    expect(units.find(({ standing }) => standing === 'recognisedMeeting')?.revocation).toBeNull();
  });

  test('a city that has completed its task is recognised though the set is not for it', async () => {
    const { units } = await ask(listUnitStandings, 'huyen-ntm/standings?within=555');
    expect(units).toMatchObject([{ code: '555', recognition: { decisionNo: 'MH-H03/2024' }, revocation: null }]);
  });
});

describe('who could be proposed', () => {
  test('a district is held up by its communes: how many meet, how many are wanted', async () => {
    const { units } = await ask(listEligibility, 'huyen-ntm/eligibility?within=558');
    expect(units[0]?.status).toBe('notMet');
    const communes = units[0]?.conditions.find(({ id }) => id === 'all-communes-standard');
    expect(communes).toMatchObject({ status: 'notMet' });
    expect(communes?.reason.vi).toBe(
      '100% số xã trên địa bàn đạt chuẩn NTM 2021-2025: 4/10, cần 10 (đủ tiêu chí theo đánh giá)',
    );
  });

  test('what nobody recorded leaves it open, in words', async () => {
    const { units, counts } = await ask(listEligibility, 'xa-ntm/eligibility?status=notAssessed');
    expect(counts).toMatchObject({ met: 0, notAssessed: 54, notMet: 29 });
    expect(units).toHaveLength(54);
    expect(units[0]?.reason.vi).toContain(
      'Không nợ đọng xây dựng cơ bản thuộc Chương trình trên địa bàn xã: chưa có xác nhận',
    );
  });

  test('the conditions of kiểu mẫu follow from nâng cao where no officer has spoken', async () => {
    const { units } = await ask(listEligibility, 'xa-ntm-kieu-mau/eligibility');
    const conditions = units.flatMap(({ conditions: own }) => own.filter(({ id }) => id === 'criterion-1'));
    expect(conditions).toHaveLength(83);
    // The 14 of nâng cao and the 2 of kiểu mẫu meet all of it or say what is missing.
    expect(conditions.filter(({ status }) => status === 'met').length).toBeGreaterThanOrEqual(14);
    expect(conditions.some(({ reason }) => /^Đạt \d+\/19 tiêu chí/.test(reason.vi))).toBe(true);

    const code = units[0]?.code ?? '';
    const response = await portal.get(`/api/admin-units/${code}/criteria?set=xa-ntm-kieu-mau`);
    const { criteria } = getUnitCriteria.reply.parse(await response.json());
    expect(criteria[0]?.computed.reason.vi).toMatch(/^Đạt \d+\/19 tiêu chí/);
  });
});

test.each([
  ['xa-ntm-2030/standings', 404, 'there are xa-ntm'],
  ['xa-ntm/standings?standing=fine', 400, 'standing'],
  ['xa-ntm/differences?kind=1', 400, 'kind'],
  ['xa-ntm/eligibility?at=2024-02-30', 400, 'at'],
])('%s is refused with %i and names what is wrong', async (path, status, words) => {
  const response = await portal.get(`/api/criteria-sets/${path}`);
  expect(response.status).toBe(status);
  expect(JSON.stringify(await response.json())).toContain(words);
});

test.each([
  ['22042', 'xa-ntm', { official: 57, held: 57, missing: 0 }],
  ['558', 'huyen-ntm', { official: 36, held: 34, missing: 2 }],
  ['558', 'huyen-ntm-nang-cao', { official: 38, held: 0, missing: 38 }],
])('%s by %s: how many indicators of the decision are here', async (code, set, counts) => {
  const response = await portal.get(`/api/admin-units/${code}/criteria?set=${set}`);
  expect(getUnitCriteria.reply.parse(await response.json()).indicatorCounts).toEqual(counts);
});
