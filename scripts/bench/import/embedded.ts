import { readFile, rm } from 'node:fs/promises';
import { client } from '../load.ts';
import { benchToken, startBenchPortal } from '../portal.ts';
import { writeAddresses } from './csv.ts';
import { waitsWhile, type Waits } from './readers.ts';

/** An upload to an embedded portal, and how long others waited meanwhile. */
export interface EmbeddedRun {
  readonly outcome: string;
  readonly wallS: number;
  /** Of the portal with its database, what it answered meanwhile included. */
  readonly processorS: number;
  readonly waits: Waits;
}

/**
 * Uploads so many addresses to a portal with the embedded database, which others ask for measures and a page every 100 ms: once
 * while it has none of them, and once while each of them is another than in the file.
 */
export async function measureEmbedded(file: string, wanted: number): Promise<EmbeddedRun[]> {
  const url = process.env.DATABASE_URL;
  delete process.env.DATABASE_URL;
  const portal = await startBenchPortal({ file: null });
  const http = client(portal.url);
  try {
    await writeAddresses(portal.db, file, wanted);
    let outcome = '';
    const upload = async () => {
      const form = new FormData();
      form.append('file', new File([await readFile(file)], 'addresses.csv'));
      const answer = await fetch(`${portal.url}/api/imports?collection=digital-addresses`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${benchToken}` },
      });
      outcome = ((await answer.json()) as { outcome?: string }).outcome ?? String(answer.status);
    };
    // A page that nobody asked for yet, so that the database is asked too.
    const paths = (index: number) => ['/api/measures', `/api/collections/schools/items?limit=${10 + (index % 900)}`];
    const ask = (index: number) => Promise.all(paths(index).map((path) => http.get(path, [200])));
    const measured = async () => {
      const before = await portal.cpuSeconds();
      const began = performance.now();
      const waits = await waitsWhile(upload, 100, ask);
      const processorS = (await portal.cpuSeconds()) - before;
      return { outcome, wallS: (performance.now() - began) / 1000, processorS, waits };
    };
    const first = await measured();
    await portal.db.pool.query(`update collection_digital_addresses set step = 'collected' where origin = 'import'`);
    return [first, await measured()];
  } finally {
    http.close();
    await rm(file, { force: true });
    await portal.close();
    process.env.DATABASE_URL = url;
  }
}
