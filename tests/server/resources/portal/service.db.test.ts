import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPortal } from '#contract/portal.ts';
import { reachIntoSea } from '#tests/support/archipelagos.ts';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
});
afterAll(() => portal.drop());

const read = async () => getPortal.reply.parse(await (await portal.get('/api/portal')).json());

test('a portal says its extent, and beside it that of the mainland where it reaches into the archipelagos', async () => {
  const before = await read();
  expect(before).toMatchObject({ referenceDate: '2024-10-31', lastDate: '2024-10-31' });
  expect(before.extent).toEqual([109, 13, 109.1, 13.1]);
  expect(before).not.toHaveProperty('mainland');
  await reachIntoSea(portal.db, ['54', '501']);
  const { extent, mainland } = await read();
  expect(extent).toEqual([109, 8, 112, 13.1]);
  expect(mainland).toEqual([109, 13, 109.1, 13.1]);
});
