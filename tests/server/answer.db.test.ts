import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogOf } from '#catalog/collections.ts';
import { endpoints } from '#contract/endpoints.ts';
import { listMeasures } from '#contract/measures.ts';
import { isNewer, parseRevisions, revisionsHeader, type Revisions } from '#contract/revisions.ts';
import { createApp } from '#server/app.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import { adminToken, type TestPortal } from '#tests/support/portal.ts';
import { readBy, statementsOf, untold } from '#tests/support/reads.ts';
import { questions, type Subjects } from '../../scripts/record/questions.ts';

/** Answers that follow from nothing in the database that has a revision. */
const tellNothing = [
  ...['getConformance', 'getOpenApi', 'getDocs', 'listFunctions', 'getTileMatrixSetsList', 'getTileMatrixSet'],
  ...['getQueryables', 'getSortables', 'getSchema', '.collection.vector.getTileSetsList'],
  ...['getImportTemplate', 'getWholeImportTemplate', 'listImports', 'listImportCollections', 'listLastImports'],
  ...['getSuccessionTable', 'getRefusedRows'],
];
/** Asked for by an import's id alone. */
const ofOneImport = 'getImportProgress';
/** Files that are made for each who asks have no ETag. */
const withoutTag = ['exportCollection', 'getAssessmentTemplate', 'getReport'];

/** What answers tell beyond what they read. */
const beyond: Readonly<Record<string, RegExp>> = {
  // Whether data is invented, which moves everything.
  getLanding: /^admin-units$/,
  // A page left open asks it alone.
  getPortal: /./,
  getReadiness: /^collection\./,
  // Kept together with the values that follow from it.
  listMeasures: /^admin-units$/,
};

let portal: TestPortal;
let subjects: Subjects;
beforeAll(async () => {
  portal = await startDemoPortal();
  const { measures } = listMeasures.reply.parse(await (await portal.get('/api/measures')).json());
  subjects = {
    days: ['2022-06-30', '2024-10-31'],
    fewDays: ['2024-10-31'],
    codes: ['54', '558', '22042'],
    scopes: ['558'],
    words: ['an'],
    sets: ['xa-ntm', 'huyen-ntm'],
    measures: measures.filter(({ kind }, at) => measures.findIndex((other) => other.kind === kind) === at),
    collections: ['communes', 'schools', 'organisation-addresses', 'digital-address-cells', 'irrigation-works.points'],
    closely: ['communes'],
    items: { schools: [await firstItem('schools')], communes: ['22042'] },
    tiles: ['8/118/205', '10/474/822'],
    periods: ['2022', '2024-Q3'],
  };
});
afterAll(() => portal.drop());

async function firstItem(collection: string): Promise<string> {
  const page = (await (await portal.get(`/api/collections/${collection}/items?limit=1`)).json()) as {
    features: { id: string }[];
  };
  return page.features[0]?.id ?? '';
}

const headers = { Authorization: `Bearer ${adminToken}` };

interface Told {
  readonly response: Response;
  readonly told: Revisions;
}

async function ask(address: string, more: Record<string, string> = {}): Promise<Told> {
  const response = await portal.get(address, { headers: { ...headers, ...more } });
  await response.arrayBuffer();
  return { response, told: parseRevisions(response.headers.get(revisionsHeader)) };
}

/** Nothing that is in memory answers after it: tiles believe what they know for a while. */
async function moveEverything(): Promise<void> {
  await portal.db.pool.query('update resource_revision set revision = revision + 1, updated_at = clock_timestamp()');
  await sleep(200);
}

const reads = endpoints.filter(({ method }) => method === 'get').map(({ id }) => id);
const telling = reads.filter((id) => !tellNothing.includes(id) && id !== ofOneImport);
const tagged = telling.filter((id) => !withoutTag.includes(id));
/** Files of other programs take seconds each, and read what text reads. */
const slow = /format=(xlsx|kml|gpkg|shp|fgb)/;
const addressesOf = (id: string) => (questions[id]?.(subjects) ?? []).filter((address) => !slow.test(address));

