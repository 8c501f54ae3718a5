import { parseArgs } from 'node:util';
import { readConfig } from '#server/config.ts';
import { startPortal } from '#server/main.ts';
import { makeOwnDatabase } from './own-database.ts';
import { runCommand } from './run-command.ts';
import { pairsOf, placesOf, type Question } from './walk/questions.ts';
import { Walk, type Walked } from './walk/walk.ts';

const usage = `Usage: npm run walk -- [URL] [--pairs 3] [--seed 1] [--only WORD]
Asks a portal for every parameter of every operation of its OpenAPI document with each of some 400 bad values, then for
pairs of parameters, and for headers. Without URL it starts one with the demo province, on a database of its own beside
that of DATABASE_URL or an embedded one, and walks its imports too. --only takes places whose title has the word.
Exit code 1 where an answer is a 5xx, none that the document describes, slower than 10 s, or speaks of the inside.`;
/** Faults told in full; more of them say nothing new. */
const mostTold = 50;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [url] = positionals;
  const own = url === undefined ? await startOwn() : null;
  const walk = await Walk.begin(own ?? { url: (url ?? '').replace(/\/$/, ''), token: null });
  try {
    let faults = 0;
    let asked = 0;
    const over = async (title: string, questions: Iterable<Question>) => {
      const before = faults;
      const count = await walk.over(questions, ({ question, reason }) => {
        faults++;
        if (faults <= mostTold)
          console.log(
            `FAULT ${question.method} ${question.address.slice(0, 400)} ${JSON.stringify(question.headers ?? {})}\n  ${reason}`,
          );
      });
      asked += count;
      console.log(`${title}: ${count} asked, ${faults - before} faults`);
    };
    const samples = await walk.samples();
    const places = placesOf(walk.description, samples)
      // Who has no token learns nothing of imports but that they want one.
      .filter(({ title }) => own !== null || !title.includes('/api/imports'))
      .filter(({ title }) => title.includes(values.only ?? ''));
    for (const { title, values: bad, at } of places) await over(title, bad.map(at));
    if (values.only === undefined) {
      const pairs = pairsOf(walk.description, samples, {
        each: Number(values.pairs),
        chance: chanceOf(Number(values.seed)),
      });
      await over(
        'pairs of parameters',
        own === null ? pairs.filter(({ address }) => !address.startsWith('/api/imports')) : pairs,
      );
    }
    console.log(`${asked} asked, ${faults} faults`);
    process.exitCode = faults === 0 ? 0 : 1;
  } finally {
    walk.end();
    await own?.close();
  }
});

/** A portal with the demo province on a database of its own. */
async function startOwn(): Promise<Walked & { close(): Promise<void> }> {
  const database = await makeOwnDatabase('walk');
  const token = 'only-for-this-walk-over-it';
  const portal = await startPortal(
    readConfig({
      ...process.env,
      ...database.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO: 'on',
      LOG_LEVEL: 'silent',
      ADMIN_TOKEN: token,
      // The walk names other clients, so that no limit by address ends it.
      TRUST_PROXY: '1',
    }),
    console.log,
  );
  return {
    url: portal.url,
    token,
    async close() {
      await portal.close();
      await database.drop();
    },
  };
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
