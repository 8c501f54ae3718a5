import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response as Answer } from 'express';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { Fault } from '#contract/faults.ts';
import { Problem } from '#contract/problem.ts';
import { noSuchAddress, sendProblem } from '#http/errors.ts';

/** What a server answers whose one route throws. */
async function answerTo(thrown: unknown, path = '/thrown'): Promise<{ response: Response; problem: Problem }> {
  const server = express()
    .get('/thrown', () => {
      throw thrown;
    })
    .use(noSuchAddress)
    .use(sendProblem(pino({ enabled: false })))
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return { response, problem: Problem.parse(await response.json()) };
  } finally {
    server.close();
  }
}

test('a fault is a problem document that names it, with its parameters', async () => {
  const { response, problem } = await answerTo(new Fault('setUnknown', { set: 'x', known: 'a, b' }, 'query.set'));
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(response.status).toBe(404);
  expect(problem).toEqual({
    type: 'about:blank',
    title: 'There is no such thing here',
    status: 404,
    code: 'notFound',
    detail: 'There is no criteria set "x": there are a, b.',
    fault: 'setUnknown',
    parameters: { set: 'x', known: 'a, b' },
    at: 'query.set',
  });
});

test('a phrase in both languages goes out in both', async () => {
  const why = { vi: 'Tệp hỏng. Gửi lại.', en: 'The file is broken. Send it anew.' };
  const { problem } = await answerTo(new Fault('fileRefused', { why }, 'body.file'));
  expect(problem).toMatchObject({ status: 422, detail: why.en, parameters: { why } });
});

test.each([
  ['an address that is not there', null, '/no%20where', 404, 'addressUnknown', { path: '/no%20where' }],
  ['a mistake of ours, which says nothing of itself', new Error('select secret'), '/thrown', 500, 'mistake', {}],
  ['a file of ours that is missing', Object.assign(new Error('x'), { code: 'ENOENT' }), '/thrown', 500, 'mistake', {}],
  [
    'a statement of ours that is wrong',
    Object.assign(new Error('x'), { code: '42703' }),
    '/thrown',
    500,
    'mistake',
    {},
  ],
  ['a text that no database takes', Object.assign(new Error('x'), { code: '22021' }), '/thrown', 400, 'requestNul', {}],
  [
    'a body that is too large for the framework',
    Object.assign(new Error('request entity too large'), { status: 413 }),
    '/thrown',
    413,
    'bodyTooLarge',
    { reason: 'request entity too large' },
  ],
])('%s has its fault', async (_, thrown, path, status, fault, parameters) => {
  const { response, problem } = await answerTo(thrown, path);
  expect(response.status).toBe(status);
  expect(problem).toMatchObject({ status, fault, parameters });
  expect(JSON.stringify(problem)).not.toContain('secret');
});

const coded = (code: string) => Object.assign(new Error('x'), { code });

test('that the database is away is told once in a while, with how often it was not; our own mistakes each time', async () => {
  const lines: { msg: string; err: { message: string }; untold?: number }[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
  const answer = sendProblem(log);
  const thrown = (error: Error) => {
    const response = { headersSent: true } as Answer;
    answer(error, { method: 'GET', originalUrl: '/api' } as Request, response, () => undefined);
  };
  vi.useFakeTimers();
  try {
    for (let n = 0; n < 50; n++) thrown(coded('ECONNREFUSED'));
    thrown(coded('EMFILE'));
    for (let n = 0; n < 3; n++) thrown(new Error('ours'));
    thrown(new Fault('serverBusy', {}));
    expect(lines.map(({ err }) => err.message)).toEqual(['x', 'ours', 'ours', 'ours']);
    vi.advanceTimersByTime(1_001);
    thrown(coded('ECONNREFUSED'));
    expect(lines.at(-1)).toMatchObject({ untold: 50 });
  } finally {
    vi.useRealTimers();
  }
});

test.each<[what: string, thrown: Error, status: number, fault: string]>([
  ['is starting', coded('57P03'), 503, 'databaseBusy'],
  ['may open no more files', coded('EMFILE'), 503, 'serverBusy'],
  ['was stopped by somebody', coded('57P01'), 503, 'databaseBusy'],
  ['cancelled the statement', coded('57014'), 503, 'databaseBusy'],
  ['has locked the table', coded('55P03'), 503, 'databaseBusy'],
  ['met a deadlock', coded('40P01'), 503, 'databaseBusy'],
  ['has no connection left', coded('53300'), 503, 'databaseBusy'],
  ['takes the account no more', coded('28P01'), 503, 'databaseBusy'],
  ['is gone', coded('3D000'), 503, 'databaseBusy'],
  ['cannot be reached', coded('ECONNREFUSED'), 503, 'databaseBusy'],
  ['has lost its name', coded('EAI_AGAIN'), 503, 'databaseBusy'],
  ['cut the connection', new Error('Connection terminated unexpectedly'), 503, 'databaseBusy'],
  ['says nothing', new Error('Query read timeout'), 503, 'databaseBusy'],
  ['lends no connection', new Error('timeout exceeded when trying to connect'), 503, 'databaseBusy'],
  ['takes no writes', coded('25006'), 503, 'databaseReadOnly'],
  ['has a full disk', coded('53100'), 507, 'storageFull'],
  ['stands beside a full folder', coded('ENOSPC'), 507, 'storageFull'],
])('a database that %s is no mistake of ours and none of the client', async (_, thrown, status, fault) => {
  const { response, problem } = await answerTo(thrown);
  expect(response.status).toBe(status);
  expect(problem).toMatchObject({ status, fault });
});

test.each([
  [403, 'requestRefused', 'forbidden', {}],
  [404, 'addressUnknown', 'notFound', { path: '/thrown' }],
  [412, 'preconditionFailed', 'preconditionFailed', {}],
  [416, 'rangeBeyond', 'rangeNotSatisfiable', {}],
  [418, 'requestRefused', 'badRequest', {}],
])('a %i of the framework keeps its status and says nothing of the server', async (status, fault, code, parameters) => {
  const thrown = Object.assign(new Error("ENOENT: no such file, stat '/srv/secret'"), { status });
  const { response, problem } = await answerTo(thrown);
  expect(response.status).toBe(status);
  expect(problem).toMatchObject({ status, code, fault, parameters });
  expect(JSON.stringify(problem)).not.toMatch(/secret|ENOENT/);
});

test('what was set for the answer is not said of the problem in its place', async () => {
  const server = express()
    .get('/thrown', (_request, response) => {
      response.set({ ETag: '"a"', 'Last-Modified': 'x', 'Content-Disposition': 'x', 'Content-Crs': '<x>' });
      throw new Fault('tokenWrong', {});
    })
    .use(sendProblem(pino({ enabled: false })))
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/thrown`);
    const said = ['etag', 'last-modified', 'content-disposition', 'content-crs'].map((name) => headers.get(name));
    expect(said).toEqual([null, null, null, null]);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
  } finally {
    server.close();
  }
});
