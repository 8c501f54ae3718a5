import pg from 'pg';
import { ConfigError } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';

// What a database says of itself, not of the statement: it is stopping, was started again, has no room, waited too long.
const ofDatabase = /^(08|53|57|25P03)/;
// Node's words and pg's.
const cut =
  /ECONNREFUSED|ECONNRESET|EPIPE|connect ENOENT|^Connection terminated|^Client has encountered a connection error/;

/**
 * Runs a command line. A failure that a person can act on is one sentence and exit code 1; anything else is our own
 * mistake and shows its stack.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(wordsOf(error));
    process.exit(1);
  }
}

/** A second word to stop that comes later than this is meant: one and the same reaches us from the terminal and from npm. */
const secondWordMs = 1_000;

/** Aborts when the process is told to stop (SIGINT, SIGTERM). Told once more, it ends at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let toldAt = 0;
  const told = (signal: NodeJS.Signals) => {
    if (!stop.signal.aborted) {
      toldAt = Date.now();
      stop.abort(new Error(`stopped by ${signal}`));
    } else if (Date.now() - toldAt > secondWordMs) {
      process.exit(1);
    }
  };
  process.on('SIGINT', told);
  process.on('SIGTERM', told);
  return stop.signal;
}

function wordsOf(error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof StartFailure) return error.message;
  if (error instanceof pg.DatabaseError) {
    if (ofDatabase.test(error.code ?? '')) return `The database broke off: ${error.message}`;
    // Without its two dozen fields.
    return error.stack;
  }
  if (error instanceof Error && cut.test(error.message)) {
    return `The connection to the database was cut (${error.message}): see that the database, or the portal beside this command, runs, and try again.`;
  }
  return error;
}
