import { expect, test } from 'vitest';
import type { ImportReport } from '#contract/imports.ts';
import { closingOf } from '#intake/closing.ts';

const counts = { rows: 3, added: 2, changed: 1, unchanged: 0, refused: 0, parentsAdded: 0, left: 0, removed: 0 };
const issue = (row: number | null): ImportReport['issues'][number] => ({
  ...{ severity: 'issue', code: 'x', sheet: null, row, column: null, feature: null, property: null, position: null },
  ...{ reason: { vi: 'Sai.', en: 'Wrong.' }, todo: { vi: 'Chọn lớp.', en: 'Choose a layer.' } },
});
const question = { oldCode: '1', oldName: 'A', newCode: '2', newName: 'B', percentOfOld: 50, percentOfNew: 50 };
const report = (changes: Partial<ImportReport>): ImportReport => ({
  ...{ id: '', collection: 'schools', file: 'a.csv', dryRun: false, outcome: 'imported', counts, format: 'csv' },
  ...{ layer: 'a', crs: { found: null, used: null, guess: null }, encoding: { used: null, how: null }, fields: {} },
  ...{
    likely: {},
    fileRefused: false,
    issues: [],
    notes: [],
    cleaned: [],
    succession: null,
    closing: { vi: '', en: '' },
    startedAt: '',
    finishedAt: '',
  },
  ...{ demoLoaded: false, ...changes },
});

test.each([
  ['all came in', {}, '3 features came in: 2 new, 1 updated; 0 were there already. There is nothing left to do.'],
  [
    'some wait',
    { counts: { ...counts, refused: 2, left: 718 }, issues: [issue(1)] },
    '3 features came in: 2 new, 1 updated; 0 were there already. 2 rows were left out and wait to be mended and given again. 718 features that the portal has and the file does not name stay as they are. Next: mend the rows that were left out.',
  ],
  [
    'a trial',
    { outcome: 'wouldImport' as const, counts: { ...counts, added: 1, changed: 0, removed: 2 } },
    'A trial, nothing was written: 1 feature would come in: 1 new, 0 updated; 0 are there already. 2 features that the file does not name would cease to hold; their history is kept. Next: import it.',
  ],
  [
    'rows to mend',
    { outcome: 'refused' as const, counts: { ...counts, refused: 1 }, issues: [issue(2)] },
    'Nothing of this file came in. One row has to be mended first. Next: mend those rows in the file and give it again, or import the others first (skip refused rows).',
  ],
  [
    'a choice to make',
    { outcome: 'refused' as const, fileRefused: true, counts: { ...counts, rows: 0 }, issues: [issue(null)] },
    'Nothing of this file came in. Next: Choose a layer.',
  ],
  [
    'questions about units',
    {
      outcome: 'refused' as const,
      fileRefused: true,
      issues: [{ ...issue(null), code: 'undecided' }],
      succession: { day: '2025-07-01', units: [], ended: [], questions: [question, question] },
    },
    'Nothing of this file came in. Next: answer 2 questions about old and new units.',
  ],
  [
    'more of a kind than are told, which is no fault of the file',
    { outcome: 'refused' as const, counts: { ...counts, rows: 9, refused: 8 }, issues: [issue(1), issue(null)] },
    'Nothing of this file came in. 8 rows have to be mended first. Next: mend those rows in the file and give it again, or import the others first (skip refused rows).',
  ],
  [
    'nothing new, and some left out',
    { outcome: 'unchanged' as const, counts: { ...counts, unchanged: 3, refused: 1 }, issues: [issue(1)] },
    'Nothing changes: 3 features of the file are there already. One row was left out and waits to be mended and given again. Next: mend the rows that were left out.',
  ],
  [
    'nothing new',
    { outcome: 'unchanged' as const, counts: { ...counts, unchanged: 3 }, collection: 'assessments' },
    'Nothing changes: 3 entries of the file are there already. There is nothing left to do.',
  ],
])('%s', (_, changes, words) => {
  const { vi, en } = closingOf(report(changes));
  expect(en).toBe(words);
  expect(vi).toMatch(/^\p{Lu}.*\.$/u);
});
