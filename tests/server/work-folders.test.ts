import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeWorkFolder, sweepWorkFolders } from '#server/work-folders.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-sweep-'));
  vi.stubEnv('TMPDIR', folder);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A process that makes a folder with a household in it and waits. */
async function working() {
  const program = `
    const { makeWorkFolder } = await import('#server/work-folders.ts');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(await makeWorkFolder('upload') + '/part-0', 'a household');
    console.log('ready');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

test('folders of processes that were killed go with what lies in them; those of others stay', async () => {
  const own = await makeWorkFolder('export');
  const killed = await working();
  await working();
  expect(await sweepWorkFolders()).toBe(0);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await sweepWorkFolders()).toBe(1);
  expect(existsSync(own)).toBe(true);
  expect((await readdir(folder)).filter((name) => name.startsWith('ntm-work-'))).toHaveLength(2);
});

test('what an earlier portal left goes a day later; what is none of ours stays', async () => {
  for (const name of ['ntm-upload-Ab12Cd', 'ntm-export-Ab12Cd', 'ntm-upload-young', 'another']) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, 'part-0'), 'a household');
    const days = name === 'ntm-upload-young' ? 0 : 3;
    const then = new Date(Date.now() - days * 24 * 3_600_000);
    await utimes(path.join(folder, name), then, then);
  }
  await sweepWorkFolders();
  const left = await readdir(folder);
  expect(left).toEqual(expect.arrayContaining(['ntm-upload-young', 'another']));
  expect(left.filter((name) => name.endsWith('Ab12Cd'))).toEqual([]);
});
