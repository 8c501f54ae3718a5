import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
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

test('a body is compressed once in each encoding, and says how much that takes', async () => {
  const text = Buffer.from('nông thôn mới '.repeat(200));
  const grown: number[] = [];
  const body = new CompressedBody(text, (bytes) => grown.push(bytes));
  expect(body.at('br')).toBeUndefined();
  const [first, second] = await Promise.all([body.in('br'), body.in('br')]);
  expect(first).toBe(second);
  expect(body.at('br')).toBe(first);
  expect(brotliDecompressSync(first).equals(text)).toBe(true);
  expect(gunzipSync(await body.in('gzip')).equals(text)).toBe(true);
  expect(grown).toHaveLength(2);
  expect(new CompressedBody(Buffer.from('short')).encodingFor('br')).toBe('identity');
});
