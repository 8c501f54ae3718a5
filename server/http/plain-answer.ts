import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Kept } from './byte-cache.ts';
import { chooseEncoding, type Encoding } from './encoding.ts';
import { hasTag } from './etag.ts';

/** What is given to whoever asks for it plainly. */
export interface PlainAnswer {
  readonly kept: Kept;
  readonly mediaType: string;
  /** Beside those of its bytes and its tag: the same for many answers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Gives a GET of which nothing has been said what its client has not, compressed first where nobody has asked for that yet. */
export async function givePlain(
  request: IncomingMessage,
  response: ServerResponse,
  answer: PlainAnswer,
): Promise<void> {
  if (givePlainHeld(request, response, answer)) return;
  const encoding = encodingFor(request, answer);
  end(response, answer, encoding, await answer.kept.body.in(encoding));
}

/** The same where nothing has to be compressed. True where it did; false leaves the request as it was. */
export function givePlainHeld(request: IncomingMessage, response: ServerResponse, answer: PlainAnswer): boolean {
  if (hasTag(request.headers['if-none-match'], answer.kept.tag)) {
    sayFresh(response, answer.kept.tag, answer.headers);
    return true;
  }
  const encoding = encodingFor(request, answer);
  const bytes = answer.kept.body.at(encoding);
  if (bytes === undefined) return false;
  end(response, answer, encoding, bytes);
  return true;
}

/** Tells a client that it has the answer of a tag. */
export function sayFresh(response: ServerResponse, tag: string, headers: PlainAnswer['headers']): void {
  response.writeHead(304, { ...headers, ETag: tag, Vary: 'Accept-Encoding' }).end();
}

function encodingFor(request: IncomingMessage, { kept: { body } }: PlainAnswer): Encoding {
  return body.encodingFor(chooseEncoding(request.headers['accept-encoding']));
}

/** All headers at once: one by one they cost a third of what a small answer costs. No bytes are a 204. */
function end(response: ServerResponse, { kept, mediaType, headers }: PlainAnswer, encoding: Encoding, bytes: Buffer) {
  const all: OutgoingHttpHeaders = { ...headers, ETag: kept.tag, Vary: 'Accept-Encoding' };
  if (bytes.length === 0) {
    response.writeHead(204, all).end();
    return;
  }
  all['Content-Type'] = mediaType;
  if (encoding !== 'identity') all['Content-Encoding'] = encoding;
  all['Content-Length'] = bytes.length;
  response.writeHead(200, all);
  response.end(bytes);
}
