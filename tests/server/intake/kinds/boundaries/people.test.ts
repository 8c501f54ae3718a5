import { expect, test } from 'vitest';
import { Findings } from '#intake/findings.ts';
import { peopleOf } from '#intake/kinds/boundaries/people.ts';

test.each([
  [12_345, 'Dân số', 12_345, false],
  [12.345, 'Dân số (nghìn người)', 12_345, false],
  [12.7, 'Dân số', 13, true],
  [0.0005, 'Dân số (nghìn người)', 1, true],
])('%d under %j is %d people', (given, heading, people, isNoted) => {
  const findings = new Findings();
  expect(peopleOf(given, heading, { row: 1 }, findings)).toBe(people);
  expect(findings.notes.map(({ code }) => code)).toEqual(isNoted ? ['notWhole'] : []);
});
