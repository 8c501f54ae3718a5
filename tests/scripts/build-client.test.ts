import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

// What `npm ci --omit=dev` leaves: our sources, and no vite anywhere above them.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ntm-build-client-'));
  for (const file of ['package.json', 'scripts/build-client.ts', 'server/db/failure.ts'])
    cpSync(path.join(root, file), path.join(folder, file));
  put('client/App.svelte', 1000);
  const run = `import { buildClientIfNeeded } from './build-client.ts';
    await buildClientIfNeeded((line) => console.log(line)).catch((error) => console.log(error.constructor.name, error.message));`;
  writeFileSync(path.join(folder, 'scripts/run.ts'), run);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that was changed at a time in seconds since 1970. */
function put(name: string, changedAt: number): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, changedAt, changedAt);
}

function run(): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, 'scripts/run.ts'], { cwd: folder });
  return `${stdout}${stderr}`.trim();
}

test('without build tools a page that is younger than its sources is served, and nothing said', () => {
  put('dist/client/index.html', 2000);
  expect(run()).toBe('');
});

test('without build tools an older page is served all the same, and the log says so', () => {
  put('dist/client/index.html', 500);
  expect(run()).toBe(
    'dist/client is older than its sources and is served as it is: the build tools are not installed (npm ci brings them)',
  );
});

test('without build tools and without a page the start ends with one sentence that says what to do', () => {
  expect(run()).toBe(
    'StartFailure There is no page in dist/client and nothing to build it with: run `npm ci` without --omit=dev, or copy dist/client from where `npm run build` ran.',
  );
});
