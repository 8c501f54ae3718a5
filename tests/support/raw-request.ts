import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends lines as they are to a portal, as no client would write them, and gives what comes until the connection ends. */
export async function sendRaw(portalUrl: string, lines: readonly string[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(portalUrl);
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
    socket.write([...lines, 'Connection: close', '', ''].join('\r\n'), 'latin1');
  });
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  const [statusLine = '', ...fields] = head.split('\r\n');
  const headers = new Headers(fields.map((field) => field.split(/: ?(.*)/s, 2) as [string, string]));
  return { status: Number(statusLine.split(' ')[1]), headers, body };
}
