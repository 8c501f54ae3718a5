import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileMessages, run, runTwoAtATime, staticChecks, timeOf, type Outcome } from './checks.ts';
import { fetchNode } from './fetch-node.ts';
import { resultsVariable, type TestResults } from './test-results.ts';

// Everything: static checks, then all tests on the embedded database, the database tests on the server of DATABASE_URL
// where one is given, and the short form on the newer Node that README recommends. The last line counts checks and tests.
const newerNode = 24;
const directory = await mkdtemp(path.join(tmpdir(), 'ntm-results-'));
const { DATABASE_URL, ...withoutServer } = process.env;
const tally = { passed: 0, failed: 0 };
const files: { readonly seconds: number; readonly title: string }[] = [];
// Told once more at the end: of a long log, often only the end is at hand.
const failures: string[] = [];
const secondTries: string[] = [];

function count(outcome: Outcome): void {
  console.log(`${outcome.well ? 'passed' : 'FAILED'}: ${outcome.title} (${timeOf(outcome)})`);
  tally[outcome.well ? 'passed' : 'failed']++;
  if (!outcome.well) failures.push(outcome.title);
}

async function vitest(
  title: string,
  projects: readonly string[],
  env: NodeJS.ProcessEnv,
  node = process.execPath,
): Promise<void> {
  const file = path.join(directory, `${title.replaceAll(' ', '-')}.json`);
  const outcome = await run(
    {
      title,
      command: [
        node,
        'node_modules/vitest/vitest.mjs',
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        // What passes only the second time is told, and does not keep a change from landing.
        '--retry=1',
        '--reporter=default',
        '--reporter=./scripts/test-results.ts',
      ],
    },
    { ...env, [resultsVariable]: file },
  );
  const written = await readFile(file, 'utf8').catch(() => null);
  const results: TestResults =
    written === null
      ? { passed: 0, failed: 0, files: [], failures: ['it ended without results'], secondTries: [] }
      : (JSON.parse(written) as TestResults);
  // A file that does not even load fails without a failed test; it counts as one.
  const failed = outcome.well ? results.failed : Math.max(results.failed, 1);
  tally.passed += results.passed;
  tally.failed += failed;
  console.log(`${title}: ${results.passed} passed, ${failed} failed (${timeOf(outcome)})`);
  files.push(...results.files.map(({ file: name, seconds }) => ({ seconds, title: `${name}, ${title}` })));
  failures.push(...results.failures.map((failure) => `${title}, ${failure}`));
  secondTries.push(...results.secondTries.map((test) => `${title}, ${test}`));
}

count(await run(compileMessages));
await runTwoAtATime(staticChecks, count);
count(await run({ title: 'build', command: ['vite', 'build', '--logLevel', 'error'] }));
await vitest(
  'tests on the embedded database',
  ['unit', 'fresh', 'generator', 'database', 'embedded', 'first-start'],
  withoutServer,
);
// By themselves: a browser that waits for two busy cores sees time-outs, not faults.
await vitest('browser tests', ['browser'], withoutServer);
if (DATABASE_URL) {
  await vitest('tests on the server database', ['database'], process.env);
  await vitest('load on the server database', ['load'], process.env);
}
if (!process.version.startsWith(`v${newerNode}.`)) {
  const node = await fetchNode(newerNode, directory);
  if (node !== null)
    await vitest(`short form on Node ${newerNode}`, ['unit', 'fresh', 'first-start'], withoutServer, node);
}
await rm(directory, { recursive: true, force: true });

console.log('the ten slowest files:');
for (const { seconds, title } of files.sort((a, b) => b.seconds - a.seconds).slice(0, 10)) {
  console.log(`${seconds.toFixed(1).padStart(8)} s  ${title}`);
}
for (const test of secondTries) console.log(`passed only the second time: ${test}`);
for (const failure of failures) console.log(`FAILED: ${failure}`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
