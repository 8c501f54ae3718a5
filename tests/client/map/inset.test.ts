import { expect, test } from 'vitest';
import { insetOf } from '#client/map/inset.ts';
import { leftOut } from '#client/map/islands.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

overwriteGetLocale(() => 'vi');

test('an inset holds each island, and the name below them in two lines', () => {
  const both = leftOut({ bbox: [102.1, 6.2, 116.4, 23.4], mainland: [102.1, 8.4, 109.47, 23.4] });
  expect(both.map((each) => insetOf(each).lines.map(({ text }) => text))).toEqual([
    ['Quần đảo Hoàng Sa', '(thành phố Đà Nẵng)'],
    ['Quần đảo Trường Sa', '(tỉnh Khánh Hòa)'],
  ]);
  for (const archipelago of both) {
    const { width, height, dots, radius, lines } = insetOf(archipelago);
    expect(dots).toHaveLength(archipelago.islands.length);
    const name = Math.min(...lines.map(({ at }) => at[1]));
    for (const [x, y] of dots) {
      expect(x - radius >= 0 && x + radius <= width, `${x}`).toBe(true);
      expect(y - radius >= 0 && y + radius < name - 5, `${y}`).toBe(true);
    }
    expect(Math.max(...lines.map(({ at }) => at[1]))).toBeLessThan(height - 5);
  }
});
