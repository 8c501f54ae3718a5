import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { Audience, Cost, Endpoint } from '#contract/endpoint.ts';
import { Fault } from '#contract/faults.ts';
import { everybody, viewerName, type Viewer } from '#contract/viewer.ts';
import { shown } from '#rules/text/shown.ts';
import { standAside } from './door.ts';
import { hasTag, tagOf } from './etag.ts';
import { rememberHandler } from './handlers.ts';
import { lenderOf, tooSlow, type LentDb } from './lend.ts';
import { Payload, sendPayload } from './payload.ts';
import { closeToOtherSites } from './security.ts';
import { whoAsks } from './viewer.ts';

/** What a handler gets beside its parsed input. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  /**
   * The database in the share of the endpoint's cost, one statement at a time through the gate for load. Its plain
   * statements go on when the client goes away, since others may wait for the same work. Throws where the cost is none.
   */
  readonly db: LentDb;
  /** Aborts when the client goes away, or when the answer takes longer than its cost allows. */
  readonly signal: AbortSignal;
  /** Whom the answer is for: everybody alike, unless the endpoint says that it depends on who asks. */
  readonly viewer: Viewer;
  /**
   * Sets the ETag, and who may keep the answer; throws NotModified where the client has it already. Call it before the
   * work. `revision` moves with everything that the answer depends on beside the request and the viewer.
   */
  etag(revision: string): void;
  /** Lets work go on behind the answer: the place that the request has is left when it has ended. */
  goOn(work: Promise<unknown>): void;
}

export interface Input<Params, Query> {
  readonly params: Params;
  readonly query: Query;
}

/** The client has this revision: answered with 304 and no body. */
export class NotModified extends Error {}

/**
 * Serves one endpoint: parses the input, runs the handler, checks the reply against the contract and sends it.
 * Handlers return; only this function sends. `NoInfer` makes a reply of the wrong shape a compile error.
 */
export function route<Params, Query, Reply>(
  router: Router,
  endpoint: Endpoint<Params, Query, Reply>,
  handler: (input: Input<Params, Query>, exchange: Exchange) => Promise<NoInfer<Reply> | Payload>,
): void {
  rememberHandler(router, endpoint.id, handler);
  router[endpoint.method](expressPath(endpoint.path), async (request, response) => {
    // Its client may have gone while it was on its way here, and nobody would be told of that any more.
    if (response.destroyed) return;
    const given = singleValues(request);
    const input = {
      params: parse(endpoint.params, request.params, 'path'),
      query: parse(endpoint.query, given, 'query'),
    };
    const cost = 'filter' in given ? (endpoint.filteredCost ?? endpoint.cost) : endpoint.cost;
    const { exchange, isGone, behind } = exchangeOf(request, response, { ...endpoint, cost });
    let leave: (() => void) | undefined;
    try {
      leave = await admit(cost, exchange);
      const result = await handler(input, exchange);
      if (result instanceof Payload) {
        await sendPayload(request, response, result);
        return;
      }
      const reply = endpoint.reply.parse(result);
      if (!response.headersSent) response.type(endpoint.mediaType ?? 'application/json').send(JSON.stringify(reply));
    } catch (error) {
      // Nobody is there to be told.
      if (isGone()) return;
      if (!(error instanceof NotModified)) throw error;
      response.status(304).end();
    } finally {
      if (leave !== undefined) void Promise.allSettled(behind).then(leave);
    }
  });
}

/** Lets an exchange begin: imports take a place as a whole, who had much that is costly waits. */
async function admit(cost: Cost, { request, response, signal }: Exchange): Promise<(() => void) | undefined> {
  if (cost === 'memory' || cost === 'light') return;
  standAside(response);
  const lender = lenderOf(request);
  const asker = lender.askerOf(request);
  if (cost === 'import') return lender.enterImport(asker, signal);
  const seconds = await lender.spending.secondsToWait(asker);
  if (seconds === null) return;
  response.setHeader('Retry-After', String(seconds));
  throw new Fault('requestsTooMany', {});
}

/** `/api/measures/{id}` as Express writes it. */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** The request's parameters as text; one given twice is refused. */
export function singleValues(request: Request): Record<string, string> {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URL(request.originalUrl, 'http://localhost').searchParams) {
    if (name in values) throw new Fault('parameterTwice', { name }, `query.${shown(name)}`);
    // No schema sees a property of this name, so that it would pass unnoticed.
    if (name === '__proto__') throw new Fault('parameterReserved', { name }, 'query.__proto__');
    values[name] = value;
  }
  return values;
}

