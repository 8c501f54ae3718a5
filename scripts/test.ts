import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileMessages, run, staticChecks, type Step } from './checks.ts';

// Everything: static checks, then all tests on the embedded database, then the database tests on the server of
// DATABASE_URL where one is given. The last line counts checks and tests.
const directory = await mkdtemp(path.join(tmpdir(), 'ntm-results-'));
const { DATABASE_URL, ...withoutServer } = process.env;
const tally = { passed: 0, failed: 0 };

async function check(step: Step): Promise<void> {
  const began = Date.now();
  const well = await run(step);
  console.log(`${well ? 'passed' : 'FAILED'}: ${step.title} (${Math.round((Date.now() - began) / 1000)} s)`);
  tally[well ? 'passed' : 'failed']++;
}

async function vitest(title: string, projects: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const results = path.join(directory, `${title.replaceAll(' ', '-')}.json`);
  const well = await run(
    {
      title,
      command: [
        'vitest',
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${results}`,
      ],
    },
    env,
  );
  const counts = JSON.parse(await readFile(results, 'utf8').catch(() => '{}')) as {
    numPassedTests?: number;
    numFailedTests?: number;
  };
  const failures = counts.numFailedTests ?? 0;
  tally.passed += counts.numPassedTests ?? 0;
  // A file that does not even load fails without a failed test; it counts as one.
  tally.failed += well ? failures : Math.max(failures, 1);
  console.log(`${title}: ${counts.numPassedTests ?? 0} passed, ${failures} failed`);
}

await check(compileMessages);
for (const step of staticChecks) await check(step);
await check({ title: 'build', command: ['vite', 'build', '--logLevel', 'error'] });
await vitest('tests on the embedded database', ['unit', 'database'], withoutServer);
// By themselves: a browser that waits for two busy cores sees time-outs, not faults.
await vitest('browser tests', ['browser'], withoutServer);
if (DATABASE_URL) await vitest('tests on the server database', ['database'], process.env);
await rm(directory, { recursive: true, force: true });

console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
