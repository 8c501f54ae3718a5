import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stage } from '#tests/support/templates.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countDemoRows, Starts, times, waiting } from '#tests/support/starts.ts';

// What the embedded database promises instead is in two-starts.embedded.test.ts.
describe.runIf(process.env.DATABASE_URL)('on one server database', async () => {
  const whole = await countDemoRows();
  let database: TestDatabase;
  const at = (stage: Stage) =>
    beforeEach(async () => {
      database = await makeTestDatabase({ stage });
    });
  afterEach(() => database.drop());
  const starts = new Starts(() => database.env);

  async function counts(): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const table of Object.keys(whole)) {
      const { rows } = await database.db.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      found[table] = rows[0]?.n ?? Number.NaN;
    }
    return found;
  }

  describe('that is fresh', () => {
    at('empty');

    test('three portals that start at once all listen; one prepares, the others wait and say so', async () => {
      expect(whole.assessment).toBe(24_300);
      const portals = [starts.start(), starts.start(), starts.start()];
      await Promise.all(portals.map((portal) => portal.printed('listening on')));
      const said = portals.map((portal) => portal.output());
      expect(
        said.filter((text) => text.includes('applied ')),
        said.join('\n'),
      ).toHaveLength(1);
      expect(said.filter((text) => text.includes('invented assessments'))).toHaveLength(1);
      expect(said.map((text) => times(text, waiting)).sort(), said.join('\n')).toEqual([0, 1, 1]);
      expect(said.join()).not.toContain('half loaded');
      expect(await counts()).toEqual(whole);
    });

    test('a portal that is killed half-way frees the next, which mends what it left', async () => {
      const first = starts.start();
      await first.printed('invented assessments');
      const second = starts.start();
      await second.printed(waiting);
      first.child.kill('SIGKILL');
      await second.printed('listening on');
      expect(second.output()).toContain('clearing a demo province that was half loaded');
      expect(await counts()).toEqual(whole);
    });
  });

  describe('that holds the demo', () => {
    at('demo');

    test('commands wait for a portal that prepares: what is taken out is taken out whole', async () => {
      const held = await database.db.pool.connect();
      await held.query('begin');
      await held.query('lock table resource_revision, criteria_set, portal_setting');
      const portal = starts.start();
      const turn = async () =>
        (
          await held.query(`select 1 from pg_locks where locktype = 'advisory' and granted
                           and database = (select oid from pg_database where datname = current_database())`)
        ).rowCount;
      await expect.poll(turn).toBe(1);
      const commands = [starts.run('demo', ['--remove']), starts.run('migrate')];
      await Promise.all(commands.map((command) => command.printed(waiting)));
      await held.query('commit');
      held.release();
      const ended = await Promise.all(commands.map((command) => command.ended));
      const said = commands.map((command) => command.output());
      expect(ended, said.join('\n')).toEqual([0, 0]);
      expect(said.map((text) => times(text, waiting))).toEqual([1, 1]);
      expect(said[0]).toContain('is taken out');
      expect(said[1]).toContain('up to date');
      await portal.printed('listening on');
      expect(await counts()).toEqual(Object.fromEntries(Object.keys(whole).map((table) => [table, 0])));
    });
  });
});
