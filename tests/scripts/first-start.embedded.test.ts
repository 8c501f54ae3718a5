import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript, type ScriptRun } from '#tests/support/process.ts';

// From nothing at all, as README promises: other tests start from a copy of what is made here. On a server, see two-starts.
let folder: string;
let portal: ScriptRun;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-first-start-'));
  portal = runScript('start', ['--dev'], { PORT: '0', DATA_DIR: folder });
});
afterAll(async () => {
  portal.child.kill('SIGKILL');
  await portal.ended;
  await rm(folder, { recursive: true, force: true });
});

test('a first start makes the database, loads the demo and answers', { timeout: 900_000 }, async () => {
  await portal.printed('listening on ');
  const [, url = ''] = /listening on (\S+)/.exec(portal.output()) ?? [];
  const response = await fetch(`${url}/api/collections/communes/items?limit=1`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ numberMatched: 110, numberReturned: 1 });
  portal.child.kill('SIGTERM');
  expect(await portal.ended, portal.output()).toBe(0);
});
