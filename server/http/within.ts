import type { Request, Response, Router } from 'express';
import { addressOf, type AddressInput } from '#contract/address-of.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { everybody, viewerName } from '#contract/viewer.ts';
import { tagOf } from './etag.ts';
import { lenderOf } from './lend.ts';
import { handlerOf } from './handlers.ts';
import { Payload } from './payload.ts';
import type { Exchange } from './route.ts';

/** An answer of the API as anybody would get it at `address`. */
export interface WithinAnswer<Reply> {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, the same bytes. */
  readonly text: string;
  readonly reply: Reply;
}

/** Asks endpoints from within, in the place of a request that is being answered, as somebody of the public. */
export interface Within {
  ask<Params, Query, Reply>(
    endpoint: Endpoint<Params, Query, Reply>,
    input?: AddressInput<Params, Query>,
  ): Promise<WithinAnswer<Reply>>;
}

/**
 * For one request; what is asked is given up when `signal` aborts, and counted to who sent the request. Answers go into `came`
 * as they come.
 */
export function askWithin(
  routers: readonly Router[],
  { request, response, signal }: { request: Request; response: Response; signal: AbortSignal },
  came: WithinAnswer<unknown>[],
): Within {
  const lender = lenderOf(request);
  const asker = lender.askerOf(request);
  return {
    async ask(endpoint, input = {}) {
      const { id, audience, cost } = endpoint;
      const handler = handlerOf(routers, id);
      if (handler === undefined || audience !== 'everyone' || (cost !== 'light' && cost !== 'heavy'))
        throw new Error(`${id} cannot be asked from within`);
      if ((await lender.spending.secondsToWait(asker)) !== null) throw new Error('who asks has to wait');
      const address = addressOf(endpoint, input);
      const headers: Record<string, string> = {};
      const exchange: Exchange = {
        // What a request is asked for is its own; all else is that of the page.
        request: Object.create(request, { originalUrl: { value: address } }) as Request,
        response: Object.create(response, {
          setHeader: { value: (name: string, value: unknown) => (headers[name.toLowerCase()] = String(value)) },
        }) as Response,
        db: lender.lend({ cost, asker, signal, hasBegun: () => false }),
        signal,
        viewer: everybody,
        etag: (revision) => (headers['etag'] = tagOf(`${viewerName(everybody)} ${address} ${revision}`)),
        goOn: () => undefined,
      };
      const values = (given: object = {}) =>
        Object.fromEntries(
          Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
        );
      const parsed = {
        params: endpoint.params.parse(values(input.params)),
        query: endpoint.query.parse(values(input.query)),
      };
      const result = await handler(parsed as never, exchange as never);
      const text = result instanceof Payload ? textOf(result) : JSON.stringify(endpoint.reply.parse(result));
      const answer = { address, headers, text, reply: JSON.parse(text) as never };
      came.push(answer);
      return answer;
    },
  };
}

function textOf({ body }: Payload): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  if (body !== null && 'body' in body) return body.body.identity.toString();
  throw new Error('an answer in pieces cannot be asked from within');
}
