import { STATUS_CODES, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Fault } from '#contract/faults.ts';
import { toProblem } from './problem.ts';
import { refusalOf, sendRefusal } from './refusal.ts';

/** What Node cannot read as HTTP, by its code; everything else is a request that is malformed. */
const known: Readonly<Record<string, Fault>> = {
  HPE_HEADER_OVERFLOW: new Fault('headersTooLarge', {}),
  ERR_HTTP_REQUEST_TIMEOUT: new Fault('requestTooSlow', {}),
};

/** How a server of ours is made: the head of a request has a limit that stands in the docs; a missing Host gets our words. */
export const serverOptions: ServerOptions = { maxHeaderSize: 16_384, requireHostHeader: false };

/** Answers what is no HTTP (a broken head, chunks without a length) with a problem too: Node would close in silence. */
export function answerBrokenRequests(server: Server): void {
  // Node leaves out in silence what comes after the first thousands; all of them together have a limit already.
  server.maxHeadersCount = 0;
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => answers.set(request.socket, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    // Where an answer has begun, more words would be taken for a part of it.
    const isBusy = answer !== undefined && answer.headersSent && !answer.writableFinished;
    if (!socket.writable || isBusy) socket.destroy();
    else endWith(socket, faultOf(error));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    sendRefusal(response, refusalOf(new Fault('expectationUnknown', {})), 'problem');
  });
  // Whoever takes it for a proxy.
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    endWith(socket, new Fault('methodNotTaken', { method: 'CONNECT', taken: 'GET and HEAD' }), 'Allow: GET, HEAD');
  });
}

function faultOf({ code = '', message }: NodeJS.ErrnoException): Fault {
  return known[code] ?? new Fault('requestMalformed', { reason: message });
}

function endWith(socket: Duplex, fault: Fault, ...headers: string[]): void {
  const problem = toProblem(fault);
  const body = JSON.stringify(problem);
  const text = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...headers,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
  socket.end(text, () => socket.destroy());
}
