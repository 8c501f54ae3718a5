import { rm } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import { startWorker } from '#server/worker.ts';
import { StartFailure } from '../failure.ts';
import type { WorkerInput, WorkerMessage } from './worker.ts';

// PostgreSQL's own check of its depth comes before the engine's stack is at its end.
const stackSizeMb = 64;

export interface DatabaseThread {
  /** Stops the database. Throws what hindered it from closing its files. */
  close(): Promise<void>;
}

/**
 * Starts the embedded database in a thread, and again whenever the thread ends by itself: its files are there. The process
 * gives turns all the while (turns.ts), so that nobody takes its directory for one that was left. Throws StartFailure where it does not open; where it does not open AGAIN the process ends with that
 * sentence, for no answer may be given without a database.
 */
export async function startDatabaseThread(input: WorkerInput): Promise<DatabaseThread> {
  let closing = false;
  const restart = async (reason: string): Promise<Running> => {
    console.error(`database: the embedded database ended (${reason}) and is started again`);
    try {
      const again = await start(input);
      console.error('database: the embedded database answers again');
      return again;
    } catch (error) {
      console.error((error as Error).message);
      return process.exit(1);
    }
  };
  const watched = async (starting: Promise<Running>): Promise<Running> => {
    const started = await starting;
    void started.ended.then((reason) => {
      if (!closing) running = watched(restart(reason));
    });
    return started;
  };
  let running = watched(start(input));
  await running;
  return {
    async close() {
      closing = true;
      await (await running).close();
    },
  };
}

interface Running {
  /** Why it ended. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

async function start(input: WorkerInput): Promise<Running> {
  // The thread before may have left it.
  await rm(input.socketPath, { force: true });
  const worker = startWorker(new URL('./worker.ts', import.meta.url), input, { stackSizeMb });
  const ended = whyEnded(worker);
  const next = () =>
    Promise.race([
      new Promise<WorkerMessage>((resolve) => worker.once('message', resolve)),
      ended.then((message): WorkerMessage => ({ type: 'failed', message })),
    ]);
  const started = await next();
  if (started.type !== 'ready') {
    await worker.terminate();
    throw new StartFailure(
      `The embedded database in ${input.directory} does not open (${reasonIn(started)}): restore a backup, or set DATA_DIR to a new directory.`,
    );
  }
  return {
    ended,
    async close() {
      const closed = next();
      worker.postMessage('close');
      const answer = await closed;
      await worker.terminate();
      if (answer.type !== 'closed') throw new Error(`The embedded database did not close (${reasonIn(answer)})`);
    },
  };
}

function reasonIn(message: WorkerMessage): string {
  return 'message' in message ? message.message : message.type;
}

/** Resolves when the thread is no more. */
function whyEnded(worker: Worker): Promise<string> {
  let reason: string | null = null;
  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'died') reason = message.message;
  });
  worker.on('error', ({ message }) => (reason ??= message));
  return new Promise((resolve) => {
    worker.once('exit', (code) => resolve(reason ?? `its thread ended with code ${code}`));
  });
}
