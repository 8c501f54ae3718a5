import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { chooseEncoding, CompressedBody } from '#http/encoding.ts';

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['BR', 'br'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['br;q=0, *', 'gzip'],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['br;q=0,gzip;q=0', 'identity'],
  ['identity', 'identity'],
  ['identity;q=1, gzip;q=0.5', 'identity'],
  ['gzip;q=2', 'identity'],
  ['gzip;q=abc', 'identity'],
  [';;;,,,=', 'identity'],
  [`${'x,'.repeat(5000)}br`, 'identity'],
])('Accept-Encoding %j gets %s', (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
});

test('a body is compressed quickly, and better once it is asked for again', async () => {
  const text = Buffer.from(Array.from({ length: 900 }, (_, n) => `nông thôn mới ${n * n} xã`).join(', '));
  let held = 0;
  const body = new CompressedBody(text, { grow: (bytes) => (held += bytes) });
  expect(body.at('br')).toBeUndefined();
  const [first, second] = await Promise.all([body.in('br'), body.in('br')]);
  expect(first).toBe(second);
  expect(held).toBe(first.length);
  expect(body.at('br')).toBe(first);
  await vi.waitFor(() => expect(body.at('br')?.length).toBeLessThan(first.length));
  const better = await body.in('br');
  for (const bytes of [first, better]) expect(brotliDecompressSync(bytes).equals(text)).toBe(true);
  expect(held).toBe(better.length);
  expect(gunzipSync(await body.in('gzip')).equals(text)).toBe(true);
  expect(new CompressedBody(Buffer.from('short')).encodingFor('br')).toBe('identity');
});

test('what is kept takes no more memory than it counts', async () => {
  const text = Buffer.from('nông thôn mới '.repeat(200)).subarray(1);
  const body = new CompressedBody(text);
  const kept = [body.identity, await body.in('br'), await body.in('gzip')];
  for (const bytes of kept) expect(bytes.buffer.byteLength).toBe(bytes.length);
  expect(body.identity.equals(text)).toBe(true);
});
