/**
 * Measures the import of boundaries by the command, each into a fresh database, tried and then written: processor, time and the
 * highest memory, and where another work tree is given, the same of its code in turn. Believe the ratios.
 * DATABASE_URL=postgresql://... tsx scripts/bench/boundaries.ts FILE... [--against WORKTREE] [--skip try,write]
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '#db/open.ts';
import { readConfig } from '#server/config.ts';
import { makeOwnDatabase } from '../own-database.ts';
import { runCommand } from '../run-command.ts';
import { runImportCommand, type CommandRun } from './import/command.ts';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { against: { type: 'string' }, skip: { type: 'string', default: '' } },
  });
  const skipped = new Set(values.skip.split(','));
  for (const file of positionals) {
    for (const way of ['try', 'write'].filter((one) => !skipped.has(one))) {
      const now = await measure(path.resolve(file), way);
      console.log(`${path.basename(file)}, ${way}: ${told(now)}`);
      if (values.against === undefined) continue;
      const other = await measure(path.resolve(file), way, path.resolve(values.against));
      const share = (now.nodeS + now.databaseS) / (other.nodeS + other.databaseS);
      console.log(`  ${values.against}: ${told(other)}; now ${share.toFixed(2)} of its processor`);
    }
  }
});

async function measure(file: string, way: string, code?: string): Promise<CommandRun> {
  const { env, drop } = await makeOwnDatabase('bench_boundaries');
  try {
    const config = readConfig({ ...process.env, ...env });
    const db = await openDatabase(config, { role: 'script' });
    try {
      const options = ['--collection', 'communes', '--skip-refused', ...(way === 'try' ? ['--dry-run'] : [])];
      return await runImportCommand(db, file, options, env, code);
    } finally {
      await db.close();
    }
  } finally {
    await drop();
  }
}

function told({ outcome, wallS, nodeS, databaseS, memoryMb, notes }: CommandRun): string {
  return `${outcome}, ${notes} notes, ${wallS.toFixed(1)} s, Node ${nodeS.toFixed(1)} s, database ${databaseS.toFixed(1)} s, at most ${memoryMb} MB`;
}
