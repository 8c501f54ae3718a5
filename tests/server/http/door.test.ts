import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Problem } from '#contract/problem.ts';
import { Door, standAside } from '#http/door.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server behind a door whose answers wait until they are let go. */
async function slowServer(heldMs?: number, trustProxy = 1) {
  const hold = heldMs === undefined ? undefined : { inCrowd: heldMs, otherwise: heldMs };
  const door = new Door({ trustProxy }, hold);
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    door.enter(request, response, () => waiting.push(response));
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
  const ask = (address: string, path = '/') => {
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path, agent, headers: { 'X-Forwarded-For': address } }, resolve).once('error', reject);
    });
    // Where a test fails, nobody waits for what it had asked.
    answer.catch(() => undefined);
    return answer;
  };
  const letGo = () => {
    for (const response of waiting.splice(0)) response.end('done');
  };
  return { ask, waiting, letGo, port };
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += String(piece);
  return text;
}

test('who has too many requests in hand is refused in words, within the promised time; another is served', async () => {
  const { ask, waiting, letGo } = await slowServer();
  const flood = Array.from({ length: 16 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(16);
  await expectWithinMs(2_000, async () => {
    const refused = await ask('10.0.0.1');
    expect(refused.statusCode).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Problem.parse(JSON.parse(await textOf(refused)))).toMatchObject({ status: 503, fault: 'serverBusy' });
  });
  const health = ask('10.0.0.1', '/healthz');
  const other = ask('10.0.0.2');
  await expect.poll(() => waiting.length).toBe(18);
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

test('few who find no room may wait a while longer than a crowd', async () => {
  const { ask, waiting, letGo } = await slowServer();
  const first = Array.from({ length: 36 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(16);
  await setTimeout(800);
  const serving = setInterval(letGo, 10);
  const statuses = await Promise.all(first.map(async (answer) => (await answer).statusCode));
  clearInterval(serving);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const crowd = Array.from({ length: 66 }, () => ask('10.0.0.2'));
  await expect.poll(() => waiting.length).toBe(16);
  await setTimeout(700);
  const refused = await Promise.race([...crowd]);
  expect(refused.statusCode).toBe(503);
  const clearing = setInterval(letGo, 10);
  await Promise.all(crowd);
  clearInterval(clearing);
});

test('who finds no room comes in as soon as there is some', async () => {
  const { ask, waiting, letGo } = await slowServer();
  const first = Array.from({ length: 16 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(16);
  const next = Array.from({ length: 4 }, () => ask('10.0.0.1'));
  const newcomer = ask('10.0.0.2');
  await expect.poll(() => waiting.length).toBe(17);
  letGo();
  for (const answer of [...first, newcomer]) expect((await answer).statusCode).toBe(200);
  await expect.poll(() => waiting.length).toBe(4);
  letGo();
  for (const answer of next) expect((await answer).statusCode).toBe(200);
});

test('an answer that has begun takes no room', async () => {
  const { ask, waiting } = await slowServer();
  const long = Array.from({ length: 16 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(16);
  for (const response of waiting) response.write('begun');
  await Promise.all(long);
  void ask('10.0.0.1').catch(() => null);
  await expect.poll(() => waiting.length).toBe(17);
});

test('an answer that is long in coming takes no room: it waits for something else', async () => {
  const { ask, waiting } = await slowServer();
  for (let i = 0; i < 16; i++) void ask('10.0.0.1').catch(() => null);
  await expect.poll(() => waiting.length).toBe(16);
  await setTimeout(2_100);
  void ask('10.0.0.1').catch(() => null);
  await expect.poll(() => waiting.length).toBe(17);
});

test('some of what waits for what is costly takes room of who asks alone, and leaves that of all to others', async () => {
  const { ask, waiting, letGo } = await slowServer(10_000);
  const asked: Promise<IncomingMessage>[] = [];
  for (const asker of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) {
    for (let i = 0; i < 16; i++) asked.push(ask(asker));
    await expect.poll(() => waiting.length).toBe(asked.length);
  }
  const costly = [...waiting];
  for (let i = 0; i < 9; i++) asked.push(ask('10.0.0.4'));
  await setTimeout(100);
  expect(waiting).toHaveLength(48);
  // Who says so twice is one.
  for (const response of [costly[0], ...costly.slice(0, 4)]) standAside(response as ServerResponse);
  await expect.poll(() => waiting.length).toBe(52);
  for (const response of costly) standAside(response);
  await expect.poll(() => waiting.length).toBe(56);
  // One that stood aside has gone: that lets none of all in, and another may stand aside.
  costly[0]?.end('done');
  asked.push(ask('10.0.0.5'));
  await setTimeout(100);
  expect(waiting).toHaveLength(56);
  standAside(costly[20] as ServerResponse);
  await expect.poll(() => waiting.length).toBe(57);
  expect(await statusesOf(asked, letGo)).toEqual(new Set([200]));
});

/** Keeps the event loop busy until it is told to stop, or the test ends. */
function press(): () => void {
  let pressing = true;
  closing.unshift(async () => void (pressing = false));
  const turn = () => {
    for (const until = performance.now() + 10; performance.now() < until;);
    if (pressing) setImmediate(turn);
  };
  turn();
  return () => (pressing = false);
}

test('while the event loop has no time, whoever is no crowd is served as ever', async () => {
  const { ask, waiting, letGo } = await slowServer();
  const stop = press();
  await setTimeout(100);
  // As many as a page with its map asks for.
  const page = Array.from({ length: 40 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(16);
  const other = ask('10.0.0.2');
  await expect.poll(() => waiting.length).toBe(17);
  stop();
  const serving = setInterval(letGo, 10);
  for (const answer of [...page, other]) expect((await answer).statusCode).toBe(200);
  clearInterval(serving);
});

/** Lets every answer go as it comes, until all are there; gives their statuses. */
async function statusesOf(answers: readonly Promise<IncomingMessage>[], letGo: () => void): Promise<Set<unknown>> {
  const serving = setInterval(letGo, 10);
  const statuses = await Promise.all(answers.map(async (answer) => (await answer).statusCode));
  clearInterval(serving);
  return new Set(statuses);
}

test('one address that is a crowd has four requests in hand, and one while the event loop has no time; others are at ease', async () => {
  const { ask, waiting, letGo } = await slowServer(10_000);
  const first = Array.from({ length: 56 }, () => ask('10.0.0.1'));
  await expect.poll(() => waiting.length).toBe(16);
  await setTimeout(100);
  letGo();
  await expect.poll(() => waiting.length).toBe(4);
  await setTimeout(100);
  expect(waiting).toHaveLength(4);
  const stop = press();
  await setTimeout(100);
  letGo();
  await expect.poll(() => waiting.length).toBe(1);
  const others = Array.from({ length: 10 }, (_, index) => ask(`10.0.1.${index % 2}`));
  await expect.poll(() => waiting.length).toBe(11);
  stop();
  expect(await statusesOf([...first, ...others], letGo)).toEqual(new Set([200]));
});

test('of a crowd of many addresses eight requests are in hand, four of one; while the event loop has no time two, of two', async () => {
  const { ask, waiting, letGo } = await slowServer(10_000);
  const crowd = Array.from({ length: 100 }, (_, index) => ask(`10.0.0.${index % 5}`));
  await expect.poll(() => waiting.length).toBe(48);
  await setTimeout(100);
  letGo();
  await expect.poll(() => waiting.length).toBe(8);
  await setTimeout(100);
  expect(waiting).toHaveLength(8);
  const stop = press();
  await setTimeout(100);
  letGo();
  await expect.poll(() => waiting.length).toBe(2);
  await setTimeout(50);
  expect(waiting).toHaveLength(2);
  stop();
  expect(await statusesOf(crowd, letGo)).toEqual(new Set([200]));
});

test('whoever watches is answered on a connection that is one too many, which ends with that', async () => {
  const { ask, letGo, waiting, port } = await slowServer(undefined, 0);
  const idle = Array.from({ length: 500 }, () => connect(port, '127.0.0.1'));
  try {
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    const refused = await ask('127.0.0.1');
    expect([refused.statusCode, refused.headers.connection]).toEqual([503, 'close']);
    const watched = ['/healthz', '/readyz'].map((path) => ask('127.0.0.1', path));
    await expect.poll(() => waiting.length).toBe(2);
    letGo();
    for (const { statusCode, headers } of await Promise.all(watched))
      expect([statusCode, headers.connection]).toEqual([200, 'close']);
  } finally {
    for (const socket of idle) socket.destroy();
  }
});
