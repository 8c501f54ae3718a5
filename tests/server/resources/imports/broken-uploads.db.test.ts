import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ImportReport } from '#contract/imports.ts';
import { Problem } from '#contract/problem.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { uploadFoldersIn } from '../../intake/kinds/boundaries/support.ts';

let portal: TestPortal;
let folder: string;
const ownTemporary = process.env.TMPDIR;
/** What would end a portal that runs by itself. */
const fatal: unknown[] = [];
const note = (error: unknown) => void fatal.push(error);
beforeAll(async () => {
  portal = await startTestPortal({ TRUST_PROXY: '1' });
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-broken-'));
  process.env.TMPDIR = folder;
  process.on('uncaughtException', note).on('unhandledRejection', note);
});
afterAll(async () => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
  if (ownTemporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = ownTemporary;
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Whatever was sent: nothing was thrown past everybody, and no file stays. */
afterEach(async () => {
  expect(fatal.splice(0)).toEqual([]);
  await expect.poll(uploadFolders).toEqual([]);
});

const uploadFolders = () => uploadFoldersIn(folder);

let asked = 0;
/** Nobody may write as often as these tests do: each request is of somebody else. */
const nextAddress = () => `10.0.0.${(asked = (asked + 1) % 250)}`;

/** As much as is on its way when the fault is found: more than one chunk of the network and of the parser. */
const much = 'x'.repeat(250_000);
const disposition = 'Content-Disposition: form-data; name="file"; filename="a.csv"';
const part = (headers: string, content = 'a') => `--b\r\n${headers}\r\n\r\n${content}\r\n`;
const multipart = 'Content-Type: multipart/form-data; boundary=b';

function open(): Promise<Socket> {
  const { hostname, port } = new URL(portal.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket)).once('error', reject);
  });
}

/** The head of an upload; without a length it is of no known one. */
function head(length: number | null, lines: readonly string[] = [multipart]): string {
  return [
    'POST /api/imports?collection=schools HTTP/1.1',
    `Host: ${new URL(portal.url).host}`,
    `Authorization: Bearer ${adminToken}`,
    `X-Forwarded-For: ${nextAddress()}`,
    ...(length === null ? [] : [`Content-Length: ${length}`]),
    ...lines,
    '\r\n',
  ].join('\r\n');
}

