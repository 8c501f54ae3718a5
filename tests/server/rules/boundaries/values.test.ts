import { expect, test } from 'vitest';
import { strayKindWord } from '#rules/boundaries/values.ts';

test.each([
  ['commune', null, 'Huyện Tuy An', 'Huyện'],
  ['commune', null, 'thị xã Sông Cầu', 'Thị xã'],
  ['commune', 'Huyện', 'Tuy An', 'Huyện'],
  ['commune', null, 'Tỉnh Phú Yên', 'Tỉnh'],
  ['district', null, 'Xã An Mỹ', 'Xã'],
  ['district', 'Thị trấn', 'Chí Thạnh', 'Thị trấn'],
  ['province', null, 'Huyện Tuy An', 'Huyện'],
  // What a unit may well be called.
  ['commune', null, 'Tịnh Bắc', null],
  ['commune', 'Xã', 'Huyện Mới', null],
  ['commune', null, 'Thị trấn Chí Thạnh', null],
  ['commune', 'TT', 'Chí Thạnh', null],
  ['commune', null, 'An Mỹ', null],
  ['commune', null, null, null],
  ['district', null, 'Thành phố Tuy Hoà', null],
  ['province', null, 'Thành phố Hà Nội', null],
] as const)('%s, kind %j, name %j: %j', (level, stated, name, expected) => {
  expect(strayKindWord(level, stated, name)).toBe(expected);
});
