import { expect, test } from 'vitest';
import type { Status } from '#contract/criteria.ts';
import { judgeComparison } from '#rules/measures/judge-comparison.ts';

const statuses = (...found: Status[]) => new Map(found.map((status, index) => [index + 1, status]));

test.each([
  ['agree', statuses('met', 'notMet'), statuses('met', 'notMet'), 0],
  ['agree where both are known', statuses('met', 'met'), statuses('met', 'notAssessed'), 0],
  ['one contradicts', statuses('met', 'met'), statuses('met', 'notMet'), 1],
  ['two contradict', statuses('met', 'notMet'), statuses('notMet', 'met'), 2],
  ['not applicable against met', statuses('notApplicable'), statuses('met'), 1],
  ['declared only', statuses('met', 'notMet'), statuses('notAssessed', 'notAssessed'), -1],
  ['computed only', statuses('notAssessed'), statuses('met'), -2],
  ['each knows another criterion', statuses('met', 'notAssessed'), statuses('notAssessed', 'met'), -1],
  ['nothing is known', statuses(), statuses('notAssessed'), null],
])('%s', (_, declared, computed, wanted) => {
  expect(judgeComparison(declared, computed)).toBe(wanted);
});
