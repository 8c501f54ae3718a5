import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Problem } from '#contract/problem.ts';
import { Door } from '#http/door.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server behind a door whose answers wait until they are let go. */
async function slowServer() {
  const door = new Door({ trustProxy: 1 });
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (door.admits(request, response)) waiting.push(response);
  });
  door.watch(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true });
  closing.push(async () => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const ask = (address: string, path = '/') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path, agent, headers: { 'X-Forwarded-For': address } }, resolve).once('error', reject);
    });
  const letGo = () => {
    for (const response of waiting.splice(0)) response.end('done');
  };
  return { ask, waiting, letGo };
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += String(piece);
  return text;
}

test('who has too many requests in hand is refused in words, within the promised time; another is served', async () => {
  const { ask, waiting, letGo } = await slowServer();
  const flood = Array.from({ length: 224 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(224);
  await expectWithinMs(2_000, async () => {
    const refused = await ask('10.0.0.1');
    expect(refused.statusCode).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Problem.parse(JSON.parse(await textOf(refused)))).toMatchObject({ status: 503, fault: 'serverBusy' });
  });
  const health = ask('10.0.0.1', '/healthz');
  const other = ask('10.0.0.2');
  await expect.poll(() => waiting.length).toBe(226);
  letGo();
  for (const answer of [other, health, ...flood]) {
    const { statusCode } = await answer;
    expect(statusCode).toBe(200);
  }
  // Once its answers have gone it is served again.
  const again = ask('10.0.0.1');
  await expect.poll(() => waiting.length).toBe(1);
  letGo();
  expect((await again).statusCode).toBe(200);
});

test('the more are in hand, the fewer each may add; whoever comes new is still served', async () => {
  const { ask, waiting, letGo } = await slowServer();
  const open = [...Array.from({ length: 3 }, (_, at) => `10.0.1.${at}`)].flatMap((address) =>
    Array.from({ length: 100 }, () => ask(address)),
  );
  await expect.poll(() => waiting.length).toBeGreaterThan(255);
  const admitted = waiting.length;
  const newcomer = ask('10.0.2.1');
  await expect.poll(() => waiting.length).toBe(admitted + 1);
  expect((await ask('10.0.1.0')).statusCode).toBe(503);
  letGo();
  expect((await newcomer).statusCode).toBe(200);
  await Promise.all(open);
});
