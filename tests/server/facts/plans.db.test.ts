import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadQueries } from '#facts/load-queries.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { bump, insertBoard, insertSets } from '#tests/support/province.ts';

/** A plan as PostgreSQL explains it. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

const columns = 25;
const rows = 20;
const communes = columns * rows;
/** The last row of the board are wards, to which no set applies. */
const rural = columns * (rows - 1);

const given = {
  level: 'commune',
  memberLevel: 'commune',
  at: '2024-10-31',
  from: '2023-10-31',
  within: null,
  setId: 'three',
  setIds: ['three', 'one'],
  appliesTo: ['commune'],
  criterionNo: 2,
  indicatorNo: '2.1',
  part: 1,
  total: 3,
};

/**
 * The statements that read what is declared of units, or a figure of theirs, for a whole level: under `server/resources`,
 * with what they ask for where it is not as above, and how many looks at the index each may take.
 */
interface Reader {
  readonly file: string;
  readonly name: string;
  readonly looks: number;
  readonly asks?: Partial<typeof given>;
}
const statements: readonly Reader[] = [
  { file: 'measures/queries.sql', name: 'unitCounts', looks: communes },
  { file: 'measures/queries.sql', name: 'unitStatuses', looks: communes },
  { file: 'measures/queries.sql', name: 'shareCounts', looks: rural, asks: { level: 'district' } },
  { file: 'measures/values.sql', name: 'unitFigures', looks: communes },
  { file: 'measures/values.sql', name: 'unitTallies', looks: communes * given.setIds.length },
  { file: 'measures/values.sql', name: 'criterionShares', looks: rural, asks: { level: 'district' } },
  { file: 'criteria/declared.sql', name: 'unitsDeclared', looks: communes },
  { file: 'history/queries.sql', name: 'unitsBetween', looks: rural },
];

let database: TestDatabase;

/** The plan that a server makes once and for all values, with what it did for these. */
async function explain(file: string, name: string, values: Record<string, unknown>): Promise<Plan> {
  const url = new URL(`../../../server/resources/${file}`, import.meta.url);
  const names = [...readFileSync(url, 'utf8').matchAll(/^-- name: (\w+)/gm)].map(([, found = '']) => found);
  const statement = loadQueries(url, names)[name];
  if (statement === undefined) throw new Error(`${file} has no statement ${name}`);
  const list = statement.parameters.map((parameter) => {
    const value = values[parameter];
    if (value === undefined) throw new Error(`${name} asks for ${parameter}, of which this test says nothing`);
    if (value === null) return 'null';
    return pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value));
  });
  const client = await database.db.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local plan_cache_mode = force_generic_plan');
    await client.query('set local jit = off');
    await client.query(`prepare plan_under_test as ${statement.text}`);
    const { rows: explained } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, timing off, format json) execute plan_under_test(${list.join(', ')})`,
    );
    const [first] = explained;
    if (first === undefined) throw new Error('no plan');
    return first['QUERY PLAN'][0].Plan;
  } finally {
    await client.query('rollback');
    await client.query('deallocate all');
    client.release();
  }
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

// The embedded database plans alike and fills the board in minutes where a server takes seconds.
describe.runIf(process.env.DATABASE_URL)('with one plan for all values', () => {
  beforeAll(async () => {
    database = await makeTestDatabase();
    const { db } = database;
    await insertBoard(db, { columns, rows });
    await insertSets(db);
    // Three criteria of six reviews, and one figure of each: with fewer rows a walk over all of them would be right.
    await db.pool.query(
      `insert into assessment (admin_unit_id, set_id, criterion_no, indicator_no, status, value, valid_on, recorded_at,
                             recorded_by, source, origin)
     select unit.id, 'three', no, indicator, case when (unit.id + no) % 3 = 0 then 'notMet' else 'met' end,
            case when indicator is not null then 50 + no end, make_date(year, 6, 30), '2024-01-01', 'a test', 'test', 'import'
     from admin_unit as unit, generate_series(1, 3) as no, generate_series(2019, 2024) as year,
          (values (null), ('x')) as kind (is_figure), lateral (select no || '.1' where is_figure is not null
                                                               union all select null where is_figure is null) as item (indicator)
     where unit.level = 'commune'`,
    );
    await bump(db, 'assessments');
    await db.pool.query('analyze');
  });
  afterAll(() => database.drop());

  test.each(statements)('$file $name looks into the index once a unit', async ({ file, name, looks, asks }) => {
    const nodes = nodesOf(await explain(file, name, { ...given, ...asks }));
    const over = nodes.filter((node) => node['Relation Name'] === 'assessment');
    expect(over.map((node) => node['Node Type'])).toEqual(expect.arrayContaining([expect.stringMatching(/^Index/)]));
    expect(over.filter((node) => !node['Node Type'].startsWith('Index'))).toEqual([]);
    expect(over.map((node) => node['Actual Loops'])).toEqual([looks]);
  });
});
