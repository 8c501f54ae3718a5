import { cpus } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command.ts';
import { startBenchPortal } from './bench/portal.ts';
import { runWorks, type Line } from './bench/works.ts';

const usage = `Usage: npm run bench -- [--seconds 3] [--file BOUNDARIES] [--write FILE]
Measures the demo province, or the communes of a boundary file, on DATABASE_URL or the embedded database.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '3' },
      file: { type: 'string' },
      write: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const portal = await startBenchPortal({ file: values.file ?? null });
  try {
    const lines = await runWorks(portal, Number(values.seconds));
    const { rss, delay } = await processFigures(portal.url);
    const what = values.file === undefined ? 'the demo province (110 communes)' : values.file;
    const about = [
      `${portal.db.kind === 'server' ? 'PostgreSQL server' : 'embedded database'}, ${what}, ${cpus().length} cores, Node ${process.version}.`,
      `Memory of the portal afterwards ${rss} MB; event loop delay p99 ${delay} ms.`,
    ];
    const text = `${about.join('\n')}\n\n${tableOf(lines)}\n`;
    console.log(`\n${text}`);
    if (values.write !== undefined) await writeFile(values.write, text);
  } finally {
    await portal.close();
  }
});

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ work, how, measured, ratio, slower, cpuMs }) =>
    [
      work,
      how,
      measured.perSecond.toFixed(measured.perSecond < 100 ? 1 : 0),
      ratio === null ? '1' : ratio.toFixed(2),
      measured.p50.toFixed(2),
      slower === null ? '1' : slower.toFixed(2),
      measured.p99.toFixed(1),
      cpuMs === null ? '' : cpuMs.toFixed(2),
    ].join(' | '),
  );
  return [
    '| work | how | requests/s, many connections | ratio | p50 ms at 1 | ratio | p99 ms, many | portal CPU ms |',
    '|---|---|--:|--:|--:|--:|--:|--:|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** Resident memory in MB and the event loop's delay (p99) in ms, as the portal's own metrics say. */
async function processFigures(url: string): Promise<{ rss: string; delay: string }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    rss: (value('process_resident_memory_bytes') / 1024 / 1024).toFixed(0),
    delay: (value('nodejs_eventloop_lag_p99_seconds') * 1000).toFixed(1),
  };
}
