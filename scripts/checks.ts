import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Step {
  readonly title: string;
  /** A program of node_modules/.bin and its arguments. */
  readonly command: readonly [string, ...string[]];
}

/** What can be said of the code without running it. Messages are compiled first: types and lint read them. */
export const compileMessages: Step = {
  title: 'messages',
  command: [
    'paraglide-js',
    'compile',
    '--project',
    'client/text/project.inlang',
    '--outdir',
    'client/text/compiled',
    '--silent',
  ],
};
export const staticChecks: readonly Step[] = [
  { title: 'types', command: ['tsc', '-p', '.'] },
  {
    title: 'types of the page',
    command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  { title: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  { title: 'unused code', command: ['knip'] },
  { title: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
];

/** Runs a step with the terminal's output; resolves to whether it went well. */
export function run({ command: [program, ...args] }: Step, env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(`${root}node_modules/.bin/${program}`, args, { cwd: root, stdio: 'inherit', env });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}
