import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getReadiness, listLastImports, type ReadinessStep } from '#contract/readiness.ts';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { insertAddresses } from '#tests/support/addresses.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { insertBoard } from '#tests/support/province.ts';

const authorised = { headers: { Authorization: `Bearer ${adminToken}` } };

async function stepsOf(portal: TestPortal): Promise<readonly ReadinessStep[]> {
  const response = await portal.get('/api/readiness');
  expect(response.status).toBe(200);
  return getReadiness.reply.parse(await response.json()).steps;
}
const there = (steps: readonly ReadinessStep[]) => steps.filter(({ has }) => has).map(({ id }) => id);
const find = (steps: readonly ReadinessStep[], id: string) =>
  steps.find((step) => step.id === id) ?? expect.fail(`no step ${id}`);

describe('a portal that begins', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  });
  afterAll(() => portal.drop());

  test('lacks everything, in the order in which an office has it', async () => {
    const steps = await stepsOf(portal);
    expect(there(steps)).toEqual([]);
    expect(steps.filter(({ essential }) => essential).map(({ id }) => id)).toEqual(['communes', 'assessments']);
    const ids = steps.map(({ id }) => id);
    expect(ids.slice(0, 9)).toEqual([
      ...['communes', 'districts', 'provinces', 'recognitions', 'assessments', 'groups', 'thresholds'],
      ...['target-figures', 'disbursements'],
    ]);
    expect(ids.slice(-4)).toEqual(['hamlets', 'ocop-products', 'model-gardens', 'digital-address-cells']);
    expect(ids.indexOf('roads')).toBeLessThan(ids.indexOf('hamlets'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(find(steps, 'thresholds').wanted).toBeGreaterThan(10);
  });

  test('has its boundaries once they are imported, and says so to whoever kept the answer', async () => {
    const before = (await portal.get('/api/readiness')).headers.get('etag') ?? '';
    const cached = { headers: { 'if-none-match': before } };
    expect((await portal.get('/api/readiness', cached)).status).toBe(304);
    await insertBoard(portal.db, { columns: 2, rows: 3, validFrom: '2020-01-01' });
    expect((await portal.get('/api/readiness', cached)).status).toBe(200);
    const steps = await stepsOf(portal);
    expect(there(steps)).toEqual(['communes', 'districts', 'provinces']);
    expect(find(steps, 'communes')).toMatchObject({ count: 6, wanted: 6, newest: '2020-01-01', demo: 'none' });
  });

  test('tells of households that counts were published, never how many, and nothing before', async () => {
    const asked = async () => {
      const response = await portal.get('/api/readiness');
      return [response.headers.get('etag'), await response.text()] as const;
    };
    const before = await asked();
    await insertAddresses(portal.db, portal.catalog, [{ row: 0, kind: 'household', count: 37, prefix: 'HH' }]);
    expect(await asked()).toEqual(before);
    await portal.db.transaction((tx) => publishAddresses(tx, portal.catalog, { on: '2024-02-01', origin: 'import' }));
    expect(find(await stepsOf(portal), 'digital-address-cells')).toMatchObject({
      ...{ kind: 'households', has: true, count: null, wanted: null, newest: '2024-02-01' },
    });
    expect((await asked())[1]).not.toMatch(/37|"digital-addresses"/);
  });

  test('tells administrators of the last import of everything, and nobody else', async () => {
    expect((await portal.get('/api/imports/last')).status).toBe(401);
    const form = new FormData();
    form.append('file', new Blob(['code,name\nT1,Một\n']), 'truong.csv');
    const by = encodeURIComponent('Lan, Sở');
    const sent = await portal.get(`/api/imports?collection=schools&id=${randomUUID()}&by=${by}`, {
      ...authorised,
      method: 'POST',
      body: form,
    });
    expect(sent.status).toBe(422);
    const response = await portal.get('/api/imports/last', authorised);
    expect(response.headers.get('cache-control')).toMatch(/^private/);
    const { subjects } = listLastImports.reply.parse(await response.json());
    expect(subjects.find(({ id }) => id === 'schools')).toMatchObject({
      step: 'schools',
      last: { file: 'truong.csv', by: 'Lan, Sở (unverified)', outcome: 'refused' },
    });
    expect(subjects.find(({ id }) => id === 'digital-addresses')).toEqual({
      ...{ id: 'digital-addresses', step: 'digital-address-cells', last: null },
    });
    const steps = (await stepsOf(portal)).map(({ id }) => id);
    expect(subjects.flatMap(({ step }) => step ?? []).sort()).toEqual(steps.sort());
  });
});

describe('the demo', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startDemoPortal();
  });
  afterAll(() => portal.drop());

  test('has everything that is essential, all of it invented', async () => {
    const steps = await stepsOf(portal);
    expect(steps.filter(({ essential, has }) => essential && !has)).toEqual([]);
    expect(steps.filter(({ has, demo }) => has && demo !== 'all').map(({ id }) => id)).toEqual([]);
    expect(find(steps, 'assessments')).toMatchObject({ has: true, newest: '2024-10-15' });
    expect(find(steps, 'communes').count).toBe(110);
  });
});
