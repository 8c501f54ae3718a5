import { expect, test } from 'vitest';
import { mostOutlines, unitsToDraw } from '#intake/kinds/boundaries/question-shapes.ts';

test('of many questions the first are drawn, and how many units are not is said', () => {
  const unit = { level: 'commune', kind: 'commune', name: 'Xã', parentCode: null, drawn: true } as const;
  const questions = Array.from({ length: mostOutlines }, (_, n) => ({
    before: { ...unit, id: n, code: String(n) },
    // Each new unit is asked about twice.
    since: { code: String(n >> 1), level: 'commune' as const, name: 'Xã' },
    ...{ ofBefore: 0.5, ofSince: 0.5 },
  }));
  const { ids, codes, leftOut } = unitsToDraw(questions);
  expect([ids.length, codes.length]).toEqual([200, 100]);
  expect(leftOut).toBe(150);
  expect(unitsToDraw(questions.slice(0, 2))).toEqual({ ids: [0, 1], codes: ['0'], leftOut: 0 });
});
