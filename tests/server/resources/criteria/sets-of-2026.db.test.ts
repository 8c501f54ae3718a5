import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { getUnitProfile } from '#contract/admin-units.ts';
import { getUnitCriteria } from '#contract/criteria.ts';
import { getMeasureValues, listMeasures } from '#contract/measures.ts';
import { getRanking } from '#contract/ranking.ts';
import { listEligibility, listUnitStandings } from '#contract/standings.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { insertAssessments, insertBoard } from '#tests/support/province.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2026-06-30' });
  await insertBoard(portal.db, { columns: 1, rows: 3 });
  await syncCriteriaSets(portal.db, await readCriteriaSets());
  await insertAssessments(portal.db, [{ code: '10000', no: 1, status: 'met', on: '2024-06-30', set: 'xa-ntm' }]);
});
afterAll(() => portal.drop());

const read = async (path: string) => {
  const response = await portal.get(path);
  expect(response.status, path).toBe(200);
  return response.json();
};

test.each([
  ['2025-12-31', 'xa-ntm', 19],
  ['2026-02-14', 'xa-ntm', 19],
  ['2026-02-15', 'xa-ntm-2026', 10],
])('on %s communes are assessed by %s', async (at, setId, criteria) => {
  const answer = getUnitCriteria.reply.parse(await read(`/api/admin-units/10000/criteria?at=${at}`));
  expect([answer.setId, answer.criteria.length]).toEqual([setId, criteria]);
  const ranking = getRanking.reply.parse(await read(`/api/programme/ranking?at=${at}`));
  expect(ranking.setId).toBe(setId);
});

test('of the new set criteria are declared, and how many indicators are missing is said', async () => {
  const { indicatorCounts, criteria } = getUnitCriteria.reply.parse(
    await read('/api/admin-units/10000/criteria?at=2026-06-30'),
  );
  expect(indicatorCounts).toEqual({ official: 47, held: 0, missing: 47 });
  expect(criteria[0]?.computed).toMatchObject({
    status: 'notAssessed',
    reason: { en: expect.stringContaining('directly') },
  });
});

test('what is not held is named and never counted', async () => {
  const profile = getUnitProfile.reply.parse(await read('/api/admin-units/10000?at=2026-06-30'));
  expect(profile.criteriaMet.map(({ setId, total }) => [setId, total])).toEqual([['xa-ntm-2026', 10]]);
  const modern = 'xa-ntm-hien-dai-2026';
  const standings = listUnitStandings.reply.parse(await read(`/api/criteria-sets/${modern}/standings`));
  expect(standings.units.map(({ standing }) => standing)).toEqual(['notAssessed', 'notAssessed', 'notApplicable']);
  const eligibility = listEligibility.reply.parse(await read(`/api/criteria-sets/${modern}/eligibility`));
  expect(eligibility.units.map(({ status }) => status)).toEqual(['notAssessed', 'notAssessed']);
  const ranking = getRanking.reply.parse(await read(`/api/programme/ranking?set=${modern}`));
  expect([ranking.meeting, ranking.closest, ranking.notAssessed]).toEqual([[], [], ['10000', '10001']]);
  for (const path of [
    '/api/admin-units/54/criteria?at=2026-06-30',
    `/api/assessments/template?set=${modern}`,
    `/api/reports/communes?set=${modern}`,
  ]) {
    const response = await portal.get(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('QĐ 51/2025/QĐ-TTg') });
  }
});

test('measures of a set are there from its start, the one with results first', async () => {
  const { measures } = listMeasures.reply.parse(await read('/api/measures'));
  const counts = measures.filter(({ kind }) => kind === 'criteriaMet');
  expect(counts.map(({ id, from }) => [id, from])).toEqual([
    ['criteria-met-xa-ntm', undefined],
    ['criteria-met-xa-ntm-2026', '2026-02-15'],
    ['criteria-met-xa-ntm-nang-cao', undefined],
    ['criteria-met-xa-ntm-kieu-mau', undefined],
    ['criteria-met-huyen-ntm', undefined],
    ['criteria-met-huyen-ntm-nang-cao', undefined],
  ]);
  const ofCommunes = measures.filter(({ levels }) => levels.includes('commune'));
  expect(new Set(ofCommunes.map(({ title }) => title.vi)).size).toBe(ofCommunes.length);
  const { notAssessed } = getMeasureValues.reply.parse(
    await read('/api/measures/criteria-met-xa-ntm-2026/values?at=2026-06-30'),
  );
  expect(notAssessed).toEqual(['10000', '10001']);
});
