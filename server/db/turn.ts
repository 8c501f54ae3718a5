import { setTimeout as sleep } from 'node:timers/promises';
import type { TakeTurn } from './db.ts';

/** The sentence that whoever waits for a turn prints. */
export const waitingForTurn = 'Another portal or command is preparing this database; waiting until it is done.';

const askAgainMs = 500;

/**
 * A turn on a database server: an advisory lock of the connection, which the server frees when the connection ends. Asked
 * for again and again, not waited for inside a statement: so no timeout of statements or locks ends the wait, no waiting
 * statement holds up what the other one does, and a process that is killed while it waits leaves nothing behind.
 */
export const takeServerTurn: TakeTurn = async (client, onWait) => {
  const ask = async () => {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('ntm-map-portal preparation', 0)) as mine`,
    );
    return rows[0]?.mine === true;
  };
  // While boundaries are computed the connection says nothing: a server that cuts idle ones would end the turn.
  await client.query('set idle_session_timeout = 0');
  if (!(await ask())) {
    onWait();
    do await sleep(askAgainMs);
    while (!(await ask()));
  }
  return () => undefined;
};