/** Not at once: who asks for much at once is sent away. */
async function inTurn<One, Other>(all: readonly One[], work: (one: One) => Promise<Other>): Promise<Other[]> {
  const done: Other[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

/** The first addresses of an endpoint at which there is an answer. */
async function answeredOf(id: string, most: number): Promise<string[]> {
  const found: string[] = [];
  for (const address of addressesOf(id)) {
    if (found.length < most && (await ask(address)).response.ok) found.push(address);
  }
  return found;
}

describe('what an answer reads is what it tells', () => {
  test.each(telling)('%s', async (id) => {
    await moveEverything();
    const told = new Set<string>();
    const read = new Set<string>();
    const answered: string[] = [];
    for (const address of addressesOf(id)) {
      let asked: Told | undefined;
      const statements = await statementsOf(async () => {
        asked = await ask(address);
      });
      if (asked === undefined || !asked.response.ok) continue;
      answered.push(address);
      for (const name of Object.keys(asked.told)) told.add(name);
      for (const name of readBy(statements, portal.catalog)) read.add(name);
      expect(untold(statements, asked.told, portal.catalog), address).toEqual([]);
      expect(Object.keys(asked.told), address).not.toEqual([]);
    }
    expect(answered).not.toEqual([]);
    expect([...told].filter((name) => !read.has(name) && !beyond[id]?.test(name))).toEqual([]);
  });

  test.each(tellNothing)('%s tells nothing', async (id) => {
    const answers = await inTurn(addressesOf(id), (address) => ask(address));
    expect(answers.some(({ response }) => response.ok) || id === 'getRefusedRows').toBe(true);
    for (const { response } of answers) expect(response.headers.has(revisionsHeader), response.url).toBe(false);
  });
});

describe('an answer that its client has', () => {
  test.each(tagged)('%s tells the same as a 304', async (id) => {
    const [address = ''] = await answeredOf(id, 1);
    // Of tiles the second comes from memory, before Express sees who asks.
    const { response, told } = await ask(address);
    const again = await ask(address, { 'If-None-Match': response.headers.get('etag') ?? '' });
    expect([again.response.status, again.told]).toEqual([304, told]);
    expect(told).not.toEqual({});
    expect(again.response.headers.get('access-control-expose-headers')).toContain(revisionsHeader);
  });
});

test('the description says which answers tell, of each status without a problem', async () => {
  const { paths } = (await (await portal.get('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, { headers?: object }> }>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const own = operations.filter(({ operationId }) => !operationId.startsWith('listItems-'));
  const described = own.flatMap(({ operationId, responses }) => {
    const told = ['200', '204', '304'].filter((status) => status in responses);
    const saying = told.filter((status) => revisionsHeader in (responses[status]?.headers ?? {}));
    expect([[], told], operationId).toContainEqual(saying);
    return saying.length > 0 ? [operationId] : [];
  });
  expect(described.sort()).toEqual([...telling, 'postImport', 'getImportProgress'].sort());
});

test('a refusal because of the data tells what it follows', async () => {
  const { response, told } = await ask('/api/admin-units/99999');
  expect([response.status, Object.keys(told)]).toEqual([
    404,
    ['admin-units', 'criteria', 'assessments', 'recognitions'],
  ]);
});

describe('an import', () => {
  const post = async (query: string, name: string, content: string) => {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    const response = await portal.get(`/api/imports?${query}`, { method: 'POST', body: form, headers });
    const { id, outcome } = (await response.json()) as { id: string; outcome: string };
    return { id, outcome, told: parseRevisions(response.headers.get(revisionsHeader)) };
  };
  const school = {
    type: 'Feature',
    properties: { code: 'REV1', name: 'Trường mới', level: 'primary' },
    geometry: { type: 'Point', coordinates: [109.2, 13.2] },
  };
  const file = JSON.stringify({ type: 'FeatureCollection', features: [school] });
  const cases: readonly (readonly [what: string, query: string, name: string, content: string, moves: string[]])[] = [
    ['one feature', 'collection=schools&by=test', 'schools.geojson', file, ['collection.schools']],
    [
      'a figure of a target',
      'records=target-figures&by=test',
      'figures.csv',
      'target_id,valid_on,value,source\nT009,2024-06-30,51,test\n',
      ['programme'],
    ],
    [
      'an assessment',
      'records=assessments&by=test',
      'assessments.csv',
      'code,set_id,criterion_no,status,valid_on,source\n22042,xa-ntm,1,met,2024-09-30,test\n',
      ['assessments'],
    ],
    [
      'a recognition',
      'records=recognitions&by=test',
      'recognitions.csv',
      'code,set,decision_no,decided_on\n22042,xa-ntm,99/QĐ-UBND,2024-09-01\n',
      ['recognitions'],
    ],
    [
      'a threshold',
      'records=thresholds&by=test',
      'thresholds.csv',
      'set,indicator,value,value2,source\nxa-ntm,10,66,,QĐ 9/QĐ-UBND\n',
      ['criteria', 'programme'],
    ],
    [
      'a payment',
      'records=disbursements&by=test',
      'payments.csv',
      'Mã,Năm,Nguồn vốn,Số tiền (triệu đồng),Lũy kế đến ngày,Nguồn\n22042,2024,credit,300,30/09/2024,test\n',
      ['programme'],
    ],
  ];

  test.each(cases)('of %s moves its counter in the answers that follow it, and no other', async (_, ...given) => {
    const [query, name, content, moves] = given;
    const addresses = (await inTurn(tagged, (id) => answeredOf(id, 3))).flat();
    const toldBy = () => inTurn(addresses, async (address) => (await ask(address)).told);
    const before = await toldBy();
    const { id, outcome, told } = await post(query, name, content);
    expect(outcome).toBe('imported');
    const progress = await ask(`/api/imports/${id}`);
    expect(progress.told).toEqual(told);
    const after = await toldBy();
    const moved = (at: number) => Object.keys(after[at] ?? {}).filter((one) => after[at]?.[one] !== before[at]?.[one]);
    for (const [at, address] of addresses.entries()) {
      const followed = Object.keys(before[at] ?? {}).filter((one) => moves.includes(one));
      expect([address, moved(at)]).toEqual([address, followed]);
      expect(isNewer(after[at] ?? {}, before[at] ?? {})).toBe(followed.length > 0);
      expect(isNewer(told, after[at] ?? {}), address).toBe(false);
    }
    const portalAt = addresses.indexOf('/api/portal');
    expect(moved(portalAt).sort()).toEqual(moves);
    expect(isNewer(told, before[portalAt] ?? {})).toBe(true);
  });

  test('that changes nothing moves nothing', async () => {
    const { told: before } = await ask('/api/portal');
    const { outcome, told } = await post('collection=schools&by=test', 'schools.geojson', file);
    expect([outcome, isNewer(told, before)]).toEqual(['unchanged', false]);
    const trial = await post('collection=schools&by=test&dryRun=true', 'schools.geojson', file.replace('mới', 'cũ'));
    expect([trial.outcome, isNewer(trial.told, before)]).toEqual(['wouldImport', false]);
  });
});

test('the portal follows everything that any answer to the public follows', async () => {
  const { told } = await ask('/api/portal');
  for (const id of telling) {
    for (const address of addressesOf(id).slice(0, 3)) {
      expect(Object.keys(told), address).toEqual(expect.arrayContaining(Object.keys((await ask(address)).told)));
    }
  }
  expect(Object.keys(told)).not.toContain('collection.digital-addresses');
});

describe('a release whose files say something else of the same data', () => {
  const addresses = [
    '/api/collections/schools',
    '/api/collections/schools/tiles/WebMercatorQuad',
    '/api/measures',
    '/api/admin-units/22042',
  ];

  test.each(addresses)('answers %s with another ETag', async (address) => {
    const { db, catalog, stopping } = portal;
    // Links begin with the same, whatever the port.
    const config = { ...portal.config, publicUrl: 'https://portal.example' };
    const collections = catalog.collections.map((one) =>
      one.id === 'schools' ? { ...one, title: { vi: 'Trường', en: 'School' } } : one,
    );
    const viewerOf = () => ({ kind: 'public' }) as const;
    const deps = { db, config, stopping, viewerOf, log: pino({ level: 'silent' }) };
    const tags = await inTurn([catalog, catalogOf(collections), catalog], async (told) => {
      const server = createServer(createApp({ ...deps, catalog: told }));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}${address}`);
      await response.arrayBuffer();
      await new Promise((resolve) => server.close(resolve));
      return response.headers.get('etag');
    });
    expect(tags[1]).not.toBe(tags[0]);
    // Every process of one release has the same, so that it does not matter which of them is asked.
    expect(tags[2]).toBe(tags[0]);
  });
});
