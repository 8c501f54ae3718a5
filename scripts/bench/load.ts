import { Agent, request } from 'node:http';

/** What a run measured. Times in ms. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

/** Runs `work` for each number from 0, `concurrency` at a time, until `count` are done or `seconds` are over. */
export async function measure(
  work: (index: number) => Promise<void>,
  { concurrency, count, seconds }: { concurrency: number; count: number; seconds: number },
): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count && performance.now() - began < seconds * 1000) {
      const index = next++;
      const start = performance.now();
      await work(index);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const wall = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { perSecond: times.length / wall, p50: at(0.5), p95: at(0.95), p99: at(0.99), count: times.length };
}

/** A client of the portal that keeps its connections. Each connection names another address of origin. */
export function client(base: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let asked = 0;
  return {
    /** GETs an address; rejects for a status that is none of `expected`. Resolves with the ETag. */
    get(path: string, expected: readonly number[], headers: Record<string, string> = {}): Promise<string> {
      asked++;
      const from = `10.1.${(asked >> 8) & 255}.${asked & 255}`;
      const options = { agent, headers: { 'accept-encoding': 'br, gzip', 'x-forwarded-for': from, ...headers } };
      const ask = () =>
        new Promise<string>((resolve, reject) => {
          const outgoing = request(`${base}${path}`, options, (response) => {
            response.resume();
            response.once('end', () => {
              const { statusCode = 0 } = response;
              if (expected.includes(statusCode)) resolve(String(response.headers.etag ?? ''));
              else reject(new Error(`${path} answered ${statusCode}`));
            });
          });
          outgoing.once('error', (error: NodeJS.ErrnoException) => {
            // A server may end a connection that was not used for a while just when it is used again.
            if (outgoing.reusedSocket && error.code === 'ECONNRESET') ask().then(resolve, reject);
            else reject(error);
          });
          outgoing.end();
        });
      return ask();
    },
    close: () => agent.destroy(),
  };
}
