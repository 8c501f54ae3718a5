import { expect, test } from 'vitest';
import type { SourceFeature } from '#formats/driver.ts';
import { packFeatures, unpackFeatures } from '#formats/pack-features.ts';

const row = (number: number, fields: SourceFeature['fields'], others: Partial<SourceFeature> = {}): SourceFeature => ({
  row: number,
  fields,
  geometry: null,
  fault: null,
  ...others,
});

test('rows of texts come out as they went in', () => {
  const rows = [
    row(2, { Tên: 'Cầu "Đà Rằng"\n', 'Mã\t': null, 7: '' }),
    row(5, { Tên: null, 'Mã\t': '\ud800', 7: 'x' }),
  ];
  const packed = packFeatures(rows);
  expect(packed).not.toBeNull();
  if (packed !== null) expect(unpackFeatures(packed)).toEqual(rows);
});

const fault = { code: 'x', reason: { vi: '', en: '' }, todo: { vi: '', en: '' } };

test.each<readonly [string, readonly SourceFeature[]]>([
  ['none', []],
  ['other fields', [row(1, { a: '1' }), row(2, { a: '1', b: '2' })]],
  ['fewer fields', [row(1, { a: '1', b: '2' }), row(2, { a: '1' })]],
  ['another order', [row(1, { a: '1', b: '2' }), row(2, { b: '2', a: '1' })]],
  ['a number', [row(1, { a: 1 })]],
  ['a place', [row(1, { a: '1' }, { geometry: { type: 'Point', coordinates: [1, 2] } })]],
  ['a fault', [row(1, { a: '1' }, { fault })]],
  ['notes', [row(1, { a: '1' }, { notes: [] })]],
])('%s: they go as they are', (_, rows) => {
  expect(packFeatures(rows)).toBeNull();
});
