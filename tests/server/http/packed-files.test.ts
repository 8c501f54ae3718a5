import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packedFiles } from '#http/packed-files.ts';

let folder: string;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-packed-'));
  const files = {
    'page.js': 'text',
    'page.js.br': 'small',
    'page.js.gz': 'less small',
    'alone.css': 'plain',
    'a.woff2': 'font',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
  const app = express();
  app.use('/assets', packedFiles(folder, { fallthrough: false }));
  app.use((_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    response.status(404).end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = async () => {
    server.close();
    await once(server, 'close');
    await rm(folder, { recursive: true });
  };
});
afterAll(() => stop());

/** Answers as they come, not unpacked. */
async function read(address: string, encodings: string) {
  const request = get(url + address, { headers: { 'accept-encoding': encodings, connection: 'close' } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { 'content-encoding': encoding, 'content-type': type, vary } = response.headers;
  return { status: response.statusCode, body: Buffer.concat(chunks).toString(), encoding, type, vary };
}

test('a text comes as small as its client takes it, under its own name', async () => {
  const js = 'text/javascript; charset=utf-8';
  expect(await read('/assets/page.js', 'gzip, br')).toMatchObject({
    body: 'small',
    encoding: 'br',
    type: js,
    vary: 'Accept-Encoding',
  });
  expect(await read('/assets/page.js', 'gzip')).toMatchObject({ body: 'less small', encoding: 'gzip', type: js });
  expect(await read('/assets/page.js', 'identity')).toMatchObject({ body: 'text', encoding: undefined, type: js });
});

test('what the build did not compress comes as it is', async () => {
  expect(await read('/assets/alone.css', 'br')).toMatchObject({ body: 'plain', encoding: undefined });
  expect(await read('/assets/a.woff2', 'br')).toMatchObject({ body: 'font', encoding: undefined });
});

test('no address leads out of the folder', async () => {
  for (const address of ['/assets/..%2Fpage.js', '/assets/none.js', '/assets/%2e%2e/page.js'])
    expect(await read(address, 'br'), address).toMatchObject({ status: 404 });
});
