import { withFacts } from '#facts/relations.ts';
/**
 * Measures the import of very many addresses: invents so many in the demo's communes, writes them as CSV, imports them
 * by the command into a database of its own, and once more, which changes nothing. Time and memory are the command's.
 * DATABASE_URL=postgresql://... tsx scripts/bench/import.ts [--addresses 1000000]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startBenchPortal } from './portal.ts';
import { runCommand } from '../run-command.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

await runCommand(async () => {
  const { values } = parseArgs({ options: { addresses: { type: 'string', default: '1000000' } } });
  const wanted = Number(values.addresses);
  const portal = await startBenchPortal({ file: null });
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-bench-import-'));
  try {
    const file = path.join(folder, 'addresses.csv');
    await writeAddresses(portal.db, file, wanted);
    for (const which of ['first import', 'the same again']) {
      const { seconds, memoryMb, outcome } = await importFile(file, portal.env);
      console.log(
        `${which}: ${wanted} addresses, ${outcome}, ${seconds.toFixed(1)} s, at most ${memoryMb} MB of memory`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    await portal.close();
  }
});

/** Points inside the communes, as many in each, with a code in sequence. */
async function writeAddresses(db: Awaited<ReturnType<typeof startBenchPortal>>['db'], file: string, wanted: number) {
  const { rows: communes } = await db.pool.query<{ code: string }>(
    withFacts('select distinct area.code from facts.commune_areas() as area order by area.code'),
  );
  const out = createWriteStream(file);
  out.write('Hệ mã,Mã địa chỉ,Loại,Bước đã đạt,Ngày thu thập,Mã xã,Kinh độ,Vĩ độ\n');
  let n = 0;
  for (const [index, { code }] of communes.entries()) {
    const count = Math.floor((wanted * (index + 1)) / communes.length) - n;
    const { rows } = await db.pool.query<{ lng: number; lat: number }>(
      withFacts(
        `select st_x(point.geom) as lng, st_y(point.geom) as lat
         from facts.commune_areas() as area, lateral st_dump(st_generatepoints(area.geom, $2::int, 1)) as point
         where area.code = $1`,
      ),
      [code, count],
    );
    for (const { lng, lat } of rows) {
      const fields = ['ndas10', String(n++).padStart(10, '0'), 'Hộ gia đình', 'Đã gán mã', '15/03/2024', code];
      if (!out.write(`${[...fields, lng.toFixed(7), lat.toFixed(7)].join(',')}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
}

async function importFile(file: string, env: NodeJS.ProcessEnv) {
  const began = Date.now();
  const report = `${file}.json`;
  const args = ['--import', 'tsx', path.join(root, 'scripts/import.ts'), '--collection', 'digital-addresses', file];
  const child = spawn(process.execPath, [...args, '--report', report], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let memoryMb = 0;
  const clock = setInterval(() => {
    readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (text) => (memoryMb = Math.max(memoryMb, Math.round(Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024))),
      () => undefined,
    );
  }, 500);
  await once(child, 'exit');
  clearInterval(clock);
  const { outcome } = JSON.parse(await readFile(report, 'utf8')) as { outcome: string };
  return { seconds: (Date.now() - began) / 1000, memoryMb, outcome };
}
