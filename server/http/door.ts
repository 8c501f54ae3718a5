import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Fault } from '#contract/faults.ts';
import type { Config } from '#server/config.ts';
import { askerOf } from './asker.ts';
import { toProblem } from './problem.ts';

/**
 * Requests of one address that are answered at once, by how hard the portal is pressed: the first that holds. Nobody gains
 * where more are let in than have their turn in time, and to refuse one inside costs ten times what it costs here.
 */
const allowances: readonly { readonly inside: number; readonly delayMs: number; readonly ofOne: number }[] = [
  { inside: 256, delayMs: 200, ofOne: 224 },
  { inside: 288, delayMs: 500, ofOne: 16 },
  { inside: 384, delayMs: 2_000, ofOne: 2 },
];
/** Connections that are served; whoever comes with one more is sent away with its first request. */
const mostConnections = 2_000;
const mostConnectionsOfOne = 500;
/** A refusal is held back so long: one that came at once would only be asked for again at once. */
const holdMs = 800;
/** Refusals held back; one more goes out at once and closes its connection. */
const mostHeld = 1_000;
const lookMs = 200;
/** An export may be made for as long before its first byte. */
const silenceMs = 310_000;

const body = Buffer.from(JSON.stringify(toProblem(new Fault('serverBusy', {}))));
const refusal = {
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Content-Length': body.length,
  'Cache-Control': 'no-store',
  'Retry-After': '3',
  'Access-Control-Allow-Origin': '*',
} as const;

/** Answered in any case: whoever watches the portal is to see that it lives, the more so under load. */
export const forWatchers: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/**
 * Sheds load before a request costs anything: 503 with Retry-After for an address that has more requests in hand than it
 * may, which are fewer the more there are of all and the later the event loop comes round.
 */
export class Door {
  private inside = 0;
  private readonly insideOf = new Map<string, number>();
  private connections = 0;
  private readonly connectionsOf = new Map<string, number>();
  private readonly crowded = new WeakSet<Socket>();
  private delayMs = 0;
  private held: { readonly response: ServerResponse; readonly until: number }[] = [];
  private releasing: NodeJS.Timeout | null = null;

  constructor(private readonly config: Pick<Config, 'trustProxy'>) {}

  /** Counts a server's connections and watches its event loop until it closes. */
  watch(server: Server): void {
    const delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
    const look = setInterval(() => {
      this.delayMs = delay.percentile(50) / 1e6;
      delay.reset();
    }, lookMs);
    server.on('connection', (socket) => this.count(socket));
    server.once('close', () => {
      clearInterval(look);
      delay.disable();
    });
  }

  /** True where a request may go on; false where it is, or will be, refused. */
  admits(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.crowded.has(request.socket)) {
      refuse(response, true);
      return false;
    }
    if (forWatchers.has(request.url ?? '')) return true;
    const address = askerOf(request, this.config);
    const own = this.insideOf.get(address) ?? 0;
    if (own >= this.allowance()) {
      this.hold(response);
      return false;
    }
    if (request.method === 'GET' || request.method === 'HEAD') {
      // Whoever takes nothing of an answer for so long is not waiting for it, and would hold a place for ever.
      response.setTimeout(silenceMs, () => request.socket.destroy());
    }
    this.inside++;
    this.insideOf.set(address, own + 1);
    response.once('close', () => {
      this.inside--;
      lessBy(this.insideOf, address);
    });
    return true;
  }

  private allowance(): number {
    return allowances.find(({ inside, delayMs }) => this.inside < inside && this.delayMs < delayMs)?.ofOne ?? 0;
  }

  private count(socket: Socket): void {
    // Behind a proxy all come from it.
    const address = this.config.trustProxy === 0 ? askerOf({ headers: {}, socket }, this.config) : '';
    const own = this.connectionsOf.get(address) ?? 0;
    const tooManyOfOne = this.config.trustProxy === 0 && own >= mostConnectionsOfOne;
    if (this.connections >= mostConnections || tooManyOfOne) this.crowded.add(socket);
    this.connections++;
    this.connectionsOf.set(address, own + 1);
    socket.once('close', () => {
      this.connections--;
      lessBy(this.connectionsOf, address);
    });
  }

  private hold(response: ServerResponse): void {
    if (this.held.length >= mostHeld) {
      refuse(response, true);
      return;
    }
    this.held.push({ response, until: performance.now() + holdMs });
    this.releasing ??= setInterval(() => this.release(), holdMs / 8);
  }

  private release(): void {
    const now = performance.now();
    const due = this.held.findIndex(({ until }) => until > now);
    for (const { response } of this.held.splice(0, due === -1 ? this.held.length : due)) refuse(response, false);
    if (this.held.length > 0 || this.releasing === null) return;
    clearInterval(this.releasing);
    this.releasing = null;
  }
}

function refuse(response: ServerResponse, close: boolean): void {
  if (response.destroyed) return;
  response.writeHead(503, close ? { ...refusal, Connection: 'close' } : refusal);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function lessBy(counts: Map<string, number>, address: string): void {
  const left = (counts.get(address) ?? 1) - 1;
  if (left === 0) counts.delete(address);
  else counts.set(address, left);
}
