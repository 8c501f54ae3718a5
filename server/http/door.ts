import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Fault } from '#contract/faults.ts';
import type { Config } from '#server/config.ts';
import { askerOf } from './asker.ts';
import { toProblem } from './problem.ts';

/** Requests whose answers have not begun: of all, and of one address. */
interface Room {
  readonly ofAll: number;
  readonly ofOne: number;
}

/**
 * A page and its map ask for forty things at once, and an export may keep the event loop busy: then the gates inside share
 * what there is. To refuse a crowd inside costs ten times what it costs here; and where the event loop has no time, it serves
 * one after another: it takes one new connection a turn, so that turns must stay short.
 */
const atEase: Room = { ofAll: 48, ofOne: 16 };
const inCrowd: Room = { ofAll: 8, ofOne: 4 };
const pressed: Room = { ofAll: 2, ofOne: 1 };
/** More requests held than this are a crowd: of one address for itself, and for all where none of them counts for more than half. */
const crowd = 32;
/** Of those that wait for what is costly so many take no room of all: more would take too much memory where a crowd comes. */
const mostAside = 8;
/** Part of the time that the event loop works; above it a crowd presses. */
const mostBusy = 0.8;
const lookMs = 25;
/** More new connections than this between two looks: others are coming that wait to be taken, one a turn. */
const rush = 8;
/** What takes longer than this waits for something else than the event loop, as uploads and filters do, and takes no room. */
const momentMs = 2_000;
/** Connections that are served; whoever comes with one more is sent away with its first request. */
const mostConnections = 5_000;
const mostConnectionsOfOne = 500;
/**
 * Who finds no room is held so long, and refused then: a refusal that came at once would only be asked for again at once. A
 * crowd takes memory as it waits; an office that opens the map together behind one address is to have it.
 */
const holdMs = { inCrowd: 500, otherwise: 1_200 };
/** Requests held, of all and of one address; one more is refused at once. */
const mostHeld = 2_000;
const mostHeldOfOne = 1_500;
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

/** A request that is being answered. */
interface Inside {
  readonly asker: string;
  readonly since: number;
  /** Whether it waits for what is costly. */
  readonly aside: boolean;
}

const doors = new WeakMap<ServerResponse, Door>();

/**
 * Says of an answer that it waits for what is costly, which few get at a time. Some such stand aside: they take room of their
 * asker alone, so that what is quickly done does not wait for them.
 */
export function standAside(response: ServerResponse): void {
  doors.get(response)?.letAside(response);
}

/** A request that wants to come in. */
interface Guest {
  readonly asker: string;
  readonly response: ServerResponse;
  /** Serves it, counted to `asker`. */
  readonly serve: (asker: string) => void;
  readonly since: number;
}

/**
 * Sheds load before a request costs anything: an address that has more requests in hand than there is room for waits a
 * little, and gets 503 with Retry-After where no room comes.
 */
