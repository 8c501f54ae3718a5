import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withFacts } from '#facts/relations.ts';
import type { TileXyz } from '#rules/tile-grid.ts';

const run = promisify(execFile);
/** What peers serve: the addresses that the portal's tiles and pages of organisations show. */
export const peerView = 'bench_points';

/** Makes what peers read, from the very table that the portal reads. */
export const peerViewText = `create or replace view ${peerView} as
  select feature_id as id, kind, name, shape from collection_digital_addresses
  where superseded_at is null and kind = any('{office,organisation,business,publicWork}')
    and valid_from <= '2024-10-31' and (valid_to is null or valid_to > '2024-10-31')`;

/** The communes of the same day, in the shapes that the portal draws at `boundaryZoom`. */
const boundaryView = 'bench_communes';
export const boundaryZoom = 10;

export const boundaryViewText = withFacts(`create or replace view ${boundaryView} as
  select unit.code as id, unit.kind, unit.name, facts.shape_of(boundary.id, ${boundaryZoom}) as shape
  from facts.boundaries_on('2024-10-31'::date) as boundary
  join facts.units_on('2024-10-31'::date) as unit on unit.id = boundary.unit_id and unit.level = 'commune'`);

interface PeerKind {
  readonly name: string;
  /** Prints its version. */
  readonly version: readonly [command: string, ...args: string[]];
  /** How it is started on a database and a port; `folder` is its own. */
  readonly start: (place: { readonly url: string; readonly port: number; readonly folder: string }) => Promise<{
    readonly command: readonly [string, ...string[]];
    readonly env?: Readonly<Record<string, string>>;
  }>;
  readonly tile?: (tile: TileXyz) => string;
  /** A tile of the communes. */
  readonly boundary?: (tile: TileXyz) => string;
  /** 1,000 features of a box `W,S,E,N`. */
  readonly items?: (bbox: string) => string;
}

/** What any server in Node spends at least: the others are set beside it. */
const bareName = 'bare node:http';

const kinds: readonly PeerKind[] = [
  {
    name: bareName,
    version: [process.execPath, '--version'],
    start: ({ url, port }) => {
      const script = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
      const tsx = import.meta.resolve('tsx');
      return Promise.resolve({
        command: [process.execPath, '--import', tsx, script],
        env: { DATABASE_URL: url, PORT: String(port) },
      });
    },
    tile: ({ z, x, y }) => `/tile/${z}/${x}/${y}`,
    items: (bbox) => `/items?bbox=${bbox}`,
  },
  {
    name: 'martin',
    version: ['martin', '--version'],
    async start({ url, port, folder }) {
      const config = path.join(folder, 'martin.yaml');
      const columns = ['id', 'kind', 'name'].map((name) => `        ${name}: text`);
      const table = (view: string, type: string) => [
        `    ${view}:`,
        '      schema: public',
        `      table: ${view}`,
        '      srid: 3857',
        '      geometry_column: shape',
        `      geometry_type: ${type}`,
        `      buffer: ${type === 'POINT' ? 0 : 64}`,
        `      clip_geom: ${type !== 'POINT'}`,
        '      properties:',
        ...columns,
      ];
      const lines = [
        `listen_addresses: 127.0.0.1:${port}`,
        'worker_processes: 2',
        // Uncached is what is compared.
        'cache_size_mb: 0',
        'postgres:',
        `  connection_string: ${JSON.stringify(url)}`,
        '  pool_size: 8',
        '  auto_publish: false',
        '  tables:',
        ...table(peerView, 'POINT'),
        ...table(boundaryView, 'GEOMETRY'),
      ];
      await writeFile(config, `${lines.join('\n')}\n`);
      return { command: ['martin', '--config', config] };
    },
    tile: ({ z, x, y }) => `/${peerView}/${z}/${x}/${y}`,
    boundary: ({ z, x, y }) => `/${boundaryView}/${z}/${x}/${y}`,
  },
  {
    name: 'pg_tileserv',
    version: ['pg_tileserv', '--version'],
    start: async ({ url, port }) => ({
      command: ['pg_tileserv'],
      env: { DATABASE_URL: url, TS_HTTPPORT: String(port), TS_HTTPHOST: '127.0.0.1', TS_DBPOOLMAXCONNS: '8' },
    }),
    tile: ({ z, x, y }) => `/public.${peerView}/${z}/${x}/${y}.pbf`,
    boundary: ({ z, x, y }) => `/public.${boundaryView}/${z}/${x}/${y}.pbf`,
  },
  {
    name: 'pg_featureserv',
    version: ['pg_featureserv', '--version'],
    start: async ({ url, port }) => ({
      command: ['pg_featureserv'],
      env: { DATABASE_URL: url, PGFS_SERVER_HTTPPORT: String(port), PGFS_PAGING_LIMITMAX: '1000' },
    }),
    items: (bbox) => `/collections/public.${peerView}/items.json?limit=1000&bbox=${bbox}`,
  },
  {
    name: 'tipg',
    version: ['python3', '-c', 'import tipg, uvicorn; print(tipg.__version__)'],
    start: async ({ url, port }) => ({
      command: [
        'python3',
        '-m',
        'uvicorn',
        'tipg.main:app',
        '--port',
        String(port),
        '--workers',
        '2',
        '--log-level',
        'error',
      ],
      env: { DATABASE_URL: url, TIPG_MAX_FEATURES_PER_QUERY: '1000' },
    }),
    tile: ({ z, x, y }) => `/collections/public.${peerView}/tiles/WebMercatorQuad/${z}/${x}/${y}`,
    boundary: ({ z, x, y }) => `/collections/public.${boundaryView}/tiles/WebMercatorQuad/${z}/${x}/${y}`,
    items: (bbox) => `/collections/public.${peerView}/items?limit=1000&bbox=${bbox}`,
  },
];

