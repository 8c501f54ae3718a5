import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints, type AnyEndpoint } from '#contract/endpoints.ts';
import { insertAssessments, insertBoard, insertSets } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { badStrings } from '#tests/support/bad-strings.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
  await insertSets(portal.db);
  await insertAssessments(portal.db, [{ code: '10000', no: 1, status: 'met', on: '2022-12-31' }]);
});
afterAll(() => portal.drop());

const good: Record<string, string> = {
  collectionId: 'communes',
  featureId: '10000',
  code: '10000',
  tileMatrix: '8',
  tileRow: '118',
  tileCol: '205',
  id: 'criteria-met-three',
};

function address({ path }: AnyEndpoint, values: Record<string, string>, query = ''): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? good[name] ?? 'x'));
  return `${filled}${query === '' ? '' : `?${query}`}`;
}

/** Names of an object schema's properties. */
function namesOf(schema: unknown): string[] {
  return Object.keys((schema as { shape?: Record<string, unknown> }).shape ?? {});
}

/** Every parameter of every read, the properties that items can be asked for by, and the name of a parameter itself. */
const cases = endpoints
  .filter(({ method }) => method === 'get')
  .flatMap((endpoint) => [
    ...[...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      title: `${endpoint.path}: path ${name}`,
      at: (bad: string) => address(endpoint, { [name]: bad }),
    })),
    ...[...namesOf(endpoint.query), ...(endpoint.id === 'listItems' ? ['name', 'parent_code', 'demo'] : [])].map(
      (name) => ({
        title: `${endpoint.path}: query ${name}`,
        at: (bad: string) => address(endpoint, {}, `${name}=${encodeURIComponent(bad)}`),
      }),
    ),
    {
      title: `${endpoint.path}: name of a parameter`,
      at: (bad: string) => address(endpoint, {}, `${encodeURIComponent(bad)}=1`),
    },
  ]);

const leaks = /SQLSTATE|syntax error|pg_|relation "|column "|at Object\.|node_modules|\/server\/|XX000|PostGIS/i;

describe('bad strings never make the portal fail or talk of its inside', () => {
  test.each(cases.map((one, index) => [one.title, one, index] as const))('%s', async (_title, { at }, index) => {
    // Each parameter gets a part of the strings, all of them in turn; a smaller one where all wait for one session.
    const part = portal.db.kind === 'embedded' ? 6 : 3;
    const queue = badStrings.filter((_, nth) => (nth + index) % part === 0);
    const work = async () => {
      for (let bad = queue.pop(); bad !== undefined; bad = queue.pop()) {
        const path = at(bad);
        const ask = async () => {
          const response = await portal.get(path, { redirect: 'manual' });
          const body = await response.text();
          expect(response.status, `${path} -> ${body.slice(0, 200)}`).toBeLessThan(500);
          if (response.status < 400) return;
          expect(response.headers.get('content-type'), path).toContain('application/problem+json');
          expect(response.headers.get('cache-control')).toBe('no-store');
          // A refusal may name what it was given; that is no leak.
          if (!leaks.test(bad)) expect(body, path).not.toMatch(leaks);
        };
        await expectWithinMs(4_000, ask, path);
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  });
});

test('broken escapes and wrong shapes of a request are refused too', async () => {
  for (const path of [
    '/api/collections/%E0%A4%A',
    '/api/admin-units/%',
    '/api/%00',
    '/api/admin-units?q=%E0%A4%A',
    '/api//////',
    '/api/..%2f..%2fetc',
  ]) {
    const response = await portal.get(path);
    expect(response.status, path).toBeLessThan(500);
  }
});
