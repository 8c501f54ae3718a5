import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { readConfig } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
import type { Statement } from '#db/queries.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { copyDatabase, makeOwnDatabase } from '../own-database.ts';
import { common, pairs, type Pair } from './frozen/pairs.ts';
import { fillFrozen } from './frozen/fill.ts';

/** The last migration of version 0.1.0. */
const lastFrozen = '0008_collection_key';
/** A statement may take so much longer than what it replaces. */
const most = 1.1;
/** Walks over the pairs: one that seems slower is given more rounds, which are counted with the others. */
const walks = 5;
const fewestRounds = 20;

/** A frozen statement beside today's: lower quartiles in ms, and how many times as long today's takes. */
export interface FrozenLine {
  readonly work: string;
  readonly frozenMs: number;
  readonly todayMs: number;
  readonly ratio: number;
  readonly tooSlow: boolean;
}

interface Side {
  /** Under which the server keeps it prepared. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Times every frozen statement and its successor in turns, over the same rows: `copies` demo provinces, in the schema of
 * 0.1.0 and, migrated, in today's. `seconds` for each pair. Needs a server.
 */
export async function compareFrozen(
  { copies, seconds }: { readonly copies: number; readonly seconds: number },
  progress: (line: string) => void,
): Promise<FrozenLine[]> {
  if (!process.env.DATABASE_URL) throw new StartFailure('--frozen compares on a server: set DATABASE_URL.');
  const before = await makeOwnDatabase('frozen');
  try {
    progress(`filling ${copies} provinces in the schema of 0.1.0`);
    const filled = await openDatabase(readConfig(before.env), { role: 'script' });
    await migrate(filled, { upTo: lastFrozen });
    await fillFrozen(filled, copies);
    await filled.pool.query('vacuum analyze');
    await filled.close();
    progress('migrating a copy of them to today');
    const after = await copyDatabase(before, 'today');
    try {
      const [frozen, today] = await Promise.all(
        [before, after].map(({ env }) => openDatabase(readConfig(env), { role: 'script' })),
      );
      if (frozen === undefined || today === undefined) throw new Error('two databases were asked for');
      try {
        await migrate(today);
        await analyseNew(today);
        return await timePairs(frozen, today, seconds, progress);
      } finally {
        await frozen.close();
        await today.close();
      }
    } finally {
      await after.drop();
    }
  } finally {
    await before.drop();
  }
}

/**
 * Statistics for what the migration made or widened. Where it left a table alone those of the copy stay: others would be
 * drawn from another sample, and one statement could get two plans.
 */
async function analyseNew(db: Db): Promise<void> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select distinct format('%I', relname) as name
     from pg_class as relation join pg_attribute on attrelid = relation.oid and attnum > 0 and not attisdropped
     where relkind = 'r' and relnamespace = 'public'::regnamespace
       and not exists (select from pg_stats where schemaname = 'public' and tablename = relname and pg_stats.attname = pg_attribute.attname)`,
  );
  for (const { name } of rows) await db.pool.query(`vacuum analyze ${name}`);
}

/** One walk over all pairs, and more over those that seem slower: at another moment, through other connections. */
async function timePairs(
  frozen: Db,
  today: Db,
  seconds: number,
  progress: (line: string) => void,
): Promise<FrozenLine[]> {
  const ids = await readIds(frozen);
  const runs = pairs.map((pair) => ({
    ...readPair(pair, { ...common, ...ids, ...pair.asks }),
    took: [[], []] as Took,
  }));
  for (let walk = 0; walk < walks; walk++) {
    const open = runs.filter(({ took }) => walk === 0 || ratioOf(took) > most);
    if (open.length === 0) break;
    progress(walk === 0 ? `timing ${open.length} statements` : `timing ${open.length} again`);
    const clients = [await frozen.pool.connect(), await today.pool.connect()] as const;
    try {
      for (const { sides, took } of open) await inTurns(sides, clients, took, seconds);
    } finally {
      for (const client of clients) client.release(true);
    }
  }
  return runs.map(({ work, took }) => {
    const ratio = ratioOf(took);
    return { work, frozenMs: quartile(took[0]), todayMs: quartile(took[1]), ratio, tooSlow: ratio > most };
  });
}

/** Ids of one commune with all that hangs on it; a copy of a database has the same. */
async function readIds(db: Db): Promise<Record<string, unknown>> {
  const { rows } = await db.pool.query<{ unitId: number; boundaryId: number; unitIds: number[] }>(
    `select unit.id as "unitId", boundary.id as "boundaryId",
            array(select id from admin_unit where level = 'commune' order by id limit 110) as "unitIds"
     from admin_unit as unit join boundary on boundary.admin_unit_id = unit.id
     where unit.code = '22042'`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('the demo has no unit 22042');
  return { ...found };
}

/** What a pair is called, and both of its statements with what they are asked. */
function readPair(
  { frozen, today = [`resources/${frozen[0]}`, frozen[1]], asks = {} }: Pair,
  values: Readonly<Record<string, unknown>>,
) {
  const narrowed = typeof asks.within === 'string' ? ` within ${asks.within}` : '';
  const level = typeof asks.level === 'string' ? ` of ${asks.level}s` : '';
  return {
    work: `${frozen[0].replace(/\.sql$/, '')} ${frozen[1]}${level}${narrowed}`,
    sides: [
      sideOf(statementOf(new URL(`./frozen/${frozen[0]}`, import.meta.url), frozen[1]), values),
      sideOf(statementOf(new URL(`../../server/${today[0]}`, import.meta.url), today[1]), values),
    ] as const,
  };
}

/** How long each run of each side took, in ms. */
type Took = [number[], number[]];

/** Both sides after each other, each first in every second round, until the time is over; adds to what they `took`. */
async function inTurns(
  sides: readonly [Side, Side],
  clients: readonly [pg.PoolClient, pg.PoolClient],
  took: Took,
  seconds: number,
): Promise<void> {
  const once = async (which: 0 | 1) => {
    const { name, text, values } = sides[which];
    const began = performance.now();
    await clients[which].query({ name, text, values: [...values] });
    return performance.now() - began;
  };
  // Prepared, and past the five runs after which a server settles on a plan.
  for (let run = 0; run < 6; run++) for (const which of [0, 1] as const) await once(which);
  const until = performance.now() + seconds * 1000;
  for (let round = 0; round < fewestRounds || performance.now() < until; round++) {
    const first = round % 2 === 0 ? 0 : 1;
    took[first].push(await once(first));
    took[first === 0 ? 1 : 0].push(await once(first === 0 ? 1 : 0));
  }
}

function ratioOf([frozen, today]: Took): number {
  return quartile(today) / quartile(frozen);
}

/** The lower one: a busy machine slows many runs and hastens none. */
function quartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? 0;
}

function sideOf({ name, text, parameters }: Statement, values: Readonly<Record<string, unknown>>): Side {
  const list = parameters.map((parameter) => {
    if (!(parameter in values))
      throw new StartFailure(`${name} asks for ${parameter}: say in scripts/bench/frozen/pairs.ts what it is.`);
    return values[parameter];
  });
  // Room and file do not tell two statements of one name apart.
  return { name: createHash('sha1').update(text).digest('hex'), text, values: list };
}

/** A statement of a file; StartFailure where it has none of the name. */
function statementOf(file: URL, name: string): Statement {
  const names = [...readFileSync(file, 'utf8').matchAll(/^-- name: (\w+)/gm)].map(([, found = '']) => found);
  const statement = loadQueries(file, names)[name];
  if (statement !== undefined) return statement;
  throw new StartFailure(
    `${file.pathname} has no statement ${name}: say in scripts/bench/frozen/pairs.ts which one does its work now.`,
  );
}
