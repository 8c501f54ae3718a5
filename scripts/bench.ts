import { cpus } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command.ts';
import { addressCurve, addressWorks, type CurvePoint } from './bench/addresses.ts';
import { comparePeers } from './bench/compare-peers.ts';
import { compareFrozen, type FrozenLine } from './bench/compare-frozen.ts';
import { firstMap, type FirstLine } from './bench/first-map.ts';
import { loadWorks, type LoadLine } from './bench/load-works.ts';
import { startBenchPortal } from './bench/portal.ts';
import { runWorks, type Line } from './bench/works.ts';

const usage = `Usage: npm run bench -- [--seconds 3] [--file BOUNDARIES] [--points 10000,100000,1000000] [--peers] [--write FILE]
       npm run bench -- --load [--times 10] [--seconds 60] [--write FILE]
       npm run bench -- --frozen [--provinces 20] [--seconds 1] [--write FILE]
       npm run bench -- --first [--rounds 3] [--url PORTAL] [--write FILE]
Measures the demo province, or the communes of a boundary file, on DATABASE_URL or the embedded database. --peers sets the portal
beside a bare node:http server and the tile and feature servers that this machine has (martin, pg_tileserv, pg_featureserv, tipg),
which needs a server database. --load
floods the portal with so many times what it can do, and tells what it keeps of what docs/production.md promises then. --frozen times
the statements of units and what is declared of them beside those of version 0.1.0; exit code 1 where one is over 10 % slower. --first opens the page in a browser, in turn with a bare
map of the same tiles, and says when the first coloured map stood; --url does so with a portal of this folder that runs already.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string' },
      file: { type: 'string' },
      points: { type: 'string', default: '10000,100000,1000000' },
      write: { type: 'string' },
      load: { type: 'boolean', default: false },
      times: { type: 'string', default: '10' },
      peers: { type: 'boolean', default: false },
      frozen: { type: 'boolean', default: false },
      provinces: { type: 'string', default: '20' },
      first: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      url: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  if (values.frozen) {
    const lines = await compareFrozen(
      { copies: Number(values.provinces), seconds: Number(values.seconds ?? 1) },
      console.log,
    );
    const text = `${frozenTable(lines)}\n`;
    console.log(`\n${text}`);
    if (values.write !== undefined) await writeFile(values.write, text);
    if (lines.some(({ tooSlow }) => tooSlow)) process.exitCode = 1;
    return;
  }
  if (values.first && values.url !== undefined) {
    await tellFirst(values.url, values);
    return;
  }
  const seconds = Number(values.seconds ?? (values.load ? 60 : 3));
  const portal = await startBenchPortal({ file: values.file ?? null });
  try {
    if (values.first) {
      await tellFirst(portal.url, values);
      return;
    }
    if (values.load) {
      const lines = await loadWorks(portal, { seconds, times: Number(values.times) }, console.log);
      const text = `${loadTable(lines)}\n`;
      console.log(`\n${text}`);
      if (values.write !== undefined) await writeFile(values.write, text);
      if (lines.some(({ kept }) => kept === false)) process.exitCode = 1;
      return;
    }
    const sizes = values.points.split(',').map(Number);
    // Beside peers nothing else is measured: no tile is to be made before.
    const lines = values.peers ? [] : await runWorks(portal, seconds);
    // The embedded database is for trying: a million points would measure its patience.
    const curve = await addressCurve(portal, portal.db.kind === 'server' ? sizes : sizes.filter((n) => n <= 10_000));
    if (values.peers) lines.push(...(await comparePeers(portal, seconds, console.log)));
    else if (portal.db.kind === 'server') lines.push(...(await addressWorks(portal, seconds)));
    const { rss, delay } = await processFigures(portal.url);
    const what = values.file === undefined ? 'the demo province (110 communes)' : values.file;
    const about = [
      `${portal.db.kind === 'server' ? 'PostgreSQL server' : 'embedded database'}, ${what}, ${cpus().length} cores, Node ${process.version}.`,
      `Memory of the portal afterwards ${rss} MB; event loop delay p99 ${delay} ms.`,
    ];
    const text = `${about.join('\n')}\n\n${tableOf(lines)}\n\n${curveOf(curve)}\n`;
    console.log(`\n${text}`);
    if (values.write !== undefined) await writeFile(values.write, text);
  } finally {
    await portal.close();
  }
});

async function tellFirst(
  url: string,
  { rounds, write }: { rounds: string; write?: string | undefined },
): Promise<void> {
  const text = `${firstTable(await firstMap(url, Number(rounds), console.log))}\n`;
  console.log(`\n${text}`);
  if (write !== undefined) await writeFile(write, text);
}

function firstTable(lines: readonly FirstLine[]): string {
  const rows = lines.map(
    ({ what, figure, median, wanted }) =>
      `| ${what} | ${figure} | ${median.toFixed(median < 10 ? 2 : 0)} | ${wanted} |`,
  );
  return ['| page | figure | median | wanted |', '|---|---|--:|--:|', ...rows].join('\n');
}

function loadTable(lines: readonly LoadLine[]): string {
  const rows = lines.map(
    ({ figure, measured, promised, kept }) =>
      `| ${figure} | ${measured} | ${promised}${kept === false ? ' **not kept**' : ''} |`,
  );
  return ['| figure | measured | promised |', '|---|--:|--:|', ...rows].join('\n');
}

function frozenTable(lines: readonly FrozenLine[]): string {
  const rows = lines.map(
    ({ work, frozenMs, todayMs, ratio, tooSlow }) =>
      `| ${work} | ${frozenMs.toFixed(2)} | ${todayMs.toFixed(2)} | ${ratio.toFixed(2)}${tooSlow ? ' **slower**' : ''} |`,
  );
  return ['| statement | 0.1.0, ms | today, ms | ratio |', '|---|--:|--:|--:|', ...rows].join('\n');
}

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
    '| work | how | requests/s, many connections | ratio | p50 ms at 1 | ratio | p99 ms, many | server CPU ms |',
    '|---|---|--:|--:|--:|--:|--:|--:|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** Tiles against the number of points: p50 in ms, and against the smallest number. */
function curveOf(curve: readonly CurvePoint[]): string {
  const [first] = curve;
  const zooms = [...(first?.p50.keys() ?? [])];
  const rows = curve.map(({ points, filledS, p50, largestBytes }) => {
    const cells = zooms.map((z) => {
      const ms = p50.get(z) ?? 0;
      return `${ms.toFixed(1)} (${(ms / (first?.p50.get(z) ?? ms)).toFixed(1)})`;
    });
    return `| ${points} | ${filledS.toFixed(1)} | ${cells.join(' | ')} | ${(largestBytes / 1000).toFixed(0)} |`;
  });
  return [
    `| points | filled in s | ${zooms.map((z) => `z${z}`).join(' | ')} | largest tile kB |`,
    `|--:|--:|${zooms.map(() => '--:|').join('')}--:|`,
    ...rows,
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
