import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '#contract/faults.ts';
import { escapeHtml } from './html.ts';
import { statusOf, toProblem } from './problem.ts';

/** A fault and the status that it is answered with. */
export interface Refusal {
  readonly fault: Fault;
  readonly status: number;
}

/** What was set for the answer that a refusal takes the place of, and is not true of it. */
const ofTheAnswer = [
  'ETag',
  'Last-Modified',
  'Content-Disposition',
  'Content-Crs',
  'Content-Encoding',
  'Content-Length',
  'Accept-Ranges',
];

export function refusalOf(fault: Fault): Refusal {
  return { fault, status: statusOf(fault.problem) };
}

/** Sends a refusal, as a problem document or as a page for people. Nothing may have been sent before. */
export function sendRefusal(response: ServerResponse, { fault, status }: Refusal, as: 'problem' | 'page'): void {
  for (const name of ofTheAnswer) response.removeHeader(name);
  if (status !== 416) response.removeHeader('Content-Range');
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="ADMIN_TOKEN"');
  if ((status === 503 || status === 429) && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '5');
  const body = as === 'page' ? page(fault, status) : JSON.stringify(toProblem(fault, status));
  response.statusCode = status;
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader(
    'Content-Type',
    as === 'page' ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8',
  );
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

/** Whether who asks for a page wants words to read: all but those who ask for JSON alone. */
export function wantsPage({ headers: { accept = '*/*' } }: Pick<IncomingMessage, 'headers'>): boolean {
  return !/json/i.test(accept) || /text\/html/i.test(accept);
}

const words: Readonly<Record<number, string>> = {
  404: 'Không có trang này. There is no such page.',
  405: 'Trang này chỉ để đọc. This page is for reading only.',
  429: 'Quá nhiều yêu cầu, đợi một phút rồi thử lại. Too many requests: wait a minute and try again.',
  503: 'Cổng đang bận, thử lại sau vài giây. The portal is busy: try again in a few seconds.',
};

/** A page that needs nothing else, and says nothing but what went wrong and where to go. */
function page(fault: Fault, status: number): string {
  const title =
    words[status] ??
    (status < 500
      ? 'Địa chỉ hoặc yêu cầu không đúng. The address or the request is not right.'
      : 'Cổng gặp lỗi. The portal made a mistake.');
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${status}</title></head>
<body><h1>${escapeHtml(title)}</h1><p lang="en">${escapeHtml(fault.message)}</p><p><a href="/">Bản đồ · Map</a></p></body></html>
`;
}
