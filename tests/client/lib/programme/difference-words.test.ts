import { expect, test } from 'vitest';
import { differenceWords } from '#client/lib/programme/difference-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

overwriteGetLocale(() => 'vi');

test('a contradiction names the criterion, each indicator, its value and its threshold', () => {
  const set = { criteria: [{ no: 10, name: { vi: 'Thu nhập', en: 'Income' }, group: null }] };
  const found = differenceWords(
    {
      no: 10,
      declared: 'met',
      computed: 'notMet',
      kind: 'contradicts',
      reason: { vi: 'Công bố: đạt; tính toán: chưa đạt', en: 'Declared: met; computed: not met' },
      indicators: [
        {
          no: '10',
          name: { vi: 'Thu nhập bình quân', en: 'Mean income' },
          status: 'notMet',
          reason: { vi: '48,8 < 49', en: '48.8 < 49' },
        },
      ],
    },
    set,
  );
  expect(found).toEqual({
    criterion: '10. Thu nhập. Công bố: đạt; tính toán: chưa đạt',
    figures: ['Chỉ tiêu 10: Thu nhập bình quân. 48,8 < 49'],
  });
});
