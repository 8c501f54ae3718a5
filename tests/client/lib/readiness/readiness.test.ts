import { beforeEach, describe, expect, test } from 'vitest';
import type { LastImport, ReadinessStep } from '#contract/readiness.ts';
import { choiceIn, importHash, leadsToImport } from '#client/lib/readiness/import-address.ts';
import { lastWords } from '#client/lib/readiness/last-words.ts';
import { isComplete, nextStage, stagesOf } from '#client/lib/readiness/stages.ts';
import { demoWord, statusOf, titleOf } from '#client/lib/readiness/step-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

beforeEach(() => overwriteGetLocale(() => 'vi'));

function step(changes: Partial<ReadinessStep>): ReadinessStep {
  return {
    ...{ id: 'schools', stage: 'layers', kind: 'features', title: { vi: 'Trường học', en: 'Schools' } },
    ...{ essential: false, has: true, count: 3, wanted: null, newest: null, demo: 'none' },
    ...changes,
  };
}
const communes = (has: boolean) =>
  step({ id: 'communes', stage: 'boundaries', kind: 'boundaries', essential: true, has });
const provinces = step({ id: 'provinces', stage: 'boundaries', kind: 'boundaries', has: false });
const assessments = (has: boolean) =>
  step({ id: 'assessments', stage: 'results', kind: 'records', title: null, essential: true, has });

describe('stages', () => {
  test('what the map cannot do without comes before what is missing earlier', () => {
    const steps = [communes(true), provinces, assessments(false), step({ has: false })];
    const stages = stagesOf({ steps });
    expect(stages.map(({ stage, missing, there }) => [stage, missing.length, there.length])).toEqual([
      ['boundaries', 1, 1],
      ['results', 1, 0],
      ['layers', 1, 0],
    ]);
    expect([nextStage(stages), isComplete({ steps })]).toEqual(['results', false]);
    const done = [communes(true), provinces, assessments(true)];
    expect([nextStage(stagesOf({ steps: done })), isComplete({ steps: done })]).toEqual(['boundaries', true]);
    expect(nextStage(stagesOf({ steps: [communes(true)] }))).toBeNull();
  });
});

describe('words', () => {
  test.each([
    [step({ has: false, count: 0 }), 'Chưa có'],
    [step({ count: 1234, newest: '2024-10-31' }), '1.234 đối tượng; mới nhất 31/10/2024'],
    [communes(false), 'Chưa có'],
    [provinces, 'Chưa có; được ghép từ địa giới cấp xã'],
    [{ ...communes(true), count: 80, wanted: 110 }, '80 trong 110 đơn vị có địa giới'],
    [step({ kind: 'households', count: null, newest: '2024-02-01' }), 'Đã công bố số hộ, đợt 01/02/2024'],
    [step({ kind: 'households', count: null, has: false }), 'Chưa công bố số hộ nào'],
    [step({ id: 'thresholds', count: 4, wanted: 99 }), '4 trong 99 chỉ tiêu có mức đạt'],
  ])('of a step: %#', (given, words) => {
    expect(statusOf(given)).toBe(words);
  });

  test('records are called by their kind, invented data is told', () => {
    expect(titleOf(assessments(true))).toBe('Đánh giá tiêu chí và chỉ tiêu');
    expect([demoWord({ demo: 'none' }), demoWord({ demo: 'all' })]).toEqual([null, 'dữ liệu minh hoạ']);
  });

  test('the last import says when in Vietnam, by which file and whom, and what came of it', () => {
    const counts = { rows: 9, added: 2, changed: 1, unchanged: 0, refused: 4, parentsAdded: 0, left: 0, removed: 0 };
    const last: LastImport = {
      ...{ id: '00000000-0000-4000-8000-000000000000', file: 'xa.csv', by: 'Lan (unverified)', outcome: 'imported' },
      ...{ counts, finishedAt: '2024-10-31T20:00:00Z' },
    };
    expect(lastWords(last)).toMatch(
      /^Lần nhập gần nhất .*0?1\/11\/(20)?24.*, tệp xa\.csv, Lan: đã nhập \(2 mới, 1 thay đổi\)\.$/,
    );
    expect(lastWords({ ...last, outcome: 'refused' })).toContain('bị từ chối (4 trong 9 dòng)');
    expect(lastWords({ ...last, outcome: 'failed', counts: null })).toContain('bị ngắt, chưa ghi gì.');
  });
});

describe('the address of an import', () => {
  test.each(['schools', 'recognitions', 'target-figures', 'communes'])('%s is read as it was written', (id) => {
    const choice = choiceIn(importHash(id));
    expect(choice?.kind === 'records' ? choice.records : choice?.collection).toBe(id);
  });
  test.each([
    '',
    '#report',
    '#import',
    '#import?collection=..%2F',
    '#import?records=nothing',
    '#imported?collection=schools',
  ])('%j opens nothing', (hash) => {
    expect(choiceIn(hash)).toBeNull();
  });
  test('the form is led to without a subject too', () => {
    expect([importHash(null), leadsToImport('#import'), leadsToImport('#important')]).toEqual(['#import', true, false]);
  });
});
