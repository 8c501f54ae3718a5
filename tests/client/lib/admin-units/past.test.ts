import { expect, test } from 'vitest';
import { turnsOf } from '#client/lib/admin-units/past.ts';
import type { MeasuredStep } from '#contract/admin-units.ts';

const step = (code: string, on: string, changes: Partial<MeasuredStep> = {}): MeasuredStep => ({
  ...{ code, name: `Xã ${code}`, level: 'commune', event: 'merge', on, decision: 'NQ 1', share: 1, basis: 'decision' },
  ...changes,
});

test('what a unit is made of on its first day it received on a later one; what it became on its end it gave before', () => {
  const turns = turnsOf({
    unitFrom: '2020-11-01',
    unitTo: '2025-07-01',
    predecessors: [step('1', '2024-11-01'), step('2', '2020-11-01', { decision: null, basis: 'geometry' })],
    successors: [step('3', '2025-07-01'), step('4', '2025-07-01', { share: null }), step('5', '2023-01-01')],
  });
  expect(
    turns.map(({ kind, on, units, byGround }) => [kind, on, units.map(({ code }) => code).join(), byGround]),
  ).toEqual([
    ['made', '2020-11-01', '2', true],
    ['gave', '2023-01-01', '5', false],
    ['received', '2024-11-01', '1', false],
    ['ended', '2025-07-01', '3,4', false],
  ]);
});
