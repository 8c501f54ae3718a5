import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { Starts, times, waiting } from '#tests/support/starts.ts';
import { copyEmbedded, type Stage } from '#tests/support/templates.ts';

let DATA_DIR: string;
afterEach(() => rm(DATA_DIR, { recursive: true, force: true }));
const starts = new Starts(() => ({ DATA_DIR }));
const directoryAt = async (stage: Stage) => {
  DATA_DIR = await copyEmbedded(stage);
};

/** How many rows a table has, asked beside the portal that serves the directory. */
async function count(table: string): Promise<number | undefined> {
  const client = new pg.Client({ host: DATA_DIR, port: 5432, user: 'postgres', database: 'postgres' });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  await client.end();
  return rows[0]?.n;
}

describe('on one data directory', () => {
  test('commands beside a portal that prepares wait for it, and for each other', async () => {
    await directoryAt('collections');
    const portal = starts.start();
    await portal.printed('drawing the boundaries');
    const second = starts.start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/is served by another running portal \(process \d+\): stop that one/);

    const removals = [starts.run('demo', ['--remove']), starts.run('demo', ['--remove'])];
    const ended = await Promise.all(removals.map((removal) => removal.ended));
    const said = removals.map((removal) => removal.output());
    expect(ended, said.join('\n')).toEqual([0, 0]);
    expect(said.map((text) => times(text, waiting))).toEqual([1, 1]);
    expect(said.map((text) => text.includes('is taken out')).sort()).toEqual([false, true]);
    expect(said.join()).toContain('No demo province is loaded.');
    await portal.printed('listening on');
    expect([await count('assessment'), await count('admin_unit')]).toEqual([0, 0]);
  });

  test('a command that is killed while it prepares keeps nobody out', async () => {
    await directoryAt('collections');
    const portal = starts.start({ DEMO: 'off' });
    await portal.printed('listening on');
    const killed = starts.run('demo', ['--load']);
    await killed.printed('invented assessments');
    const next = starts.run('demo', ['--remove']);
    await next.printed(waiting);
    killed.child.kill('SIGKILL');
    expect(await next.ended, next.output()).toBe(0);
    expect(next.output()).toContain('is taken out');
    expect(await count('admin_unit')).toBe(0);
  });

  test('commands and a portal wait for a command that has the directory to itself', async () => {
    await directoryAt('demo');
    const first = starts.run('demo', ['--remove']);
    // It stands still as soon as the directory is its own.
    const owner = async () =>
      (await readFile(path.join(DATA_DIR, 'portal.lock'), 'utf8').catch(() => '')).includes(String(first.child.pid));
    await expect.poll(owner).toBe(true);
    first.child.kill('SIGSTOP');
    const others = [starts.run('demo', ['--remove']), starts.start({ DEMO: 'off' })];
    for (const other of others) await other.printed('is used by another command');
    first.child.kill('SIGCONT');
    expect(await first.ended, first.output()).toBe(0);
    expect(first.output()).toContain('is taken out');
    await others[1]?.printed('listening on');
    expect(await others[0]?.ended, others[0]?.output()).toBe(0);
    expect(others[0]?.output()).toContain('No demo province is loaded.');
    for (const other of others) expect(times(other.output(), 'is used by another command')).toBe(1);
    expect(existsSync(path.join(DATA_DIR, 'portal.lock'))).toBe(true);
    others[1]?.child.kill('SIGTERM');
    expect(await others[1]?.ended, others[1]?.output()).toBe(0);
  });
});
