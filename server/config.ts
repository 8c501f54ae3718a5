import path from 'node:path';
import { z } from 'zod';

/** A setting of the environment that cannot be used; the message is the one sentence to print. */
export class ConfigError extends Error {}

const onOff = z.enum(['on', 'off']);
const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().min(0).max(65_535))
    .default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .transform((list) => list.split(',').map((url) => url.trim()))
    .pipe(z.array(z.string().regex(/^postgres(ql)?:\/\//)))
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  TILE_FILES_MB: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(512),
  DEMO: onOff.optional(),
  REFERENCE_DATE: z.iso.date().optional(),
  ADMIN_TOKEN: z.string().min(16).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SESSION_SECRET: z.string().min(32).optional(),
  TRUST_PROXY: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .optional(),
  BASEMAP_PMTILES: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const hints: Record<keyof z.infer<typeof Environment>, string> = {
  PORT: 'a port number from 0 to 65535',
  HOST: 'the address to listen on, for instance 127.0.0.1',
  DATABASE_URL: 'postgresql://user:password@host:5432/database',
  DATABASE_REPLICA_URLS: 'postgresql:// addresses separated by commas',
  DATA_DIR: 'a folder',
  TILE_FILES_MB: 'a number of megabytes, for instance 512, or 0 to keep no tiles in files',
  DEMO: 'on or off',
  REFERENCE_DATE: 'a date such as 2024-10-31',
  ADMIN_TOKEN: 'a secret of at least 16 characters',
  PUBLIC_URL: 'the address by which people reach the portal, for instance https://ntm.example.vn',
  SESSION_SECRET: 'a secret of at least 32 characters',
  TRUST_PROXY: 'the number of proxies in front of the portal, for instance 1',
  BASEMAP_PMTILES: 'the path of a .pmtiles file',
  LOG_LEVEL: 'debug, info, warn, error or silent',
};

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null means the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly replicaUrls: readonly string[];
  readonly dataDir: string;
  /** Most bytes of tiles that are kept in files of `dataDir`. */
  readonly tileFilesBytes: number;
  /** Whether a portal without any data loads the invented province; `off` also takes it out where it is loaded. */
  readonly demo: 'on' | 'off' | 'asIs';
  readonly referenceDate: string | null;
  readonly adminToken: string | null;
  readonly publicUrl: string | null;
  readonly trustProxy: number;
  readonly basemapPmtiles: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Reads the environment once. An empty variable counts as not set. Throws ConfigError with one sentence. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]) as keyof typeof hints;
    const shown = /TOKEN|SECRET|URL/.test(name) ? 'what it is set to' : `"${present[name]}"`;
    throw new ConfigError(`${name} cannot be ${shown}: set it to ${hints[name]}, or leave it out.`);
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL ?? null,
    replicaUrls: value.DATABASE_REPLICA_URLS ?? [],
    dataDir: path.resolve(value.DATA_DIR),
    tileFilesBytes: value.TILE_FILES_MB * 1024 * 1024,
    demo: value.DEMO ?? (value.DATABASE_URL === undefined ? 'on' : 'asIs'),
    referenceDate: value.REFERENCE_DATE ?? null,
    adminToken: value.ADMIN_TOKEN ?? null,
    publicUrl: value.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    trustProxy: value.TRUST_PROXY ?? 0,
    basemapPmtiles: value.BASEMAP_PMTILES ?? null,
    logLevel: value.LOG_LEVEL,
  };
}
