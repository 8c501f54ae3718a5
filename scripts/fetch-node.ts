import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** Another Node, of version `major`, by way of npm; says so and gives null where npm has none for this system. */
export async function fetchNode(major: number, directory: string): Promise<string | null> {
  const name = `node-${process.platform}-${process.arch}`;
  try {
    await promisify(execFile)('npm', [
      'install',
      ...['--prefix', directory, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'],
      `${name}@${major}`,
    ]);
  } catch (error) {
    const [reason] = (error as Error & { stderr?: string }).stderr?.trim().split('\n') ?? [];
    console.log(`not tried on Node ${major}: npm cannot install ${name}@${major} (${reason ?? String(error)})`);
    return null;
  }
  return path.join(directory, 'node_modules', name, 'bin/node');
}
