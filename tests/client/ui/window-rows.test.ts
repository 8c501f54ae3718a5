import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowOfKey, scrollToRow, windowRows } from '#client/ui/window-rows.ts';

test('of eleven thousand rows only those in view are drawn, and the bar keeps its length', () => {
  const shown = windowRows(11_163, 36, 180_000, 600);
  expect(shown.end - shown.first).toBeLessThan(60);
  expect(shown.above + (shown.end - shown.first) * 36 + shown.below).toBe(11_163 * 36);
});

test('the window always lies inside the list and holds what is in view', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(1_000_000), fc.nat(2000), (total, scrollTop, height) => {
      const { first, end } = windowRows(total, 36, scrollTop, height);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(total);
      expect(first).toBeLessThanOrEqual(end);
    }),
  );
});

test('a row in view needs no scrolling; one above or below comes just into view', () => {
  expect(scrollToRow(5, 36, 100, 400)).toBeNull();
  expect(scrollToRow(0, 36, 100, 400)).toBe(0);
  expect(scrollToRow(20, 36, 0, 360)).toBe(396);
});

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 7],
  ['PageUp', 3, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['a', 5, null],
])('%s leads from row %i of ten to %s', (key, from, to) => {
  expect(rowOfKey(key, from, 10, 4)).toBe(to);
});
