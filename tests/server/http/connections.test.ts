import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { Connections } from '#http/connections.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server whose answers are given by the test, and a client of it that writes as it likes. */
async function begin() {
  const answers: ServerResponse[] = [];
  const closed: string[] = [];
  server = createServer((request, answer) => {
    answer.once('close', () => closed.push(request.url ?? ''));
    answers.push(answer);
  });
  const connections = new Connections(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  const ask = async (...paths: string[]) => {
    const before = answers.length;
    client.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
    await expect.poll(() => answers.length).toBe(before + paths.length);
  };
  return { answers, closed, connections, client, ask };
}

test.each(['a reset', 'an end'])(
  'by %s of the connection every answer on it hears that its client has gone, once',
  async (how) => {
    const { answers, closed, connections, client, ask } = await begin();
    await ask('/1', '/2', '/3', '/4');
    const failed = vi.fn();
    // In their turn: the first two; the second has begun, the third is whole and waits for it, the fourth is being made.
    answers[0]?.end('done');
    answers[1]?.write('begun');
    answers[2]?.end('whole');
    pipeline(new Readable({ read: () => undefined }), answers[3] as ServerResponse, failed);
    await expect.poll(() => closed).toEqual(['/1']);
    expect(connections.open).toBe(3);
    if (how === 'a reset') client.resetAndDestroy();
    else client.destroy();
    await expect.poll(() => [...closed].sort()).toEqual(['/1', '/2', '/3', '/4']);
    expect(answers.slice(1).map(({ destroyed, writableFinished }) => [destroyed, writableFinished])).toEqual(
      Array.from({ length: 3 }, () => [true, false]),
    );
    expect(failed).toHaveBeenCalledOnce();
    expect(connections.open).toBe(0);
    // Whoever does not hear of it in time writes into nothing.
    answers[3]?.write('more');
    answers[3]?.end();
    await setTimeout(20);
    expect(closed).toHaveLength(4);
  },
);

test('answers that are taken end once, in their order, and none is left', async () => {
  const { answers, closed, connections, client, ask } = await begin();
  let text = '';
  client.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await ask('/1', '/2', '/3');
  for (const answer of [...answers].reverse()) answer.end(`of ${answer.req.url}`);
  await expect.poll(() => closed).toEqual(['/1', '/2', '/3']);
  expect(text.match(/of \/\d/g)).toEqual(['of /1', 'of /2', 'of /3']);
  client.destroy();
  await expect.poll(() => connections.open).toBe(0);
  expect(closed).toHaveLength(3);
});

test('a server that ends lets answers end, says that it goes, and cuts what takes too long', async () => {
  const { answers, connections, client, ask } = await begin();
  let text = '';
  client.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await ask('/1', '/2');
  const drained = connections.drain(300);
  answers[0]?.end('whole');
  await expect.poll(() => text).toContain('whole');
  expect(text).toContain('Connection: close');
  answers[1]?.write('half');
  await drained;
  expect(connections.open).toBe(0);
});