/** A peer that runs. */
export interface Peer {
  /** Its name and version. */
  readonly version: string;
  readonly tile: ((tile: TileXyz) => string) | null;
  /** A tile of the communes at `boundaryZoom`. */
  readonly boundary: ((tile: TileXyz) => string) | null;
  /** 1,000 features of a box `W,S,E,N`. */
  readonly items: ((bbox: string) => string) | null;
  readonly url: string;
  /** Processor time that it has used, with its children, in seconds. */
  cpuSeconds(): Promise<number>;
}

/** Starts every peer that this machine has on a database with `peerView`, and says which it has not; `close` ends them. */
export async function startPeers(
  databaseUrl: string,
  progress: (line: string) => void,
): Promise<{ readonly peers: readonly Peer[]; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-peers-'));
  const children: ChildProcess[] = [];
  const peers: Peer[] = [];
  for (const kind of kinds) {
    const version = await versionOf(kind);
    if (version === null) {
      progress(`${kind.name}: not on this machine`);
      continue;
    }
    const port = await freePort();
    const { command, env } = await kind.start({ url: databaseUrl, port, folder });
    const [program, ...args] = command;
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'ignore', cwd: folder });
    children.push(child);
    const { tile = null, boundary = null, items = null } = kind;
    const url = `http://127.0.0.1:${port}`;
    const answers = await answering(url, child);
    progress(answers ? `${version}` : `${kind.name}: does not start`);
    if (answers) peers.push({ version, tile, boundary, items, url, cpuSeconds: () => cpuOf(child.pid ?? 0) });
  }
  return {
    peers,
    async close() {
      for (const child of children.filter(({ exitCode, pid }) => exitCode === null && pid !== undefined)) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Name and version; null where it is not there. */
async function versionOf({ name, version: [command, ...args] }: PeerKind): Promise<string | null> {
  const said = await run(command, args).catch(() => null);
  if (said === null) return null;
  const number = /\d+\.\d+(\.\d+)?\S*/.exec(`${said.stdout}${said.stderr}`)?.[0] ?? 'of an unknown version';
  return `${name} ${number}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until a peer answers anything at all; false where it ends or takes more than a minute. */
async function answering(url: string, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 120 && child.exitCode === null; tries++) {
    const answer = await fetch(url).catch(() => null);
    if (answer !== null) return true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return false;
}

/** Processor time of a process and its children in seconds, in hundredths; 0 where there is no /proc. */
export async function cpuOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const own = (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim();
  const theirs = await Promise.all(children === '' ? [] : children.split(' ').map((child) => cpuOf(Number(child))));
  return theirs.reduce((sum, one) => sum + one, own);
}