/** All that the portal says until it falls silent: it closes, or `enough` has come. */
async function heard(socket: Socket, enough: (text: string) => boolean): Promise<string> {
  let text = '';
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer in 20 s, only: ${text}`)), 20_000);
    const done = () => {
      clearTimeout(late);
      resolve();
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (enough(text)) done();
    });
    socket.once('close', done).once('error', done);
  });
  socket.destroy();
  return text;
}

/** Whether an answer is there as a whole. */
function isWhole(text: string): boolean {
  const [headers = '', body] = text.split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(headers)?.[1];
  return body !== undefined && length !== undefined && Buffer.byteLength(body) >= Number(length);
}

async function send(body: string, lines?: readonly string[]): Promise<string> {
  const socket = await open();
  const bytes = Buffer.from(body, 'latin1');
  socket.write(head(bytes.length, lines));
  socket.write(bytes);
  return heard(socket, isWhole);
}

function problemIn(text: string): Problem {
  expect(text.toLowerCase()).toContain('content-type: application/problem+json');
  return Problem.parse(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)));
}

const brokenHeader = /header of a part/;
const cutShort = /ends before its last boundary/;
/** How the first chunk of the network falls decides whether they are seen. */
const afterTheEnd = /ends before its last boundary|no file in the upload/;
const noFile = /no file in the upload/;
const filesAlone = /takes files alone/;
const broken: readonly (readonly [name: string, body: string, says: RegExp])[] = [
  ['a bare LF ends a header', `--b\r\n${disposition}\nX: y\r\n\r\n${much}\r\n--b--\r\n`, brokenHeader],
  ['a bare CR in a header', `--b\r\n${disposition}\rX: y\r\n\r\n${much}\r\n--b--\r\n`, brokenHeader],
  ['a control character in a file name', part(disposition.replace('a.csv', 'a\x01.csv'), much) + '--b--', brokenHeader],
  ['NUL in a file name', part(disposition.replace('a.csv', 'a\0.csv'), much) + '--b--', brokenHeader],
  ['NUL in a header’s name', part(`X\0: y\r\n${disposition}`, much) + '--b--', brokenHeader],
  ['a header without a colon', part(`nothing here\r\n${disposition}`, much) + '--b--', brokenHeader],
  ['a header without a name', part(`: y\r\n${disposition}`, much) + '--b--', brokenHeader],
  ['a header of 100 kB', part(`X: ${'y'.repeat(100_000)}\r\n${disposition}`, much) + '--b--', brokenHeader],
  ['headers that never end', `--b\r\n${'X: y\r\n'.repeat(50_000)}`, brokenHeader],
  ['two broken parts', `--b\r\nno\r\n\r\n${much}\r\n--b\r\nno\r\n\r\n${much}\r\n--b--`, brokenHeader],
  ['a broken part after a good one', part(disposition, much) + part('no colon', much) + '--b--', brokenHeader],
  ['a good part after a broken one', part('no colon', much) + part(disposition, much) + '--b--', brokenHeader],
  ['cut off in a header', `${part(disposition, much)}--b\r\nContent-Dispo`, cutShort],
  ['cut off in a file', `--b\r\n${disposition}\r\n\r\n${much}`, cutShort],
  ['cut off before the end', part(disposition, much), cutShort],
  ['cut off in the last boundary', `${part(disposition, much)}--b-`, cutShort],
  ['another boundary than it says', part(disposition, much).replaceAll('--b', '--c') + '--c--', cutShort],
  ['no part at all', much, cutShort],
  ['an empty body', '', cutShort],
  ['nothing but the end', `--b--\r\n${much}`, noFile],
  ['a file after the end', `--b--\r\n${part(disposition)}${much}`, noFile],
  ['files after the end', `--b--\r\n${part(disposition)}${part(disposition)}${much}`, afterTheEnd],
  ['a part without a name', part('Content-Disposition: form-data; filename="a.csv"', much) + '--b--', /Call the part/],
  ['a part with an empty name', part(disposition.replace('"file"', '""'), much) + '--b--', /Call the part/],
  ['a part of another name', part(disposition.replace('"file"', '"files"'), much) + '--b--', /Call the part/],
  ['parts of another name', part(disposition.replace('file', 'f')).repeat(9) + much, /Call the part/],
  [
    'no file name',
    part('Content-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream', much) + '--b--',
    /name of the file/,
  ],
  [
    'an empty file name',
    part(`${disposition.replace('a.csv', '')}\r\nContent-Type: application/octet-stream`, much) + '--b--',
    /name of the file/,
  ],
  ['a name that is a folder', part(disposition.replace('a.csv', '../..'), much) + '--b--', /name of the file/],
  ['a name of 300 letters', part(disposition.replace('a.csv', `${'n'.repeat(300)}.csv`), much) + '--b--', /200/],
  [
    'NUL in an encoded file name',
    part("Content-Disposition: form-data; name=file; filename*=UTF-8''a%00.csv", much) + '--b--',
    /control character/,
  ],
  [
    'a field beside the file',
    part(disposition) + part('Content-Disposition: form-data; name="dryRun"', 'true') + '--b--',
    filesAlone,
  ],
  ['a field of much text', part('Content-Disposition: form-data; name="file"', much) + '--b--', filesAlone],
  [
    'a multipart within a part',
    part(
      'Content-Disposition: form-data; name="file"\r\nContent-Type: multipart/mixed; boundary=c',
      `--c\r\nContent-Disposition: file; filename="a.csv"\r\n\r\n${much}\r\n--c--`,
    ) + '--b--',
    filesAlone,
  ],
  ['a part that says nothing of itself', part('Content-Type: text/csv', much) + '--b--', noFile],
  [
    'a part written as base64',
    part(`${disposition}\r\nContent-Transfer-Encoding: base64`, much) + '--b--',
    /base64.*as it is/,
  ],
  [
    'a part written as nobody knows',
    part(`${disposition}\r\nContent-Transfer-Encoding: x-own`, much) + '--b--',
    /x-own.*as it is/,
  ],
];

test.each(broken)('%s: 400, and what to do about it', async (_, body, says) => {
  const problem = problemIn(await send(body));
  expect(problem).toMatchObject({ status: 400, code: 'badRequest' });
  expect(problem.detail).toMatch(says);
});

test.each(broken)('%s, byte by byte and a chunk at a time: the same', async (_, body, says) => {
  const socket = await open();
  socket.setNoDelay(true);
  socket.write(head(null, [multipart, 'Transfer-Encoding: chunked']));
  const bytes = Buffer.from(body, 'latin1');
  const chunk = (piece: Buffer) => {
    socket.write(`${piece.length.toString(16)}\r\n`);
    socket.write(piece);
    socket.write('\r\n');
  };
  const short = Math.min(bytes.length, 400);
  for (let at = 0; at < short; at += 1) chunk(bytes.subarray(at, at + 1));
  for (let at = short; at < bytes.length; at += 7_001) chunk(bytes.subarray(at, at + 7_001));
  socket.write('0\r\n\r\n');
  const problem = problemIn(await heard(socket, isWhole));
  expect(problem).toMatchObject({ status: 400, code: 'badRequest' });
  expect(problem.detail).toMatch(says);
});

test.each([
  ['no boundary', ['Content-Type: multipart/form-data'], 400, /Boundary not found/],
  ['a boundary that is not closed', ['Content-Type: multipart/form-data; boundary="b'], 400, /cannot be read/],
  ['no kind at all', [], 415, /multipart\/form-data/],
  ['another kind', ['Content-Type: multipart/mixed; boundary=b'], 415, /multipart\/form-data/],
  ['compressed as a whole', [multipart, 'Content-Encoding: gzip'], 415, /Content-Encoding/],
])('%s in the head, with a body behind it', async (_, lines, status, says) => {
  const problem = problemIn(await send(part(disposition, much) + '--b--', lines));
  expect(problem.status).toBe(status);
  expect(problem.detail).toMatch(says);
});

test.each([
  ['an unknown Transfer-Encoding', [multipart, 'Transfer-Encoding: x-own'], part(disposition, much)],
  ['a length of two kinds', [multipart, 'Transfer-Encoding: chunked', 'Content-Length: 9'], part(disposition, much)],
  ['chunks that are none', [multipart, 'Transfer-Encoding: chunked'], `5\r\n--b\r\n\r\nno length\r\n${much}`],
  ['a head that is none', ['no colon here'], much],
])('%s: HTTP itself is broken, which is said too', async (_, lines, body) => {
  const socket = await open();
  socket.write(head(null, lines));
  socket.write(body);
  const text = await heard(socket, () => false);
  expect(text).toMatch(/^HTTP\/1.1 400 /);
  expect(problemIn(text).detail).toMatch(/send it anew/);
});

test.each([
  ['keeps the connection', []],
  ['closes the connection', ['Connection: close']],
])('who goes on sending after an early answer gets to read it (%s)', async (_, lines) => {
  const socket = await open();
  const rest = part(disposition, 'y'.repeat(4_000_000));
  const body = part('no colon', much) + rest + '--b--';
  socket.write(head(body.length, [multipart, ...lines]));
  socket.write(body.slice(0, -rest.length));
  const answer = heard(socket, isWhole);
  await new Promise((resolve) => setTimeout(resolve, 300));
  socket.write(rest);
  expect(problemIn(await answer).status).toBe(400);
});

test('the same connection takes the next request', async () => {
  const socket = await open();
  const body = part('no colon', much) + '--b--';
  socket.write(head(body.length) + body);
  socket.write('GET /api/portal HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n');
  const text = await heard(socket, () => false);
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['400', '200']);
});

test.each([
  ['in its head', () => head(1_000_000).slice(0, -30)],
  ['after its head', () => head(1_000_000)],
  ['in a part’s header', () => `${head(1_000_000)}--b\r\nContent-Dis`],
  ['in a file', () => head(1_000_000) + `--b\r\n${disposition}\r\n\r\n${much}`],
  ['between two parts', () => head(1_000_000) + part(disposition, much)],
  ['after a broken part', () => head(1_000_000) + part('no colon', much)],
])('a client breaks off %s', async (_, words) => {
  for (const wait of [0, 1, 30]) {
    const socket = await open();
    await new Promise<void>((resolve) => socket.write(words(), () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, wait));
    socket.resetAndDestroy();
  }
});

test('a disk that does not take a file is our own fault, told at once', async () => {
  const socket = await open();
  const body = part(disposition) + part(disposition, much) + '--b--';
  const first = part(disposition).length;
  socket.write(head(body.length) + body.slice(0, first));
  await expect.poll(uploadFolders).toHaveLength(1);
  await mkdir(path.join((await uploadFolders())[0] ?? '', 'part-1'));
  const answer = heard(socket, isWhole);
  socket.write(body.slice(first));
  expect(problemIn(await answer).status).toBe(500);
});

test('after all of that the next upload is taken', async () => {
  const form = new FormData();
  form.append('file', new Blob(['Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ\nT1,Thử,Mầm non,109.01,13.01\n']), 'truong.csv');
  const answer = await portal.get('/api/imports?collection=schools&dryRun=true', {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${adminToken}`, 'X-Forwarded-For': nextAddress() },
  });
  expect(ImportReport.parse(await answer.json()).counts.rows).toBe(1);
});
