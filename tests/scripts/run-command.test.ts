import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { StartFailure } from '#db/failure.ts';
import { runCommand } from '../../scripts/run-command.ts';

afterEach(() => vi.restoreAllMocks());

/** What a command that throws prints; it ends with exit code 1. */
async function printed(thrown: Error): Promise<unknown> {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as () => never);
  await runCommand(() => Promise.reject(thrown));
  expect(exit).toHaveBeenCalledExactlyOnceWith(1);
  expect(said).toHaveBeenCalledOnce();
  return said.mock.calls[0]?.[0];
}

function fromDatabase(code: string, message: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code, severity: 'FATAL' });
}

test.each<[Error, RegExp]>([
  [new StartFailure('Set DATA_DIR.'), /^Set DATA_DIR\.$/],
  [fromDatabase('57P01', 'The portal is stopping.'), /^The database broke off: The portal is stopping\.$/],
  [fromDatabase('57P02', 'It ended.'), /^The database broke off: It ended\.$/],
  [fromDatabase('53300', 'It is full.'), /^The database broke off: It is full\.$/],
  [fromDatabase('25P03', 'It stood open.'), /^The database broke off: It stood open\.$/],
  [new Error('Connection terminated unexpectedly'), /^The connection to the database was cut .* try again\.$/],
  [new Error('connect ECONNREFUSED /data/.s.PGSQL.5432'), /^The connection to the database was cut .* try again\.$/],
  [new Error('read ECONNRESET'), /^The connection to the database was cut .* try again\.$/],
])('%o is one sentence', async (thrown, sentence) => {
  expect(await printed(thrown)).toMatch(sentence);
});

test('a mistake of ours shows its stack, and of a database’s error no more', async () => {
  const mistake = new TypeError('x is not a function');
  expect(await printed(mistake)).toBe(mistake);
  vi.restoreAllMocks();
  const refused = fromDatabase('42P01', 'relation "x" does not exist');
  expect(await printed(refused)).toBe(refused.stack);
});
