import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Fault } from '#contract/faults.ts';
import { toProblem } from './problem.ts';

/** What Node cannot read as HTTP, by its code; everything else is a request that is malformed. */
const known: Record<string, { status: number; fault: Fault }> = {
  HPE_HEADER_OVERFLOW: { status: 431, fault: new Fault('headersTooLarge', {}) },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, fault: new Fault('requestTooSlow', {}) },
};

/** Answers what is no HTTP (a broken head, chunks without a length) with a problem too: Node would close in silence. */
export function answerBrokenRequests(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => answers.set(request.socket, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    // Where an answer has begun, more words would be taken for a part of it.
    const isBusy = answer !== undefined && answer.headersSent && !answer.writableFinished;
    if (!socket.writable || isBusy) socket.destroy();
    else socket.end(textOf(error), () => socket.destroy());
  });
}

function textOf({ code = '', message }: NodeJS.ErrnoException): string {
  const { status, fault } = known[code] ?? {
    status: 400,
    fault: new Fault('requestMalformed', { reason: message }),
  };
  const body = JSON.stringify({ ...toProblem(fault), status });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
