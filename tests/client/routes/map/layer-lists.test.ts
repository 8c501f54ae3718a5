import { expect, test } from 'vitest';
import { namedIn } from '#client/routes/map/layer-lists.ts';
import { parseAddress } from '#client/routes/address.ts';

test.each([
  ['/', null],
  ['/?layers=roads,schools~60', ['roads', 'schools']],
  ['/?layers=schools&feature=markets/C1&table=schools', ['markets', 'schools']],
  ['/?table=roads', ['roads']],
  // Single types of a collection are for programs: the map knows none.
  ['/?layers=irrigation-works.points,schools&table=hamlets.areas', ['schools']],
])('the collections that %s is about', (address, ids) => {
  expect(namedIn(parseAddress(new URL(address, 'http://portal')))).toEqual(ids);
});
