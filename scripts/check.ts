import { compileMessages, run, runTwoAtATime, staticChecks, timeOf, type Outcome } from './checks.ts';

// The quick look before a commit: everything that needs no database and no browser, but for the demo's generator.
const began = Date.now();
const failed: string[] = [];
function note(outcome: Outcome): void {
  console.log(`${outcome.well ? 'passed' : 'FAILED'}: ${outcome.title} (${timeOf(outcome)})`);
  if (!outcome.well) failed.push(outcome.title);
}

note(await run(compileMessages));
// One worker: the other core is busy with the static checks meanwhile.
const unitTests = ['vitest', 'run', '--project', 'unit', '--maxWorkers', '1'] as const;
await runTwoAtATime([{ title: 'unit tests', command: unitTests }, ...staticChecks], note);
console.log(
  `${failed.length === 0 ? 'all is well' : `failed: ${failed.join(', ')}`} (${Math.round((Date.now() - began) / 1000)} s)`,
);
process.exit(failed.length === 0 ? 0 : 1);
