/** A thread that reads one workbook or CSV. `workerData` is a TablesRequest; it posts a TablesAnswer. */
import { parentPort, workerData } from 'node:worker_threads';
import { readTablesHere } from './read-tables.ts';
import { broken, type TablesAnswer, type TablesRequest } from './tables.ts';
import { Unreadable } from './unreadable.ts';

async function answer(request: TablesRequest): Promise<TablesAnswer> {
  try {
    return { tables: await readTablesHere(request) };
  } catch (error) {
    const { kind, code, reason, todo } = error instanceof Unreadable ? error : broken(String(error));
    return { unreadable: { kind, code, reason, todo } };
  }
}

parentPort?.postMessage(await answer(workerData as TablesRequest));
