import { compileMessages, run, staticChecks } from './checks.ts';

// The quick look before a commit: everything that needs no database and no browser.
const began = Date.now();
const failed: string[] = [];
if (!(await run(compileMessages))) failed.push(compileMessages.title);
for (const step of [
  ...staticChecks,
  { title: 'unit tests', command: ['vitest', 'run', '--project', 'unit'] as const },
]) {
  if (!(await run(step))) failed.push(step.title);
}
console.log(
  `${failed.length === 0 ? 'all is well' : `failed: ${failed.join(', ')}`} (${Math.round((Date.now() - began) / 1000)} s)`,
);
process.exit(failed.length === 0 ? 0 : 1);
