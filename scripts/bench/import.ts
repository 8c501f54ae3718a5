/**
 * Measures the import of very many addresses: invents so many in the demo's communes, writes them as CSV and imports them by
 * the command into a database of its own: alone, once more (which changes nothing), beside readers of a portal, and plain COPY
 * of the same rows into the same table, each in the same run; then into an embedded portal over HTTP. Believe the ratios.
 * DATABASE_URL=postgresql://... tsx scripts/bench/import.ts [--addresses 1000000] [--embedded 60000] [--skip readers,again]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../run-command.ts';
import { runImportCommand, type CommandRun } from './import/command.ts';
import { emptyTable, measureCopy } from './import/copy.ts';
import { writeAddresses } from './import/csv.ts';
import { measureEmbedded } from './import/embedded.ts';
import { whileReading, type Waits } from './import/readers.ts';
import { startBenchPortal } from './portal.ts';

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      addresses: { type: 'string', default: '1000000' },
      embedded: { type: 'string', default: '60000' },
      skip: { type: 'string', default: '' },
    },
  });
  const skipped = new Set(values.skip.split(','));
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-bench-import-'));
  try {
    const wanted = Number(values.addresses);
    if (wanted > 0) await onServer(path.join(folder, 'addresses.csv'), wanted, skipped);
    const few = Number(values.embedded);
    if (few > 0) {
      const runs = await measureEmbedded(path.join(folder, 'few.csv'), few);
      for (const [index, { outcome, wallS, processorS, waits }] of runs.entries()) {
        console.log(
          `embedded: ${few} addresses, ${index === 0 ? 'new' : 'changed'}, ${outcome}, ${wallS.toFixed(1)} s, processor ${processorS.toFixed(1)} s; others waited ${told(waits)}`,
        );
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const addresses = ['--collection', 'digital-addresses'];

async function onServer(file: string, wanted: number, skipped: ReadonlySet<string>): Promise<void> {
  const portal = await startBenchPortal({ file: null });
  const { db, env } = portal;
  try {
    await writeAddresses(db, file, wanted);
    await emptyTable(db);
    const first = await runImportCommand(db, file, addresses, env);
    tell(`import of ${wanted}`, first);
    if (!skipped.has('again')) tell('the same again', await runImportCommand(db, file, addresses, env));
    const copy = await measureCopy(db, env.DATABASE_URL ?? '', `${file}.copy`);
    const total = first.nodeS + first.databaseS;
    for (const [what, { wallS, databaseS }] of Object.entries(copy)) {
      const to = (seconds: number) => (seconds / databaseS).toFixed(2);
      console.log(
        `COPY of the same, ${what}: ${wallS.toFixed(1)} s, database ${databaseS.toFixed(1)} s; the import takes ${to(total)} of its processor (Node ${to(first.nodeS)}, database ${to(first.databaseS)}) and ${(first.wallS / wallS).toFixed(2)} of its time`,
      );
    }
    if (skipped.has('readers')) return;
    // The rows are there: each is given a day of its own, so that all of them are written anew.
    const rest = () => new Promise((resolve) => setTimeout(resolve, 10_000));
    console.log(`readers alone waited ${told(await whileReading(db, portal, rest))}`);
    await db.pool.query(`update collection_digital_addresses set step = 'collected'`);
    let run: CommandRun | null = null;
    const waits = await whileReading(db, portal, async () => (run = await runImportCommand(db, file, addresses, env)));
    if (run !== null) tell('import beside readers', run);
    console.log(`readers beside it waited ${told(waits)}`);
  } finally {
    await portal.close();
  }
}

function tell(what: string, { outcome, wallS, nodeS, databaseS, memoryMb, notes }: CommandRun): void {
  console.log(
    `${what}: ${outcome}, ${notes} notes, ${wallS.toFixed(1)} s, Node ${nodeS.toFixed(1)} s, database ${databaseS.toFixed(1)} s, at most ${memoryMb} MB`,
  );
}

function told({ count, p50, p95, longest }: Waits): string {
  return `p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)}, at most ${longest.toFixed(0)} ms (${count} times)`;
}
