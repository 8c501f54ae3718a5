import { htmlOf, htmlPage } from './html.ts';
import { Payload } from './payload.ts';
import type { Exchange } from './route.ts';

export type Format = 'json' | 'html' | 'csv';

/** The format that a request asks for: its `f`, else HTML for a browser that asks for a page, else JSON. */
export function chooseFormat<F extends Format>(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  f: F | undefined,
): F | 'json' | 'html' {
  if (f !== undefined) return f;
  response.vary('Accept');
  const accept = request.headers.accept ?? '*/*';
  return /text\/html|application\/xhtml\+xml/.test(accept) && request.accepts(['json', 'html']) === 'html'
    ? 'html'
    : 'json';
}

/** The reply itself, or a page that shows it. */
export function jsonOrHtml<Reply extends object>(
  exchange: Pick<Exchange, 'request' | 'response'>,
  f: 'json' | 'html' | undefined,
  reply: Reply,
  title: string,
): Reply | Payload {
  if (chooseFormat(exchange, f) !== 'html') return reply;
  return new Payload('text/html; charset=utf-8', htmlPage({ title, note: null, body: htmlOf(reply) }));
}
