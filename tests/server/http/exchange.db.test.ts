import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { wrongTokensAMinute } from '#http/guard.ts';
import { ConfigError, readConfig } from '#server/config.ts';
import { pino } from 'pino';
import { insertBoard } from '#tests/support/province.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { sendRaw } from '#tests/support/raw-request.ts';

let portal: TestPortal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-basemap-'));
  await writeFile(path.join(folder, 'vn.pmtiles'), `PMTiles\u0003${'x'.repeat(5_000)}`);
  await writeFile(path.join(folder, 'other.pmtiles'), 'something else');
  portal = await startTestPortal({ BASEMAP_PMTILES: path.join(folder, 'vn.pmtiles'), REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true });
});

describe('the basemap', () => {
  test('is read by ranges, uncompressed', async () => {
    const range = await portal.get('/basemap/tiles.pmtiles', {
      headers: { Range: 'bytes=0-6', 'Accept-Encoding': 'br' },
    });
    expect([range.status, await range.text(), range.headers.get('content-range')]).toEqual([
      206,
      'PMTiles',
      'bytes 0-6/5008',
    ]);
    expect(range.headers.get('content-encoding')).toBeNull();
    const beyond = await portal.get('/basemap/tiles.pmtiles', { headers: { Range: 'bytes=9000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */5008']);
    expect(await beyond.json()).toMatchObject({ status: 416, fault: 'rangeBeyond' });
  });

  test.each(['missing.pmtiles', 'other.pmtiles'])('%s is a sentence at the start', (name) => {
    const config = readConfig({ BASEMAP_PMTILES: path.join(folder, name) });
    expect(() =>
      createApp({ ...portal, config, log: pino({ level: 'silent' }), viewerOf: () => ({ kind: 'public' }) }),
    ).toThrow(ConfigError);
  });
});

describe('an exchange', () => {
  test('of JSON is compressed as the client takes it', async () => {
    for (const encoding of ['br', 'gzip']) {
      const response = await portal.get('/api/collections', { headers: { 'Accept-Encoding': encoding } });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('vary')).toContain('Accept-Encoding');
      expect(await response.json()).toBeDefined();
    }
    const plain = await portal.get('/api/collections', { headers: { 'Accept-Encoding': 'br;q=0, gzip;q=0' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  test('with an unknown address is a problem that nobody keeps', async () => {
    const response = await portal.get('/api/nothing<script>');
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('from another site may ask before it reads, and never write', async () => {
    const response = await portal.get('/api/measures', { method: 'OPTIONS' });
    expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD']);
    const write = await portal.get('/api/imports?collection=communes', {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.example' },
    });
    expect(write.headers.get('access-control-allow-origin')).toBeNull();
    expect(write.status).toBeGreaterThanOrEqual(400);
  });

  test('that has not changed says what it differs by, and errors have no ETag', async () => {
    const addresses = [
      '/api/collections',
      '/api/measures',
      '/api/openapi.json',
      '/api/collections/communes/items',
      '/api/collections/communes/tiles/WebMercatorQuad',
      '/api/collections/communes/tiles/WebMercatorQuad/8/118/205',
    ];
    for (const address of addresses) {
      const first = await portal.get(address);
      const same = await portal.get(address, { headers: { 'If-None-Match': first.headers.get('etag') ?? '' } });
      expect([same.status, same.headers.get('vary')], address).toEqual([304, first.headers.get('vary')]);
      expect(same.headers.get('vary')).toContain('Accept-Encoding');
    }
    for (const address of ['/api/none', '/api/collections/none', '/api/collections/communes/items?limit=0', '/none.js'])
      expect((await portal.get(address)).headers.get('etag'), address).toBeNull();
  });

  test('may be used by pages of other sites where it is for everybody', async () => {
    const { headers: open } = await portal.get('/api/collections');
    expect(open.get('cross-origin-resource-policy')).toBe('cross-origin');
    for (const address of ['/api/imports/collections', '/healthz', '/']) {
      const { headers } = await portal.get(address, { headers: { Authorization: `Bearer ${adminToken}` } });
      expect(headers.get('cross-origin-resource-policy'), address).toBe('same-origin');
      expect(headers.get('access-control-allow-origin'), address).toBeNull();
    }
    expect(open.get('permissions-policy')).toContain('camera=()');
  });

  test('of features is CSV for who asks for it by Accept', async () => {
    const typeOf = async (Accept: string) => {
      const { headers } = await portal.get('/api/collections/communes/items', { headers: { Accept } });
      expect(headers.get('vary')).toContain('Accept');
      return headers.get('content-type')?.split(';')[0];
    };
    expect(await typeOf('text/csv')).toBe('text/csv');
    expect(await typeOf('text/csv;q=0.5, application/geo+json;q=0.9')).toBe('application/geo+json');
    const asked = await portal.get('/api/collections/communes/items?f=json', { headers: { Accept: 'text/csv' } });
    expect(asked.headers.get('content-type')).toBe('application/geo+json');
    // What has no table answers as it can.
    const list = await portal.get('/api/collections', { headers: { Accept: 'text/csv' } });
    expect(list.headers.get('content-type')).toContain('application/json');
  });

  test('is of TileJSON’s own media type', async () => {
    const response = await portal.get('/api/collections/communes/tiles/WebMercatorQuad?f=tilejson');
    expect(response.headers.get('content-type')).toBe('application/vnd.mapbox.tilejson+json; charset=utf-8');
  });
});

describe('links', () => {
  const addresses = [
    '/api',
    '/api/collections',
    '/api/collections/communes',
    '/api/collections/communes/schema',
    '/api/collections/communes/queryables',
    '/api/collections/communes/items',
    '/api/collections/communes/items/10000',
    '/api/collections/communes/items?f=html',
    '/api/collections/communes/tiles',
    '/api/collections/communes/tiles/WebMercatorQuad',
    '/api/collections/communes/tiles/WebMercatorQuad?f=tilejson',
    '/api/tileMatrixSets',
    '/api/functions',
    '/api/openapi.json',
  ];
  const asked = (address: string, host: string, ...more: string[]) =>
    sendRaw(portal.url, [`GET ${address} HTTP/1.1`, `Host: ${host}`, ...more]);

  test.each(['evil.example', '10.1.2.3', 'localhost.evil.example', '127.0.0.1.evil', 'evil"><script>'])(
    'never carry the Host %s, which nobody set',
    async (host) => {
      for (const address of addresses) {
        const answer = await asked(address, host, `X-Forwarded-Host: ${host}`);
        expect(answer.status, address).toBe(200);
        expect(answer.body, address).not.toMatch(/evil|10\.1\.2\.3/);
        expect(answer.body, address).toContain('"/api');
      }
      const moved = await asked('/', host, 'Accept: application/json');
      expect([moved.status, moved.headers.get('location')]).toEqual([307, '/api']);
    },
  );

  test.each(['localhost', 'localhost:1', '127.0.0.1:8080', '[::1]:8080'])(
    'are whole where it is the machine itself: %s',
    async (host) => {
      for (const address of addresses) expect((await asked(address, host)).body).toContain(`http://${host}/api`);
    },
  );
});

describe('the token', () => {
  const ask = (token: string, address = '/api/imports/collections', method = 'GET') =>
    portal.get(address, { method, headers: { Authorization: `Bearer ${token}` } });

  test('is guessed a few times a minute, whatever is asked; who has it goes on', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 24; time++) {
      const [address, method] =
        time % 2 === 0 ? ['/api/imports/collections', 'GET'] : ['/api/imports?collection=x', 'POST'];
      const response = await ask(`wrong-${time}`, address, method);
      statuses.push(response.status);
      if (response.status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
      else expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
    expect(statuses).toEqual([
      ...Array<number>(wrongTokensAMinute).fill(401),
      ...Array<number>(24 - wrongTokensAMinute).fill(429),
    ]);
    expect((await ask(adminToken)).status).toBe(200);
    // No token at all is no guess.
    expect((await portal.get('/api/imports/collections')).status).toBe(401);
  });

  test('that writes too often is told to wait', async () => {
    const statuses: number[] = [];
    let waited: string | null = null;
    for (let time = 0; time < 70; time++) {
      const response = await portal.get('/api/portal', { method: 'DELETE' });
      statuses.push(response.status);
      if (response.status === 429) waited = response.headers.get('retry-after');
    }
    expect(new Set(statuses)).toEqual(new Set([405, 429]));
    expect(waited).toBe('60');
    expect((await portal.get('/api/portal')).status).toBe(200);
    // Who writes with the token has an account of their own.
    const upload = await ask(adminToken, '/api/imports?collection=none', 'POST');
    expect(upload.status).toBe(400);
  });
});
