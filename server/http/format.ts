import { htmlOf, htmlPage } from './html.ts';
import { Payload } from './payload.ts';
import type { Exchange } from './route.ts';

export type Format = 'json' | 'html' | 'csv';

/** Media types that a request may name for a format, in the order in which one is chosen among equals. */
const mediaTypes: readonly (readonly [Format, readonly string[]])[] = [
  ['json', ['application/json', 'application/geo+json', 'application/schema+json']],
  ['html', ['text/html', 'application/xhtml+xml']],
  ['csv', ['text/csv', 'text/csv;header=present', 'text/csv;charset=utf-8']],
];

/**
 * The format that a request asks for: its `f`, else the best of those `offered` beside JSON that its Accept takes, else
 * JSON. Who takes anything (`*` of a kind) gets JSON.
 */
export function chooseFormat<F extends Format>(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  f: F | undefined,
  offered: readonly F[],
): F | 'json' {
  if (f !== undefined) return f;
  response.vary('Accept');
  const named = (request.headers.accept ?? '').toLowerCase();
  const takers = mediaTypes.flatMap(([format, types]) =>
    // A page or a table is for who says its name.
    format === 'json' || (offered as readonly Format[]).includes(format)
      ? types
          .filter((type) => format === 'json' || named.includes(type.split(';')[0] ?? type))
          .map((type) => ({ format, type }))
      : [],
  );
  const best = request.accepts(takers.map(({ type }) => type));
  return (takers.find(({ type }) => type === best)?.format ?? 'json') as F | 'json';
}

/** How a reply is shown to people. */
interface Shown<Reply> {
  readonly title: string;
  /** What stands above everything, as that the data is invented. */
  readonly note?: string | null;
  /** HTML of the reply; all of it, as it is in JSON, where that is not given. */
  readonly show?: (reply: Reply) => string;
}

/** The reply itself, or a page that shows it. */
export function jsonOrHtml<Reply extends object>(
  exchange: Pick<Exchange, 'request' | 'response'>,
  f: 'json' | 'html' | undefined,
  reply: Reply,
  { title, note = null, show = htmlOf }: Shown<Reply>,
): Reply | Payload {
  if (chooseFormat(exchange, f, ['html']) !== 'html') return reply;
  return new Payload('text/html; charset=utf-8', htmlPage({ title, note, body: show(reply) }));
}
