import { afterAll, beforeAll, expect, test } from 'vitest';
import { questionsTable } from '#contract/question-table.ts';
import { ImportReport, type SuccessionQuestion } from '#contract/imports.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { communesOn } from '#tests/support/reform.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ DEMO: 'off' });
  expect((await send('2020-11-01', {}, 'dryRun=false')).outcome).toBe('imported');
});
afterAll(() => portal.drop());

async function send(day: '2020-11-01' | '2025-07-01', beside: Readonly<Record<string, string>>, query: string) {
  const form = new FormData();
  form.append('file', new Blob([JSON.stringify(communesOn(day))]), 'xa.geojson');
  for (const [part, content] of Object.entries(beside)) form.append(part, new Blob([content]), `${part}.csv`);
  const response = await portal.get(`/api/imports?collection=communes&validFrom=${day}&${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminToken}` },
    body: form,
  });
  return ImportReport.parse(await response.json());
}

test('what an office answered in a table and what was answered beside it are taken together', async () => {
  const trial = await send('2025-07-01', {}, 'dryRun=true');
  const { questions } = trial.succession ?? expect.fail('nothing is asked');
  expect(trial.closing.en).toContain(`answer ${questions.length} questions about old and new units`);
  const asked = (code: string) => questions.filter(({ oldCode }) => oldCode === code).length;
  const answer = ({ oldCode }: SuccessionQuestion) =>
    ({ share: asked(oldCode) === 1 ? 'full' : 'partial', continues: false }) as const;
  const [office, page] = [questions.slice(0, 60), questions.slice(60)].map((some) => questionsTable(some, answer));
  const half = await send('2025-07-01', { decisions: office ?? '' }, 'dryRun=true');
  expect(half.succession?.questions.length).toBeGreaterThan(0);
  expect(half.succession?.questions.length).toBeLessThan(questions.length);
  const whole = await send('2025-07-01', { decisions: office ?? '', answers: page ?? '' }, 'dryRun=true&decision=NQ');
  expect([whole.outcome, whole.succession?.questions, whole.issues]).toEqual(['wouldImport', [], []]);
  expect(whole.succession?.shapes).toBeUndefined();
});

test('the tables that come with the portal answer all of their day', async () => {
  const response = await portal.get('/api/succession-tables/2025-07-01');
  expect(response.headers.get('content-type')).toContain('text/csv');
  expect(response.headers.get('content-disposition')).toContain('don-vi-cu-moi_2025-07-01.csv');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const table = new TextDecoder().decode(bytes);
  const first = await (await portal.get('/api/succession-tables/2024-11-01')).text();
  expect(first).toContain('NQ 1200/NQ-UBTVQH15');
  const trial = await send('2025-07-01', { succession: table }, 'dryRun=true&replace=true');
  expect(trial.succession?.units.filter(({ changes }) => changes.includes('merged')).length).toBeGreaterThan(30);
  expect((await portal.get('/api/succession-tables/2023-01-01')).status).toBe(400);
});
