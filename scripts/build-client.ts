import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['client', 'server/contract', 'vite.config.ts', 'svelte.config.js', 'package-lock.json'];

/** Builds the page where it is missing or older than its sources (as after an update). */
export async function buildClientIfNeeded(progress: (line: string) => void): Promise<void> {
  const built = await changedAt(path.join(root, 'dist/client/index.html'));
  const changed = Math.max(...(await Promise.all(sources.map((source) => newestIn(path.join(root, source))))));
  if (built >= changed) return;
  progress('building the page');
  const { build } = await import('vite');
  await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'error' });
}

/** Time of the last change in ms; 0 where there is no such file. A container may ship the page without its sources. */
async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.mtimeMs ?? 0;
}

async function newestIn(target: string): Promise<number> {
  const entries = await readdir(target, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return changedAt(target);
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('compiled'));
  return Math.max(0, ...(await Promise.all(files.map((file) => changedAt(path.join(file.parentPath, file.name))))));
}
