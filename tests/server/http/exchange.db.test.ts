import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { ConfigError, readConfig } from '#server/config.ts';
import { pino } from 'pino';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

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
    expect((await portal.get('/basemap/tiles.pmtiles', { headers: { Range: 'bytes=9000-' } })).status).toBe(416);
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
  });

  test('with a Host that is no host gets relative links', async () => {
    const { request } = await import('node:http');
    const body = await new Promise<string>((resolve, reject) => {
      const outgoing = request(`${portal.url}/api`, { headers: { host: 'evil"><script>' } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(text));
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
    expect(body).toContain('"href":"/api/collections"');
    expect(body).not.toContain('evil');
  });
});
