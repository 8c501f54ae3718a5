import { expect, test } from 'vitest';
import { searchable } from '#rules/text/fold.ts';

test.each([
  ['Tuy Hoà', 'tuy hoa'],
  ['Tuy Hòa', 'tuy hoa'],
  ['Tuy Hoà'.normalize('NFD'), 'tuy hoa'],
  ['ĐỨC BÌNH ĐÔNG', 'duc binh dong'],
  ['  Ea  Lâm\t', 'ea lam'],
  ["Krông Pa'", "krong pa'"],
  ['', ''],
])('%j is searched as %j', (text, expected) => {
  expect(searchable(text)).toBe(expected);
});
