import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartFailure } from '#db/failure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['client', 'server/contract', 'vite.config.ts', 'svelte.config.js', 'package-lock.json'];

/**
 * Builds the page where it is missing or older than its sources (as after an update). Without build tools
 * (`npm ci --omit=dev`) the page that is there is served as it is. Throws StartFailure where there is none.
 */
export async function buildClientIfNeeded(progress: (line: string) => void): Promise<void> {
  const built = await changedAt(path.join(root, 'dist/client/index.html'));
  const changed = Math.max(...(await Promise.all(sources.map((source) => newestIn(path.join(root, source))))));
  if (built >= changed) return;
  const vite = await import('vite').catch(notInstalled);
  if (vite === null) {
    if (built === 0)
      throw new StartFailure(
        'There is no page in dist/client and nothing to build it with: run `npm ci` without --omit=dev, or copy dist/client from where `npm run build` ran.',
      );
    progress(
      'dist/client is older than its sources and is served as it is: the build tools are not installed (npm ci brings them)',
    );
    return;
  }
  progress('building the page');
  await vite.build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'error' });
}

/** Null where vite itself is not installed; any other failure, as of a binary that vite needs, is thrown on. */
function notInstalled(error: NodeJS.ErrnoException): null {
  if (error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'vite'")) return null;
  throw error;
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
