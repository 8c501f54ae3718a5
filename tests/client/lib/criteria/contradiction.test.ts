import { expect, test } from 'vitest';
import type { UnitCriterion, UnitIndicator } from '#contract/criteria.ts';
import { contradictionWords } from '#client/lib/criteria/contradiction.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { criterion } from '../../samples.ts';

overwriteGetLocale(() => 'vi');

const indicator = (no: string, status: UnitIndicator['status'], reason: string): UnitIndicator => ({
  ...{ no, provisional: false, name: { vi: no, en: no }, unit: 'percent', comparator: '>=', parts: null, evidence: [] },
  ...{ unchecked: { wording: null, threshold: null }, value: 60, value2: null, recorded: null },
  ...{ status, reason: { vi: reason, en: reason }, threshold: null, thresholdFrom: null, short: null },
});

test('what was declared, what was computed, and the figure that says so beside its threshold', () => {
  const entry: UnitCriterion = {
    ...criterion(17, 'met'),
    computed: { status: 'notMet', reason: { vi: 'Chưa đạt chỉ tiêu 17.1', en: 'Indicators not met: 17.1' } },
    difference: 'contradicts',
    indicators: [indicator('17.1', 'notMet', '60 % < 80 %'), indicator('17.2', 'met', '90 % ≥ 80 %')],
  };
  expect(contradictionWords(entry)).toBe(
    'Tính toán khác công bố: công bố đạt, tính toán chưa đạt. Chưa đạt chỉ tiêu 17.1; 17.1: 60 % < 80 %.',
  );
});
