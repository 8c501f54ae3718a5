import { afterAll, beforeAll, expect, test } from 'vitest';
import { badStrings, badValues } from '../../scripts/walk/bad-strings.ts';
import { placesOf, type Question } from '../../scripts/walk/questions.ts';
import { Walk, type WalkFault } from '../../scripts/walk/walk.ts';
import { insertAssessments, insertBoard, insertSets } from '#tests/support/province.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
let walk: Walk;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31', TRUST_PROXY: '1' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
  await insertSets(portal.db);
  await insertAssessments(portal.db, [{ code: '10000', no: 1, status: 'met', on: '2022-12-31' }]);
  walk = await Walk.begin({ url: portal.url, token: adminToken });
});
afterAll(async () => {
  walk.end();
  await portal.drop();
});

test('there are enough bad strings, each once', () => {
  expect(badStrings.length).toBeGreaterThanOrEqual(300);
  expect(new Set(badStrings).size).toBe(badStrings.length);
  expect(new Set(badValues).size).toBe(badValues.length);
});

// The long form, with all of everything, is `npm run walk`.
test('no bad string at any parameter makes the portal fail, answer otherwise than it is described, or talk of its inside', async () => {
  const places = placesOf(walk.description, await walk.samples());
  expect(new Set(places.map(({ title }) => title.replace(/:.*/, ''))).size).toBe(walk.description.operations.length);
  // Every kind of parameter gets a part of the values at its first place, and a smaller one at the others, all in turn. All
  // wait for the one session of the embedded database: there it is less.
  const embedded = portal.db.kind === 'embedded';
  const seen = new Set(['of a collection']);
  const questions = places.flatMap(({ kind, values, at }, index) => {
    const isFirst = !seen.has(kind);
    seen.add(kind);
    const every = (isFirst ? 4 : 600) * (embedded ? 6 : 1);
    return values.filter((_, nth) => (nth + index) % every === 0).map(at);
  });
  const faults: WalkFault[] = [];
  expect(await walk.over(questions, (fault) => faults.push(fault))).toBe(questions.length);
  expect(faults.slice(0, 20)).toEqual([]);
}, 900_000);

test.each<Question>([
  { method: 'GET', address: '/api/collections/%E0%A4%A' },
  { method: 'GET', address: '/api/admin-units/%' },
  { method: 'GET', address: '/api/%00' },
  { method: 'GET', address: '/api//////' },
  { method: 'GET', address: '/api/..%2f..%2fetc' },
  { method: 'GET', address: '/api/../../etc/passwd' },
  { method: 'GET', address: `/api/admin-units?q=${'a'.repeat(7_000)}` },
])('what is wrong with the shape of a request is refused too: %j', async (question) => {
  const faults: WalkFault[] = [];
  await walk.over([question], (fault) => faults.push(fault));
  expect(faults).toEqual([]);
});
