import { expect, test } from 'vitest';
import { onPaper } from '#formats/paper.ts';

const columns = (count: number, width: number) => Array.from({ length: count }, () => width);

test('a sheet stands upright where it fits, lies where it is wider, and has more pages across before it is too small to read', () => {
  const setup = (count: number) => onPaper({ widths: columns(count, 20), head: [1, 2], names: 1 }).pageSetup;
  expect(setup(5)).toMatchObject({ orientation: 'portrait', fitToWidth: 1, printTitlesRow: '1:2' });
  expect(setup(12)).toMatchObject({ orientation: 'landscape', fitToWidth: 1 });
  expect(setup(12)).not.toHaveProperty('printTitlesColumn');
  expect(setup(13)).toMatchObject({ orientation: 'landscape', fitToWidth: 2, printTitlesColumn: 'A:A' });
  expect(setup(60).fitToWidth).toBe(6);
});

test('a form that is handed in lies on one page across', () => {
  const setup = (count: number) => onPaper({ widths: columns(count, 20), head: [10, 11], form: true }).pageSetup;
  for (const count of [2, 40]) expect(setup(count)).toMatchObject({ orientation: 'landscape', fitToWidth: 1 });
});
