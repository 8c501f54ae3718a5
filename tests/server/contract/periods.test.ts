import { expect, test } from 'vitest';
import { wordPeriods, writePeriod } from '#contract/periods.ts';

test('periods in a list are put into words, its names stay', () => {
  const text = `Phú Lâm 1/5 ${writePeriod('2008-01-01', '2025-07-01')}; Tuy Hòa ${writePeriod('2025-07-01', null)}`;
  expect(wordPeriods(text, (from, until) => `[${from} ${until ?? 'open'}]`)).toBe(
    'Phú Lâm 1/5 [2008-01-01 2025-07-01]; Tuy Hòa [2025-07-01 open]',
  );
});
