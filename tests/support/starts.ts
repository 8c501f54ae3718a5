import { afterEach } from 'vitest';
import { isTable, readCatalog, type TableCollection } from '#catalog/collections.ts';
import { readDemoFeatures } from '#resources/demo/features.ts';
import { readDemoRows } from '#resources/demo/files.ts';
import { runScript, type ScriptRun } from './process.ts';

/** What a command or portal says once, that meets another which prepares the same database. */
export const waiting = 'Another portal or command is preparing this database; waiting until it is done.';

/** Portals and commands of a test on one database, each a process; whoever is left at its end is killed. */
export class Starts {
  readonly #runs: ScriptRun[] = [];

  constructor(private readonly place: () => NodeJS.ProcessEnv) {
    afterEach(async () => {
      for (const run of this.#runs) run.child.kill('SIGKILL');
      await Promise.all(this.#runs.splice(0).map((run) => run.ended));
    });
  }

  run(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): ScriptRun {
    const started = runScript(script, args, { PORT: '0', ...this.place(), ...env });
    this.#runs.push(started);
    return started;
  }

  start(env: NodeJS.ProcessEnv = {}): ScriptRun {
    return this.run('start', ['--dev'], { DEMO: 'on', ...env });
  }
}

/** How often a text holds another. */
export const times = (text: string, found: string): number => text.split(found).length - 1;

/** Rows by table of the whole demo, as its files have them. */
export async function countDemoRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {
    assessment: (await readDemoRows('assessments')).length + (await readDemoRows('indicatorValues')).length,
    recognition: (await readDemoRows('recognitions')).length,
  };
  const collections = (await readCatalog()).collections.filter(
    (one): one is TableCollection => isTable(one) && one.storage.kind === 'table',
  );
  for (const collection of collections) counts[collection.source.table] = (await readDemoFeatures(collection)).length;
  return counts;
}
