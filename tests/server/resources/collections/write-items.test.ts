import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featuresBytes, featureText } from '#resources/collections/write-items.ts';

const row = (id: string, geometry = 'null') => ({
  id,
  validFrom: '2024-01-01',
  sortValues: [],
  geometry,
  properties: '{}',
});

test('features stand in UTF-8 as they do in text, each on a line, whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })),
      fc.boolean(),
      fc.boolean(),
      (ids, versions, follows) => {
        const rows = ids.map((id) => row(id));
        const text = rows
          .map((one, index) => `${index > 0 || follows ? ',' : ''}\n${featureText(one, versions)}`)
          .join('');
        expect(featuresBytes(rows, versions, follows).toString()).toBe(text);
      },
    ),
  );
});

test('a first feature that is far larger than the others makes no room for others as large', () => {
  const rows = [row('country', `"${'1'.repeat(5_000_000)}"`), ...Array.from({ length: 999 }, (_, n) => row(`${n}`))];
  const bytes = featuresBytes(rows, false, false);
  expect(bytes.length).toBeLessThan(5_100_000);
  expect(bytes.buffer.byteLength).toBeLessThan(40_000_000);
});
