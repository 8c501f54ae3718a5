import type { Request, Response } from 'express';
import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseFormat } from '#http/format.ts';

const app = express().get('/', (request: Request, response: Response) => {
  response.json(chooseFormat({ request, response }, undefined, ['html', 'csv']));
});
let server: Server;
beforeAll(async () => {
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

test.each([
  ['*/*', 'json'],
  ['', 'json'],
  ['image/png', 'json'],
  ['application/geo+json, application/json', 'json'],
  ['application/geo+json, text/html;q=0.9', 'json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
  ['application/json, text/html;q=0.1', 'json'],
  ['text/csv', 'csv'],
  ['TEXT/CSV', 'csv'],
  ['text/csv; header=present', 'csv'],
  ['text/csv;charset=utf-8', 'csv'],
  ['text/csv, */*;q=0.1', 'csv'],
  ['text/csv;q=0, */*', 'json'],
  ['text/html;q=0.5, text/csv', 'csv'],
])('Accept %j gets %s', async (accept, format) => {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: { accept } });
  expect(await response.json()).toBe(format);
  expect(response.headers.get('vary')).toContain('Accept');
});
