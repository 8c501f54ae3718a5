import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** What is kept of a run of vitest for the summary of all runs. */
export interface TestResults {
  readonly passed: number;
  readonly failed: number;
  readonly files: readonly { readonly file: string; readonly seconds: number }[];
  /** Each failed test, file that does not load and error outside of tests: which, and how its report begins. */
  readonly failures: readonly string[];
  /** What passed only when it was tried again: a race of the test or of the portal, to be looked into. */
  readonly secondTries: readonly string[];
}

/** The environment variable that names the file to write. */
export const resultsVariable = 'TEST_RESULTS';

type Errors = readonly { readonly stack?: string; readonly message: string }[];

/** Where it happened and the first lines of what was said: the whole of it stands further up in the log. */
function told(place: string, errors: Errors): string {
  const said = errors.flatMap(({ message, stack }) => (stack ?? message).split('\n'));
  const ours = said.filter((line) => !/\/node_modules\/|\(node:|at new Promise/.test(line));
  return [place, ...ours.slice(0, 8)].join('\n    ').slice(0, 1500);
}

/** A reporter of vitest that writes {@link TestResults} as JSON when the run has ended. */
export default class TestResultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], outside: Errors): void {
    const failures = outside.map((error) => told('outside of any test', [error]));
    const secondTries: string[] = [];
    const files: { file: string; seconds: number }[] = [];
    let passed = 0;
    let failed = 0;
    for (const module of modules) {
      const file = path.relative('.', module.moduleId);
      files.push({ file, seconds: module.diagnostic().duration / 1000 });
      if (module.errors().length > 0) failures.push(told(file, module.errors()));
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) failures.push(told(`${file}: ${suite.fullName}`, suite.errors()));
      }
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result();
        const place = `${file}: ${test.fullName}`;
        if (state === 'failed') {
          failed++;
          failures.push(told(place, errors));
        } else if (state === 'passed') {
          passed++;
          if (test.diagnostic()?.flaky) secondTries.push(told(place, errors));
        }
      }
    }
    const results: TestResults = { passed, failed, files, failures, secondTries };
    const file = process.env[resultsVariable];
    if (file === undefined) throw new Error(`${resultsVariable} names no file to write the results to`);
    writeFileSync(file, JSON.stringify(results));
  }
}
