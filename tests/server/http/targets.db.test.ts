import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '#contract/problem.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { sendRaw, type RawAnswer } from '#tests/support/raw-request.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
});
afterAll(() => portal.drop());

const send = (line: string, ...headers: string[]) =>
  sendRaw(portal.url, [`${line} HTTP/1.1`, 'Host: localhost', ...headers]);

/** A refusal in our own words: who asks for data gets a problem document, who asks for a page words to read. */
function expectOurs(answer: RawAnswer, status: number, as: 'problem' | 'page'): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('etag')).toBeNull();
  expect(answer.body).not.toMatch(/Cannot GET|<pre>|ENOENT|node_modules|\/server\/|dist\/client/);
  if (as === 'problem') {
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Problem.parse(JSON.parse(answer.body)).status).toBe(status);
  } else {
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(`<title>${status}</title>`);
  }
}

describe('a target that cannot be read', () => {
  test.each([
    ['/%zz', 'page'],
    ['/communes/%E0%A4%A', 'page'],
    ['/%00', 'page'],
    ['//', 'page'],
    ['//evil.example/', 'page'],
    ['http://[', 'page'],
    ['http://a:99999999/api', 'page'],
    ['ftp://localhost/api', 'page'],
    ['*', 'page'],
    ['/api/%zz', 'problem'],
    ['/api/%00', 'problem'],
    ['/api/collections/%E0%A4%A/items', 'problem'],
    ['//api/collections', 'problem'],
    ['/api%', 'page'],
  ] as const)('%s is a 400 in our own words (%s)', async (target, as) => {
    expectOurs(await send(`GET ${target}`), 400, as);
    if (as === 'page') expectOurs(await send(`GET ${target}`, 'Accept: application/json'), 400, 'problem');
  });

  test.each(['/api', 'http://localhost/api', 'http://localhost/api?f=json', 'HTTP://LOCALHOST/api'])(
    '%s is read, whole or not',
    async (target) => {
      const answer = await send(`GET ${target}`);
      expect([answer.status, answer.body.includes('"http://localhost/api/collections"')]).toEqual([200, true]);
    },
  );
  test('the host of a whole address counts, not that of Host', async () => {
    expect((await send('GET http://evil.example/api')).body).toContain('"/api/collections"');
    const bare = await send('GET http://evil.example?x', 'Accept: application/json');
    expect([bare.status, bare.headers.get('location')]).toEqual([307, '/api']);
  });
});

describe('a head', () => {
  test.each([
    ['two hosts', ['Host: localhost', 'Host: evil.example'], 400, 'hostTwice'],
    ['the same host twice', ['Host: localhost', 'HOST: localhost'], 400, 'hostTwice'],
    [
      'a second host behind thousands of headers',
      ['Host: localhost', ...Array<string>(2_100).fill('a:'), 'Host: b'],
      400,
      'hostTwice',
    ],
    ['no host', [], 400, 'hostMissing'],
    ['more than 16 kB', ['Host: localhost', `X: ${'x'.repeat(17_000)}`], 431, 'headersTooLarge'],
    ['an expectation', ['Host: localhost', 'Expect: wonders'], 417, 'expectationUnknown'],
  ])('with %s is refused in words', async (_, headers, status, fault) => {
    const answer = await sendRaw(portal.url, ['GET /api HTTP/1.1', ...headers]);
    expectOurs(answer, status, 'problem');
    expect(JSON.parse(answer.body)).toMatchObject({ fault });
  });

  test('of 15 kB is taken, and so is an address of that length', async () => {
    expect((await send('GET /api', `X: ${'x'.repeat(15_000)}`)).status).toBe(200);
    const long = await send(`GET /api/admin-units?q=${'x'.repeat(15_000)}`);
    expect(long.status).toBe(400);
    expectOurs(await send(`GET /api/admin-units?q=${'x'.repeat(17_000)}`), 431, 'problem');
  });
});

describe('a method', () => {
  const reads = 'GET, HEAD, OPTIONS';
  test.each([
    ['/api', reads],
    ['/api/collections', reads],
    ['/api/collections/', reads],
    ['/api/collections/schools/items/x', reads],
    ['/api/imports', 'POST, GET, HEAD, OPTIONS'],
    ['/api/imports/collections', reads],
    ['/api/imports/00000000-0000-4000-8000-000000000000', 'GET, HEAD, DELETE, OPTIONS'],
    ['/healthz', reads],
    ['/readyz', reads],
    ['/metrics', reads],
  ])('that %s does not take is a 405 with what it takes, which OPTIONS tells too', async (path, allow) => {
    const others = ['GET', 'DELETE'].filter((method) => !allow.includes(method));
    for (const method of ['PUT', 'PATCH', 'TRACE', 'PROPFIND', ...others]) {
      const answer = await send(`${method} ${path}`, 'Content-Length: 0');
      expectOurs(answer, 405, 'problem');
      expect(answer.headers.get('allow'), method).toBe(allow);
    }
    const told = await send(`OPTIONS ${path}`);
    expect([told.status, told.headers.get('allow'), told.body]).toEqual([204, allow, '']);
    const open = path.startsWith('/api') && !path.includes('/imports');
    expect(told.headers.get('access-control-allow-methods')).toBe(open ? 'GET, HEAD' : null);
  });

  test.each(['/api/none', '/none.txt', '/.env', '/basemap/tiles.pmtiles', '/assets/none.js'])(
    'to %s, which is not there, is a 404 whatever it is',
    async (path) => {
      for (const method of ['GET', 'PUT', 'OPTIONS']) {
        const answer = await send(`${method} ${path}`, 'Content-Length: 0', 'Accept: application/json');
        expectOurs(answer, 404, 'problem');
        expect(answer.headers.get('allow')).toBeNull();
      }
    },
  );

  test.each(['/', '/communes/22258', '/index.html'])(
    'of pages: %s is for reading, where there is a built page',
    async (path) => {
      const there = (await send(`GET ${path}`, 'Accept: text/html')).status === 200;
      const [put, options] = [await send(`PUT ${path}`, 'Content-Length: 0'), await send(`OPTIONS ${path}`)];
      expectOurs(put, there ? 405 : 404, 'page');
      expect(put.headers.get('allow')).toBe(there ? reads : null);
      expect([options.status, options.headers.get('allow')]).toEqual(there ? [204, reads] : [404, null]);
    },
  );

  test('of the whole server is told by OPTIONS *, and a proxy it is not', async () => {
    const whole = await send('OPTIONS *');
    expect([whole.status, whole.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    const through = await sendRaw(portal.url, ['CONNECT localhost:80 HTTP/1.1', 'Host: localhost']);
    expectOurs(through, 405, 'problem');
  });
});

describe('what looks for secrets', () => {
  test.each([
    '/.env',
    '/%2eenv',
    '/.git/config',
    '/x/.ssh/id_rsa',
    '/.well-known/x',
    '/assets/.env',
    '/wp-login.php',
    '/..%2f..%2fetc/passwd',
  ])('%s finds no page', async (path) => {
    expectOurs(await send(`GET ${path}`, 'Accept: text/html,*/*;q=0.8'), 404, 'page');
  });
});
