import { expect, test } from 'vitest';
import { ImportChoices } from '#client/lib/imports/choices.svelte.ts';
import { Answering } from '#client/lib/imports/succession/answering.svelte.ts';

const question = {
  ...{ oldCode: '1', oldName: 'Xã A', newCode: '9', newName: 'Xã B', percentOfOld: 100, percentOfNew: 50 },
};
const table = new File(['old_code'], 'bang.csv');

function chosen(): ImportChoices {
  const choices = new ImportChoices(() => [
    { id: 'communes', title: { vi: '', en: '' }, boundaries: true },
    { id: 'schools', title: { vi: '', en: '' }, boundaries: false },
  ]);
  choices.files = [new File([], 'xa.geojson')];
  choices.validFrom = '2025-07-01';
  choices.succession = table;
  choices.decision = 'NQ 1660';
  choices.replaceUnits = true;
  choices.answering = new Answering('communes 2025-07-01 xa.geojson');
  choices.answering.take({ questions: [question] });
  choices.answering.share(question, 'full');
  return choices;
}
const said = (choices: ImportChoices) => {
  const { subject } = choices.order(true);
  if ('records' in subject) throw new Error('boundaries are chosen');
  const { replace, decision, beside } = subject;
  return [replace, decision, ...Object.entries(beside).map(([part, file]) => `${part} ${file?.name ?? 'none'}`)];
};

test('boundaries of a day are sent with what is said of old units, and with what was answered to that very file', () => {
  const choices = chosen();
  expect(said(choices)).toEqual([true, 'NQ 1660', 'succession bang.csv', 'decisions none', 'answers tra-loi.csv']);
  choices.files = [new File([], 'khac.geojson')];
  expect(said(choices).at(-1)).toBe('answers none');
});

test('nothing of it is sent without a day, or with features', () => {
  const choices = chosen();
  choices.validFrom = '';
  expect(said(choices)).toEqual([false, '']);
  choices.validFrom = '2025-07-01';
  choices.collection = 'schools';
  expect(said(choices)).toEqual([false, '']);
});
