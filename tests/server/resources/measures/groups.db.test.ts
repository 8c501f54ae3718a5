import { afterAll, beforeAll, expect, test } from 'vitest';
import { getMeasureValues, listMeasures } from '#contract/measures.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { insertBoard } from '#tests/support/province.ts';
import { reportOfLines } from '#tests/server/resources/workbooks/support.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2026-06-30' });
  await insertBoard(portal.db, { columns: 1, rows: 3 });
});
afterAll(() => portal.drop());

const offered = async () => {
  const { measures } = listMeasures.reply.parse(await (await portal.get('/api/measures')).json());
  return measures.filter(({ kind }) => kind === 'group').map(({ id, dates }) => [id, dates]);
};
const values = async (at: string) =>
  getMeasureValues.reply.parse(await (await portal.get(`/api/measures/group-nhom-2026/values?at=${at}`)).json());

test('a scheme is offered once somebody is in a group of it by the day of the portal', async () => {
  expect(await offered()).toEqual([]);
  expect((await portal.get('/api/measures/group-nhom-2026/values')).status).toBe(404);
  await reportOfLines(portal, 'groups', [
    'code,scheme,group,valid_from,valid_to,decision',
    '10000,nhom-2026,3,2026-02-15,2026-05-01,9/QĐ-UBND',
    '10000,nhom-2026,2,2026-05-01,,10/QĐ-UBND',
    '10000,khu-vuc,I,2026-12-01,,104/QĐ-BDTTG',
  ]);
  expect(await offered()).toEqual([['group-nhom-2026', ['2026-02-15', '2026-05-01']]]);
});

test('each commune has the group of the day; one in none has no value, and wards are no matter of it', async () => {
  expect(await values('2026-02-14')).toMatchObject({ values: {}, notAssessed: ['10000', '10001'] });
  expect(await values('2026-02-15')).toMatchObject({
    values: { '10000': 3 },
    notAssessed: ['10001'],
    notApplicable: ['10002'],
  });
  expect((await values('2026-06-30')).values).toEqual({ '10000': 2 });
  expect((await portal.get('/api/measures/group-nhom-2026/values?at=2026-06-30&from=2026-03-01')).status).toBe(400);
});
