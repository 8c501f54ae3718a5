import { expect, test } from 'vitest';
import { asTyped } from '#intake/cells/typed.ts';

test.each([
  ["'00123", '00123', ['apostropheLeft']],
  ["'Nhà' cũ", "'Nhà' cũ", []],
  ['\u0422\u041e1', 'TO1', ['lookAlike']],
  ["'\u04101", 'A1', ['apostropheLeft', 'lookAlike']],
  ['Москва', 'Москва', []],
  ['Xã Hòa Xuân', 'Xã Hòa Xuân', []],
])('%j is read as %j', (text, value, codes) => {
  const { value: read, notes = [] } = asTyped(text);
  expect([read, notes.map(({ code }) => code)]).toEqual([value, codes]);
});
