import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { chooseEncoding } from './encoding.ts';
import type { Kept } from './byte-cache.ts';

/** A reply that is text or bytes already: `route()` sends it as it is, without parsing it against the contract. */
export class Payload {
  constructor(
    readonly mediaType: string,
    /** Text, bytes, text or bytes in pieces, kept bytes, or null for an answer without a body (204). */
    readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array> | Kept | null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** Sends a payload. A HEAD gets the headers alone. */
export async function sendPayload(request: IncomingMessage, response: ServerResponse, payload: Payload): Promise<void> {
  const { mediaType, body, headers } = payload;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body === null) {
    varyBy(response, 'Accept-Encoding');
    response.statusCode = 204;
    response.end();
    return;
  }
  response.setHeader('Content-Type', mediaType);
  if (typeof body === 'string') response.end(request.method === 'HEAD' ? undefined : body);
  else if (body instanceof Uint8Array) {
    // Known beforehand, it needs no chunks; compression takes it away again.
    response.setHeader('Content-Length', body.length);
    response.end(request.method === 'HEAD' ? undefined : body);
  } else if ('body' in body) await sendKept(request, response, body);
  else if (request.method === 'HEAD') response.end();
  else {
    // Each who watches over an answer listens for its end: eleven is no leak.
    response.setMaxListeners(20);
    await pipeline(Readable.from(body), response);
  }
}

/** Sends kept bytes in the best encoding that the client takes, compressing them first where nobody has asked yet. */
async function sendKept(request: IncomingMessage, response: ServerResponse, { body }: Kept): Promise<void> {
  const encoding = body.encodingFor(chooseEncoding(request.headers['accept-encoding']));
  const bytes = await body.in(encoding);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  varyBy(response, 'Accept-Encoding');
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Adds a header of the request to those that the answer differs by. */
export function varyBy(response: ServerResponse, name: string): void {
  const known = response.getHeader('Vary');
  if (known === undefined) response.setHeader('Vary', name);
  else if (!String(known).toLowerCase().includes(name.toLowerCase()))
    response.setHeader('Vary', `${String(known)}, ${name}`);
}