export class Door {
  /** Whose answers have not begun. */
  private readonly inside = new Map<ServerResponse, Inside>();
  private readonly insideOf = new Map<string, number>();
  /** How many of them stand aside. */
  private aside = 0;
  private held: Guest[] = [];
  private readonly heldOf = new Map<string, number>();
  private connections = 0;
  private readonly connectionsOf = new Map<string, number>();
  private readonly crowded = new WeakSet<Socket>();
  private room = atEase;
  /** For whoever is a crowd alone. */
  private roomOfCrowds = inCrowd;
  private newcomers = 0;
  /** While many connections come, room is given at each look alone, so that most turns are there to take them. */
  private rushed = false;
  private used = performance.eventLoopUtilization();
  private looking: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: Pick<Config, 'trustProxy'>,
    private readonly hold = holdMs,
  ) {}

  /** Counts a server's connections. */
  watch(server: Server): void {
    server.on('connection', (socket) => this.count(socket));
  }

  /** Serves a request now or soon, or refuses it; `serve` hears whom it is counted to. */
  enter(request: IncomingMessage, response: ServerResponse, serve: (asker: string) => void): void {
    const isTooMany = this.crowded.has(request.socket);
    const isWatcher = forWatchers.has(request.url ?? '');
    if (isTooMany && !isWatcher) {
      refuse(response, true);
      return;
    }
    const asker = askerOf(request, this.config);
    if (isWatcher) {
      if (isTooMany) response.shouldKeepAlive = false;
      serve(asker);
      return;
    }
    const guest: Guest = { asker, response, serve, since: performance.now() };
    const waits = this.heldOf.has(asker) || (this.rushed && this.room !== atEase);
    if (!waits && this.hasRoom(asker)) this.letIn(guest);
    else this.holdBack(guest);
    if (this.looking !== null) return;
    this.used = performance.eventLoopUtilization();
    this.looking = setInterval(() => this.look(), lookMs).unref();
  }

  private hasRoom(asker: string): boolean {
    const { ofOne } = this.isCrowdAlone(asker) ? this.roomOfCrowds : this.room;
    return this.inside.size - this.aside < this.room.ofAll && (this.insideOf.get(asker) ?? 0) < ofOne;
  }

  private letIn({ asker, response, serve }: Guest): void {
    const { req: request } = response;
    if (request.method === 'GET' || request.method === 'HEAD') {
      // Whoever takes nothing of an answer for so long is not waiting for it, and would hold a place for ever.
      response.setTimeout(silenceMs, () => request.socket.destroy());
    }
    this.inside.set(response, { asker, since: performance.now(), aside: false });
    doors.set(response, this);
    moreBy(this.insideOf, asker);
    response.once('close', () => {
      if (this.leave(response) && !this.rushed) this.letInHeld();
    });
    serve(asker);
  }

  private leave(response: ServerResponse): boolean {
    const left = this.inside.get(response);
    if (left === undefined) return false;
    this.inside.delete(response);
    lessBy(this.insideOf, left.asker);
    if (left.aside) this.aside--;
    return true;
  }

  /** Of what comes in through this door, for `standAside`. */
  letAside(response: ServerResponse): void {
    const one = this.inside.get(response);
    if (one === undefined || one.aside || this.room !== atEase || this.aside >= mostAside) return;
    this.inside.set(response, { ...one, aside: true });
    this.aside++;
    if (!this.rushed) this.letInHeld();
  }

  private holdBack(guest: Guest): void {
    const { asker, response } = guest;
    if (this.held.length >= mostHeld || (this.heldOf.get(asker) ?? 0) >= mostHeldOfOne) {
      refuse(response, false);
      return;
    }
    this.held.push(guest);
    moreBy(this.heldOf, asker);
  }

  private letInHeld(): void {
    if (this.held.length === 0) return;
    const now = performance.now();
    const waiting = this.held;
    this.held = [];
    for (const guest of waiting) {
      const { asker, response, since } = guest;
      const isOfCrowd = this.room !== atEase || this.isCrowdAlone(asker);
      const until = since + (isOfCrowd ? this.hold.inCrowd : this.hold.otherwise);
      const comesIn = !response.destroyed && this.hasRoom(asker);
      if (!comesIn && !response.destroyed && until > now) {
        this.held.push(guest);
        continue;
      }
      lessBy(this.heldOf, asker);
      if (comesIn) this.letIn(guest);
      else refuse(response, false);
    }
  }

  private look(): void {
    const used = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(used, this.used).utilization > mostBusy;
    this.used = used;
    this.rushed = this.held.length > crowd && this.newcomers > rush;
    this.newcomers = 0;
    this.roomOfCrowds = busy ? pressed : inCrowd;
    this.room = this.isCrowd() ? this.roomOfCrowds : atEase;
    const begunBefore = performance.now() - momentMs;
    for (const [response, { since }] of this.inside) {
      if (response.headersSent || since < begunBefore) this.leave(response);
    }
    this.letInHeld();
    if (this.held.length > 0 || this.inside.size > 0 || this.looking === null) return;
    clearInterval(this.looking);
    this.looking = null;
    this.rushed = false;
  }

  /** Whether many wait, whoever they are: one that asks for thousands is as one that asks for a few. */
  private isCrowd(): boolean {
    let size = 0;
    for (const held of this.heldOf.values()) size += Math.min(held, crowd / 2);
    return size > crowd;
  }

  private isCrowdAlone(asker: string): boolean {
    return (this.heldOf.get(asker) ?? 0) > crowd;
  }

  private count(socket: Socket): void {
    // Behind a proxy all come from it.
    const asker = this.config.trustProxy === 0 ? askerOf({ headers: {}, socket }, this.config) : '';
    const own = this.connectionsOf.get(asker) ?? 0;
    const tooManyOfOne = this.config.trustProxy === 0 && own >= mostConnectionsOfOne;
    if (this.connections >= mostConnections || tooManyOfOne) this.crowded.add(socket);
    this.connections++;
    this.newcomers++;
    moreBy(this.connectionsOf, asker);
    socket.once('close', () => {
      this.connections--;
      lessBy(this.connectionsOf, asker);
    });
  }
}

function refuse(response: ServerResponse, close: boolean): void {
  if (response.destroyed) return;
  response.writeHead(503, close ? { ...refusal, Connection: 'close' } : refusal);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function moreBy(counts: Map<string, number>, asker: string): void {
  counts.set(asker, (counts.get(asker) ?? 0) + 1);
}

function lessBy(counts: Map<string, number>, asker: string): void {
  const left = (counts.get(asker) ?? 1) - 1;
  if (left === 0) counts.delete(asker);
  else counts.set(asker, left);
}
