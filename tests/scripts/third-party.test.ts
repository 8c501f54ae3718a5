import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeThirdParty } from '../../scripts/third-party/describe.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('THIRD-PARTY.md is what the lock file gives: write it anew by npx tsx scripts/third-party.ts', async () => {
  const written = await readFile(path.join(root, 'THIRD-PARTY.md'), 'utf8');
  expect(written).toBe(await describeThirdParty(root));
});

test('it names every direct dependency with its version', async () => {
  const written = await readFile(path.join(root, 'THIRD-PARTY.md'), 'utf8');
  const { dependencies } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const lines = new Set(written.split('\n'));
  expect(Object.entries(dependencies).filter(([name, version]) => !lines.has(`- ${name} ${version}`))).toEqual([]);
});
