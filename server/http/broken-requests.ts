import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal, toProblem } from './problem.ts';

/** What Node cannot read as HTTP, by its code; everything else is a request that is malformed. */
const known: Record<string, { status: number; detail: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers of the request have more than 16 kB: send fewer.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not come in whole in time: send it anew.' },
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
  const { status, detail } = known[code] ?? {
    status: 400,
    detail: `The request is not well-formed HTTP (${message}): send it anew.`,
  };
  const body = JSON.stringify({ ...toProblem(new Refusal('badRequest', detail)), status });
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
