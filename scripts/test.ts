import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileMessages, run, runTwoAtATime, staticChecks, timeOf, type Outcome } from './checks.ts';
import { fetchNode } from './fetch-node.ts';

// Everything: static checks, then all tests on the embedded database, the database tests on the server of DATABASE_URL
// where one is given, and the short form on the newer Node that README recommends. The last line counts checks and tests.
const newerNode = 24;
const directory = await mkdtemp(path.join(tmpdir(), 'ntm-results-'));
const { DATABASE_URL, ...withoutServer } = process.env;
const tally = { passed: 0, failed: 0 };
const files: { readonly seconds: number; readonly title: string }[] = [];
// Told once more at the end: of a long log, often only the end is at hand.
const failures: string[] = [];

function count(outcome: Outcome): void {
  console.log(`${outcome.well ? 'passed' : 'FAILED'}: ${outcome.title} (${timeOf(outcome)})`);
  tally[outcome.well ? 'passed' : 'failed']++;
  if (!outcome.well) failures.push(outcome.title);
}

interface Results {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    /** Why the file did not load; empty where it did. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Enough of a failure to begin with; the whole of it stands where it happened. */
const beginning = (message: string): string => message.split('\n').slice(0, 6).join('\n').slice(0, 1200);

async function vitest(
  title: string,
  projects: readonly string[],
  env: NodeJS.ProcessEnv,
  node = process.execPath,
): Promise<void> {
  const results = path.join(directory, `${title.replaceAll(' ', '-')}.json`);
  const outcome = await run(
    {
      title,
      command: [
        node,
        'node_modules/vitest/vitest.mjs',
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${results}`,
      ],
    },
    env,
  );
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    ...read
  } = JSON.parse(await readFile(results, 'utf8').catch(() => '{}')) as Results;
  tally.passed += numPassedTests;
  // A file that does not even load fails without a failed test; it counts as one.
  tally.failed += outcome.well ? numFailedTests : Math.max(numFailedTests, 1);
  console.log(`${title}: ${numPassedTests} passed, ${numFailedTests} failed (${timeOf(outcome)})`);
  if (!outcome.well && read.testResults === undefined) failures.push(`${title} ended without results`);
  for (const { name, startTime, endTime, message, assertionResults } of read.testResults ?? []) {
    const file = `${path.relative('.', name)}, ${title}`;
    files.push({ seconds: (endTime - startTime) / 1000, title: file });
    if (message !== '') failures.push(`${file}\n${beginning(message)}`);
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'failed') failures.push(`${file}: ${fullName}\n${beginning((failureMessages ?? []).join('\n'))}`);
    }
  }
}

count(await run(compileMessages));
await runTwoAtATime(staticChecks, count);
count(await run({ title: 'build', command: ['vite', 'build', '--logLevel', 'error'] }));
await vitest(
  'tests on the embedded database',
  ['unit', 'generator', 'database', 'embedded', 'first-start'],
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
  if (node !== null) await vitest(`short form on Node ${newerNode}`, ['unit', 'first-start'], withoutServer, node);
}
await rm(directory, { recursive: true, force: true });

console.log('the ten slowest files:');
for (const { seconds, title } of files.sort((a, b) => b.seconds - a.seconds).slice(0, 10)) {
  console.log(`${seconds.toFixed(1).padStart(8)} s  ${title}`);
}
for (const failure of failures) console.log(`FAILED: ${failure}`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
