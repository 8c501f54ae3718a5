import { expect, test } from 'vitest';
import { questionsTable } from '#contract/question-table.ts';

const question = {
  ...{ oldCode: '00123', oldName: 'Xã "A", cũ', newCode: '00124', newName: '=B', percentOfOld: 45.5, percentOfNew: 60 },
};
const table = (answer: Parameters<typeof questionsTable>[1]) => questionsTable([question], answer).split('\r\n')[1];

test('a question is a row to fill in, with what is answered already', () => {
  expect(questionsTable([], () => null)).toBe(
    '\uFEFFold_code,old_name,new_code,new_name,share,continues,decision,percent_of_old_in_new,percent_of_new_from_old\r\n',
  );
  const named = `00123,"Xã ""A"", cũ",00124,'=B`;
  expect(table(() => null)).toBe(`${named},,,,45.5,60`);
  expect(table(() => ({ share: 'partial', continues: true }))).toBe(`${named},partial,yes,,45.5,60`);
  expect(table(() => ({ share: 'none', continues: null }))).toBe(`${named},none,,,45.5,60`);
});
