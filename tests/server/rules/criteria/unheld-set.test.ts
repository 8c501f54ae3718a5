import { expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { setsAt } from '#contract/sets-at.ts';
import { countCriteria } from '#rules/criteria/count-criteria.ts';
import { judgeAllCriteria, judgeFloor } from '#rules/criteria/judge-eligibility.ts';
import { judgeRevocation } from '#rules/criteria/judge-revocation.ts';
import { findNextSet } from '#rules/criteria/measure-distance.ts';

const sets = await readCriteriaSets();
const setOf = (id: string) => sets.find((set) => set.id === id) ?? expect.fail(`no set ${id}`);
const unheld = setOf('xa-ntm-hien-dai-2026');

test('a set of which nothing is held is neither met nor not, nor is it said not to apply', () => {
  const tally = countCriteria(unheld, new Map());
  expect(judgeAllCriteria(tally)).toMatchObject({
    status: 'notAssessed',
    reason: { vi: 'Chưa có nội dung của bộ tiêu chí' },
  });
  expect(judgeFloor(tally, 15).status).toBe('notAssessed');
});

test('it makes nobody lose a recognition', () => {
  const rule = { ...unheld, revocation: setOf('xa-ntm').revocation };
  expect(judgeRevocation(rule, new Map()).verdict).toBe('cannotTell');
});

test('it is the next level all the same: of 2026-2030 the pilot comes after the standard', () => {
  const later = setsAt(sets, '2026-02-15').filter(({ level }) => level === 'commune');
  expect(findNextSet(later, null)?.id).toBe('xa-ntm-2026');
  expect(findNextSet(later, 'standard')?.id).toBe('xa-ntm-hien-dai-2026');
});
