import { expect, test } from 'vitest';
import { readProgramme } from '#catalog/programme.ts';
import { isPrintedAgain, promisesOf } from '#contract/promises.ts';

const { targets } = await readProgramme('2021-2025');

test('96 targets are 93 promises: three are printed as a percentage and as a number, and the number stands', () => {
  const rows = targets.map((target) => ({ target }));
  expect(rows).toHaveLength(96);
  expect(promisesOf(rows)).toHaveLength(93);
  expect(targets.filter(isPrintedAgain).map(({ id }) => id)).toEqual(['T003', 'T005', 'T007']);
});