/** Parses one part of a request; the refusal names the parameter, what is wrong with it and what is known. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, where: 'path' | 'query' | 'body'): T {
  refuseNul(value as Record<string, unknown>, where);
  const result = schema.safeParse({ ...(value as object) });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const name = issue.keys[0] ?? '';
    const at = `${where}.${shown(name)}`;
    const known = namesOf(schema).join(', ');
    throw known === ''
      ? new Fault('parameterTooMuch', { name }, at)
      : new Fault('parameterUnknown', { name, known }, at);
  }
  const name = String(issue?.path[0] ?? '');
  throw new Fault('parameterInvalid', { name, reason: issue?.message ?? 'not valid' }, `${where}.${name}`);
}

/** The database would refuse it, and an error there is dearer than a look here. */
function refuseNul(values: Record<string, unknown>, where: string): void {
  const [name] = Object.entries(values).find(([, value]) => typeof value === 'string' && value.includes('\0')) ?? [];
  if (name === undefined) return;
  throw new Fault('parameterNul', { name }, `${where}.${shown(name)}`);
}

function namesOf(schema: z.ZodType): string[] {
  return Object.keys((schema as { shape?: Record<string, unknown> }).shape ?? {});
}

interface Bounds {
  readonly audience: Audience;
  readonly cost: Cost;
}

interface Opened {
  readonly exchange: Exchange;
  /** Whether its client has gone away. */
  readonly isGone: () => boolean;
  /** Work that goes on behind the answer. */
  readonly behind: readonly Promise<unknown>[];
}

/** Abort signal, database, viewer, ETag and conditional answer of one request. */
function exchangeOf(request: Request, response: Response, { audience, cost }: Bounds): Opened {
  const ended = new AbortController();
  const late = new AbortController();
  let gone = false;
  let lent: LentDb | undefined;
  const viewer = audience === 'viewer' ? whoAsks(request) : everybody;
  const shared = audience !== 'administrator' && viewer.kind === 'public';
  // Who answers without an ETag says nothing of keeping; then nobody keeps what is not for all.
  if (!shared) {
    response.setHeader('Cache-Control', 'private, no-store');
    closeToOtherSites(response);
  }
  const longest = cost === 'memory' ? null : lenderOf(request).longestMs(cost);
  const clock =
    longest === null
      ? undefined
      : setTimeout(() => {
          // How fast a client takes what has begun is its own affair, but for an export.
          if (response.headersSent && cost !== 'export') return;
          const reason = tooSlow(longest);
          late.abort(reason);
          ended.abort(reason);
        }, longest);
  // Only where the client went away: an abort makes an error with its stack, too dear for every answer.
  response.once('close', () => {
    clearTimeout(clock);
    if (response.writableFinished || ended.signal.aborted) return;
    gone = true;
    ended.abort();
  });
  const behind: Promise<unknown>[] = [];
  const exchange: Exchange = {
    goOn: (work) => void behind.push(work),
    request,
    response,
    signal: ended.signal,
    viewer,
    get db() {
      lent ??= dbOf({ request, response, cost, signal: late.signal });
      return lent;
    },
    etag(revision) {
      const tag = tagOf(`${viewerName(viewer)} ${request.originalUrl} ${revision}`);
      response.setHeader('ETag', tag);
      // A 304 too says what the answer differs by; compression says it of bodies alone.
      response.vary('Accept-Encoding');
      response.setHeader('Cache-Control', shared ? 'public, max-age=0, must-revalidate' : 'private, no-cache');
      if (hasTag(request.headers['if-none-match'], tag)) throw new NotModified();
    },
  };
  return { exchange, isGone: () => gone, behind };
}

interface Borrowing {
  readonly request: Request;
  readonly response: Response;
  readonly cost: Cost;
  readonly signal: AbortSignal;
}

function dbOf({ request, response, cost, signal }: Borrowing): LentDb {
  if (cost === 'memory') throw new Error('an answer that costs memory alone asks the database');
  const lender = lenderOf(request);
  return lender.lend({ cost, asker: lender.askerOf(request), signal, hasBegun: () => response.headersSent });
}
