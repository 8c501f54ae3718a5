import { expect, test } from 'vitest';
import { lostInNames } from '#intake/lost-in-names.ts';

test('names of fields in which letters are lost say why they are not known', () => {
  expect(lostInNames(['ma', 'T?n tr??ng']).en).toContain('"T?n tr??ng"');
  expect(lostInNames(['Mã trường', 'Có đạt?']).en).toBe('');
});
