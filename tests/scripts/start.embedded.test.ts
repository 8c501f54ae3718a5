import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { runScript, type ScriptRun } from '#tests/support/process.ts';
import { copyEmbedded } from '#tests/support/templates.ts';

const folders: string[] = [];
const runs: ScriptRun[] = [];
afterAll(async () => {
  for (const run of runs) run.child.kill('SIGKILL');
  await Promise.all(runs.map((run) => run.ended));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A data directory that a portal has prepared before. */
async function prepared(): Promise<string> {
  const folder = await copyEmbedded('collections');
  folders.push(folder);
  return folder;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-start-'));
  folders.push(folder);
  return folder;
}

function start(env: NodeJS.ProcessEnv): ScriptRun {
  const run = runScript('start', ['--dev'], { PORT: '0', DEMO: 'off', ...env });
  runs.push(run);
  return run;
}

/** The run ends with exit code 1 and one sentence beside its progress lines. */
async function refusal(run: ScriptRun): Promise<string> {
  expect(await run.ended).toBe(1);
  const said = run
    .output()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('['));
  expect(said, run.output()).toHaveLength(1);
  return said[0] ?? '';
}

function connect(dataDir: string): pg.Client {
  return new pg.Client({ host: dataDir, port: 5432, user: 'postgres', database: 'postgres' });
}

describe('a portal on the embedded database', () => {
  test('keeps acknowledged rows through kill -9, refuses a second server, closes cleanly on SIGTERM', async () => {
    const DATA_DIR = await prepared();
    const first = start({ DATA_DIR });
    await first.printed('listening on http://localhost:');

    const second = start({ DATA_DIR });
    expect(await refusal(second)).toMatch(/is served by another running portal \(process \d+\): stop that one/);

    const client = connect(DATA_DIR);
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`insert into portal_setting (name, value) values ('kept', '1')`);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');

    const third = start({ DATA_DIR });
    await third.printed('listening on');
    const again = connect(DATA_DIR);
    await again.connect();
    expect((await again.query(`select value from portal_setting where name = 'kept'`)).rows).toEqual([{ value: 1 }]);
    await again.end();

    const script = runScript('migrate', [], { DATA_DIR });
    expect(await script.ended, script.output()).toBe(0);
    expect(script.output()).toContain('up to date');

    third.child.kill('SIGTERM');
    expect(await third.ended, third.output()).toBe(0);
    expect(existsSync(path.join(DATA_DIR, 'portal.lock'))).toBe(false);
  }, 180_000);

  test('says that a data directory is another version’s', async () => {
    const DATA_DIR = await newFolder();
    await writeFile(path.join(DATA_DIR, 'version.json'), JSON.stringify({ embeddedDatabase: '0.1.0' }));
    expect(await refusal(start({ DATA_DIR }))).toMatch(/was made by embedded database 0\.1\.0/);
  });
});

describe('what cannot start says so in one sentence', () => {
  test('a database that does not answer', async () => {
    const said = await refusal(start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' }));
    expect(said).toMatch(/^The database of DATABASE_URL does not answer \(.*\): check that it runs/);
  });

  test('a setting that cannot be', async () => {
    expect(await refusal(start({ PORT: 'eighty' }))).toMatch(/^PORT cannot be "eighty"/);
  });

  // A folder that even root cannot write to; only Linux has it.
  test.runIf(process.platform === 'linux')('a data directory that cannot be written', async () => {
    expect(await refusal(start({ DATA_DIR: '/sys' }))).toMatch(/^The data directory \/sys cannot be written \(/);
  });

  // Where nothing can be made; Node's own recursive mkdir never comes back from it.
  test.runIf(process.platform === 'linux')('a data directory that cannot be made', async () => {
    expect(await refusal(start({ DATA_DIR: '/proc/no/such' }))).toMatch(
      /^The data directory \/proc\/no\/such cannot be made \(/,
    );
  });

  test.each(['postgresql://u:p@127.0.0.1:99999/none', 'postgresql://u:a/b@127.0.0.1:9/none'])(
    'an address of a database that is none: %s',
    async (DATABASE_URL) => {
      expect(await refusal(start({ DATABASE_URL }))).toMatch(
        /^DATABASE_URL cannot be read as an address: write postgresql/,
      );
    },
  );

  test('a basemap that is none, before the database is opened', async () => {
    const said = await refusal(start({ DATA_DIR: await newFolder(), BASEMAP_PMTILES: '/no/such.pmtiles' }));
    expect(said).toMatch(/^BASEMAP_PMTILES names "\/no\/such.pmtiles", which cannot be read/);
  });

  test('a busy port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal(start({ DATA_DIR: await prepared(), PORT: String(port) }))).toMatch(
      new RegExp(`^Port ${port} is in use`),
    );
    other.close();
  });
});
