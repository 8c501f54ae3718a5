import { expect, test } from 'vitest';
import { withColumns } from '#client/lib/imports/map-columns.ts';

test.each([
  ['', [['Ten truong', 'name']], 'Ten truong=name'],
  ['A=code', [['B', 'name']], 'A=code, B=name'],
  // The last word counts.
  ['A=code, B=name', [['A', 'level']], 'B=name, A=level'],
  ['', [['Tên, địa chỉ', 'name']], '"Tên, địa chỉ"=name'],
  ['"Tên, địa chỉ"=name', [['B', 'code']], '"Tên, địa chỉ"=name, B=code'],
  ['nonsense', [['a=b', 'code']], 'a=b=code'],
] as const)('%j with %j', (text, chosen, written) => {
  expect(withColumns(text, new Map(chosen))).toBe(written);
});
