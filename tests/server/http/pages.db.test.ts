import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
let commune: string;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' }, { stage: 'demo' });
  const { items } = (await (await portal.get('/api/admin-units?level=commune&limit=1')).json()) as {
    items: { code: string }[];
  };
  commune = items[0]?.code ?? '';
});
afterAll(() => portal.drop());

interface Carried {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

async function open(address: string, headers: Record<string, string> = {}) {
  const response = await fetch(portal.url + address, { headers: { accept: 'text/html', ...headers } });
  const html = await response.text();
  const text = /<script type="application\/json" id="answers">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  return { response, html, answers: new Map(Object.entries(JSON.parse(text) as Record<string, Carried>)) };
}

test.each([
  [
    '/',
    [
      '/api/portal',
      '/api/measures/opening',
      '/api/measures/criteria-met-xa-ntm/values?level=commune',
      '/api/admin-units?level=commune&at=2020-11-01&limit=20000',
      '/api/outlines?level=commune&at=2020-11-01&zoom=8',
    ],
  ],
  [
    '/?level=district&at=2022-12-31',
    ['/api/measures/opening?level=district', '/api/measures/share-meeting-xa-ntm/values?level=district&at=2022-12-31'],
  ],
  ['/?from=2021-12-31', ['/api/measures/criteria-met-xa-ntm/values?level=commune&from=2021-12-31']],
  [
    '/communes/CODE',
    [
      '/api/admin-units/CODE',
      '/api/admin-units/CODE/criteria?set=xa-ntm',
      '/api/criteria-sets',
      '/api/admin-units?level=province&at=2020-11-01&limit=200',
    ],
  ],
  [
    '/communes/CODE/profile',
    ['/api/criteria-sets', '/api/admin-units/CODE', '/api/admin-units/CODE/history?set=xa-ntm'],
  ],
  ['/about', ['/api/portal']],
])('%s brings what its page asks first, as the API answers it', async (address, wanted) => {
  const there = expect.arrayContaining(wanted.map((each) => each.replace('CODE', commune)));
  let answers = new Map<string, Carried>();
  // What takes long on a busy machine does not come with the page.
  await expect
    .poll(async () => [...({ answers } = await open(address.replace('CODE', commune))).answers.keys()])
    .toEqual(there);
  for (const [asked, { headers, body }] of answers) {
    const answer = await portal.get(asked);
    expect(JSON.stringify(body), asked).toBe(await answer.text());
    // Where the answer says itself what it follows: Express tags others by their bytes.
    if (headers['etag'] !== undefined) expect(headers['etag'], asked).toBe(answer.headers.get('etag'));
    else expect(asked).toBe('/api/portal');
  }
});

test('a page is the same for as long as the data is, and another one after', async () => {
  let before = '';
  await expect
    .poll(async () => {
      before = (await open('/')).response.headers.get('etag') ?? '';
      return (await open('/', { 'if-none-match': before })).response.status;
    })
    .toBe(304);
  await portal.db.pool.query(`update resource_revision set revision = revision + 1 where resource = 'assessments'`);
  const after = await open('/', { 'if-none-match': before });
  expect(after.response.status).toBe(200);
  expect(after.response.headers.get('cache-control')).toBe('no-cache');
});

test('what cannot be answered is not brought, and the page comes all the same', async () => {
  const { response, answers } = await open('/communes/99999/profile');
  expect(response.status).toBe(200);
  expect([...answers.keys()]).toContain('/api/portal');
  expect([...answers.keys()].some((asked) => asked.includes('99999'))).toBe(false);
});

test('no name of the data ends the element that it stands in', async () => {
  const name = '</script><script>alert(1)</script>';
  await portal.db.pool.query('update unit_version set name = $1 where code = $2', [name, commune]);
  let html = '';
  const brought = async () => {
    const opened = await open(`/communes/${commune}/profile`);
    html = opened.html;
    return opened.answers.get(`/api/admin-units/${commune}`)?.body;
  };
  await expect.poll(brought).toMatchObject({ name });
  expect(html).not.toContain('<script>alert');
});

test('a page says its language before any script runs', async () => {
  expect((await open('/')).html).toContain('<html lang="vi">');
  expect((await open('/?lang=en')).html).toContain('<html lang="en">');
});
