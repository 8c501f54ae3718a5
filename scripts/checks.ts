import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Step {
  readonly title: string;
  /** A program of node_modules/.bin, or a path to one, and its arguments. */
  readonly command: readonly [string, ...string[]];
}

export interface Outcome {
  readonly title: string;
  readonly well: boolean;
  readonly seconds: number;
  /** Processor time of the step and all that it started and waited for; null where the system does not say. */
  readonly cpuSeconds: number | null;
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
  {
    title: 'types',
    // Checks every file of tsconfig.json, the page's components and the rest alike, by the native compiler.
    command: [
      'svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
      '--tsgo-experimental-api',
    ],
  },
  { title: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  {
    title: 'format',
    // A file's form depends on nothing but itself, so that what was looked at once need not be again.
    command: ['prettier', '--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content', '.'],
  },
  { title: 'unused code', command: ['knip'] },
];

/** Runs a step with the terminal's output. */
export function run({ title, command }: Step, env: NodeJS.ProcessEnv = process.env): Promise<Outcome> {
  return start(title, command, env, null);
}

/** Runs steps two at a time, longest first, and prints what each said in their order. `each` is told how it went. */
export async function runTwoAtATime(steps: readonly Step[], each: (outcome: Outcome) => void): Promise<void> {
  const waiting = [...steps];
  const said = new Map<Step, Buffer[]>(steps.map((step) => [step, []]));
  const outcomes = new Map<Step, Outcome>();
  const printed = new Set<Step>();
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const lines = said.get(step) ?? [];
      outcomes.set(step, await start(step.title, step.command, process.env, (chunk) => lines.push(chunk)));
      for (const next of steps) {
        const outcome = outcomes.get(next);
        if (!outcome) break;
        if (printed.has(next)) continue;
        printed.add(next);
        process.stdout.write(Buffer.concat(said.get(next) ?? []));
        each(outcome);
      }
    }
  };
  await Promise.all([lane(), lane()]);
}

/** `12 s, 20 s of processor time`. */
export function timeOf({ seconds, cpuSeconds }: Outcome): string {
  return `${seconds.toFixed(0)} s${cpuSeconds === null ? '' : `, ${cpuSeconds.toFixed(0)} s of processor time`}`;
}

function start(
  title: string,
  [program, ...args]: Step['command'],
  env: NodeJS.ProcessEnv,
  onOutput: ((chunk: Buffer) => void) | null,
): Promise<Outcome> {
  const began = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program.includes('/') ? program : `${root}node_modules/.bin/${program}`, args, {
      cwd: root,
      stdio: onOutput === null ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env,
    });
    if (onOutput !== null) for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
    let cpuSeconds: number | null = null;
    child.once('exit', () => (cpuSeconds = cpuSinceLastExit()));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ title, well: code === 0, seconds: (Date.now() - began) / 1000, cpuSeconds }),
    );
  });
}

/** Linux counts, for each process, the processor time of the children that it has seen end, in hundredths of a second. */
let counted = 0;
function cpuSinceLastExit(): number | null {
  if (process.platform !== 'linux') return null;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  const total = (Number(fields[13]) + Number(fields[14])) / 100;
  const since = total - counted;
  counted = total;
  return since;
}
