import { afterAll, beforeAll, expect, test } from 'vitest';
import { getMeasureValues } from '#contract/measures.ts';
import { getPaidResources } from '#contract/programme-resources.ts';
import { readCsv, readUnits } from '#data/demo/make/read-units.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';

const data = (path: string) => new URL(`../../../../data/${path}`, import.meta.url);
const paid = readCsv(data('demo/disbursements.csv'));
const listed = readCsv(data('admin-units/admin-units.csv'));
const units = readUnits(data('admin-units/admin-units.csv'));

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

async function values(id: string, query: string) {
  const response = await portal.get(`/api/measures/${id}/values?${query}`);
  expect(response.status).toBe(200);
  return getMeasureValues.reply.parse(await response.json());
}
/** Million VND paid to communes until a day, from the demo's file and nothing else. */
function sumOf(codes: readonly string[], at: string): number {
  return paid
    .filter((row) => codes.includes(row.code ?? '') && (row.valid_on ?? '') <= at)
    .reduce((sum, row) => sum + Number(row.amount_million_vnd), 0);
}
const total = (codes: readonly string[], column: string) =>
  listed.filter((row) => codes.includes(row.code ?? '')).reduce((sum, row) => sum + Number(row[column]), 0);

test('communes: all years and sources until the date, by population and by area', async () => {
  for (const at of ['2022-12-31', '2024-10-31']) {
    const head = await values('disbursed-per-head', `level=commune&at=${at}`);
    expect(Object.keys(head.values)).toHaveLength(83);
    expect(head.values['22042']).toBeCloseTo(sumOf(['22042'], at) / total(['22042'], 'population_2019'), 5);
    const area = await values('disbursed-per-km2', `level=commune&at=${at}`);
    expect(area.values['22042']).toBeCloseTo(sumOf(['22042'], at) / total(['22042'], 'area_km2'), 3);
  }
});

test('districts: their communes together; before the first payment nobody has a figure', async () => {
  const members = units.filter(({ districtCode }) => districtCode === '558').map(({ code }) => code);
  const head = await values('disbursed-per-head', 'level=district&at=2024-10-31');
  expect(head.values['558']).toBeCloseTo(sumOf(members, '2024-10-31') / total(members, 'population_2019'), 5);
  const early = await values('disbursed-per-head', 'level=commune&at=2021-06-30');
  expect([early.values, early.notAssessed.length, early.demo]).toEqual([{}, 110, true]);
});

test('by source: what was paid beside what was planned, parts added up, until the date', async () => {
  const ask = async (at: string) =>
    getPaidResources.reply.parse(await (await portal.get(`/api/programme/resources?at=${at}`)).json());
  const { paid: found, demo } = await ask('2024-10-31');
  const of = (id: string) => found.find((entry) => entry.id === id)?.amountBillionVnd ?? null;
  const billion = (at: string, source?: string) =>
    paid
      .filter((row) => (row.valid_on ?? '') <= at && (source === undefined || row.resource_id === source))
      .reduce((sum, row) => sum + Number(row.amount_million_vnd), 0) / 1000;
  expect(demo).toBe(true);
  expect(of('total')).toBeCloseTo(billion('2024-10-31'), 5);
  expect(of('central-budget')).toBeCloseTo(billion('2024-10-31', 'central-budget'), 5);
  expect(of('credit')).toBeNull();
  // Four sources reported: the whole stands against their plans and names the others.
  expect(found.find(({ id }) => id === 'total')).toMatchObject({
    reportedPlanBillionVnd: 1148.58,
    silent: ['province-welfare', 'integrated', 'credit', 'enterprise'],
  });
  expect(found.find(({ id }) => id === 'central-budget')).toMatchObject({
    reportedPlanBillionVnd: 339.635,
    silent: [],
  });
  expect((await ask('2020-12-31')).paid).toEqual([]);
});
