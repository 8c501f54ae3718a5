import { expect, test } from 'vitest';
import { DayQuery, DaysQuery } from '#contract/datetime.ts';

test.each([
  ['2022-01-01t00:00:00z', '2022-01-01'],
  ['2021-12-31t17:00:00z', '2022-01-01'],
  ['2022-01-01t00:00:00+07:00', '2022-01-01'],
  ['2022-01-01T00:00:00z', '2022-01-01'],
  ['2022-01-01t00:00:00.5Z', '2022-01-01'],
])('a moment is read in either case of its letters, as RFC 3339 has it: %s', (text, day) => {
  expect(DayQuery.parse(text)).toBe(day);
  expect(DaysQuery.parse(text)).toEqual({ from: day, to: day });
  expect(DaysQuery.parse(`../${text}`)).toEqual({ from: null, to: day });
  expect(DaysQuery.parse(`0000-01-01t00:00:00z/${text}`)).toEqual({ from: null, to: day });
});

test.each(['2022-01-01t', 't00:00:00z', '2022-01-01x00:00:00z', '2022-w01'])('%s is none', (text) => {
  expect(DayQuery.safeParse(text).success).toBe(false);
});
