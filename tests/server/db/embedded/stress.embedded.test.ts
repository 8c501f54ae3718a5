/**
 * Whether eight connections ever get another's answer. Short here; at length by
 * `STRESS_ANSWERS=100000 npx vitest run --project embedded tests/server/db/embedded/stress.embedded.test.ts`.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeEmbeddedDatabase, type TestDatabase } from '#tests/support/database.ts';

const wanted = Number(process.env.STRESS_ANSWERS ?? 2_000);
const connections = 8;

let database: TestDatabase;
const clients: pg.Client[] = [];
beforeAll(async () => {
  database = await makeEmbeddedDatabase();
  const { host, port, user } = database.db.pool.options;
  for (let index = 0; index < connections; index++) {
    const client = new pg.Client({ host, port, user });
    await client.connect();
    clients.push(client);
  }
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
});

interface Answer {
  who: string;
  tail: string;
}

/** Words of 100 to 230 kB, in the statement or among its values, so that it comes in several chunks. */
function padding(turn: number): string {
  return 'x'.repeat(100_000 + ((turn * 7_919) % 130_000));
}

/** One question; says in words what is wrong with its answer. Long ones stand outside a transaction. */
async function ask(client: pg.Client, index: number, turn: number): Promise<string | null> {
  const who = `${index}/${turn}`;
  const long = index % 2 === 1;
  const comment = long && turn % 2 === 0 ? `/* ${padding(turn)} */ ` : '';
  const tail = long && turn % 2 === 1 ? padding(turn) : 'short';
  const question = { text: `${comment}select $1::text as who, $2::text as tail`, values: [who, tail] };
  if (turn % 11 === 5) {
    const failed = await client.query(`select $1::text, $2::int / 0`, [who, turn]).catch((error: Error) => error);
    if (!(failed instanceof Error) || failed.message !== 'division by zero') return `${who}: no error`;
  }
  const inside = !long && turn % 5 === 2;
  if (inside) await client.query('begin');
  const { rows } = await client.query<Answer>(question);
  if (inside) await client.query('commit');
  const [row] = rows;
  return rows.length === 1 && row?.who === who && row.tail === tail
    ? null
    : `${who}: ${JSON.stringify(rows).slice(0, 90)}`;
}

test(`none of ${wanted} answers is another connection’s`, { timeout: 3_600_000 }, async () => {
  const wrong: string[] = [];
  let answers = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      for (let turn = 0; turn < wanted / connections; turn++) {
        const fault = await ask(client, index, turn).catch((error: Error) => `${index}/${turn}: ${error.message}`);
        answers++;
        if (fault !== null) wrong.push(fault);
      }
    }),
  );
  expect({ answers, wrong: wrong.length, first: wrong.slice(0, 5) }).toEqual({ answers, wrong: 0, first: [] });
  expect(answers).toBeGreaterThanOrEqual(wanted);
});
