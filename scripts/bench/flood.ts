import { request, Agent, type IncomingMessage } from 'node:http';

// The generator in a process of its own, so that what asks is not slowed by what it asks, nor by who looks on.

/** What a generator is told to do. */
export interface Flood {
  readonly url: string;
  /** Requests a second that begin, whether earlier ones have ended or not. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Paths that are asked for in turn; `{n}` in one becomes a number that was not asked for before. */
  readonly paths: readonly string[];
  /** Addresses that they come from, in turn. */
  readonly addresses: readonly string[];
  /** Connections at once; what would need more waits in the generator and is counted as unsent. */
  readonly connections: number;
}

/** What became of a flood. Times in ms, sorted. */
export interface Flooded {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly okMs: readonly number[];
  readonly refusedMs: readonly number[];
  readonly unsent: number;
}

/** Floods an address. */
async function flood({ url, perSecond, seconds, paths, addresses, connections }: Flood): Promise<Flooded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  const byStatus: Record<string, number> = {};
  const okMs: number[] = [];
  const refusedMs: number[] = [];
  let open = 0;
  let unsent = 0;
  let sent = 0;
  const count = (what: string) => (byStatus[what] = (byStatus[what] ?? 0) + 1);
  const one = (n: number) => {
    open++;
    const began = performance.now();
    const path = (paths[n % paths.length] ?? '/').replace('{n}', String(n));
    const from = addresses[n % addresses.length] ?? '';
    const ended = (what: string, times?: number[]) => {
      open--;
      count(what);
      times?.push(performance.now() - began);
    };
    let answered = false;
    const outgoing = request(
      `${url}${path}`,
      { agent, headers: { 'x-forwarded-for': from } },
      (response: IncomingMessage) => {
        answered = true;
        response.resume();
        response.once('close', () =>
          response.complete
            ? ended(String(response.statusCode), response.statusCode === 503 ? refusedMs : okMs)
            : ended('broken off'),
        );
      },
    );
    outgoing.once('error', () => {
      if (!answered) ended('no answer');
    });
    outgoing.end();
  };
  const began = performance.now();
  for (;;) {
    const now = performance.now() - began;
    if (now >= seconds * 1000) break;
    const due = Math.floor((now / 1000) * perSecond);
    for (; sent < due; sent++) {
      if (open >= connections) unsent++;
      else one(sent);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  for (let waited = 0; open > 0 && waited < 60_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  agent.destroy();
  return { byStatus, okMs: okMs.sort((a, b) => a - b), refusedMs: refusedMs.sort((a, b) => a - b), unsent };
}

console.log(JSON.stringify(await flood(JSON.parse(process.argv[2] ?? '') as Flood)));
