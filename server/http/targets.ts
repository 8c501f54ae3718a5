import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '#contract/faults.ts';
import { refusalOf, sendRefusal, wantsPage } from './refusal.ts';
import { publicHeaders } from './security.ts';

/** What the whole server takes, whatever its addresses take. */
const everyMethod = 'GET, HEAD, POST, OPTIONS';

/**
 * Answers what no route can be asked: a target that cannot be read, a Host that is missing or given twice, and `OPTIONS *`.
 * False where it answered nothing; then the target is a path, also where it came as a whole address (RFC 9112, 3.2.2).
 */
export function answerBrokenTarget(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.url === '*' && request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: everyMethod }).end();
    return true;
  }
  const fault = faultOfHost(request) ?? faultOfTarget(request);
  if (fault === null) return false;
  const ofApi = /^\/*api(\/|$|\?)/i.test(request.url ?? '');
  if (ofApi) for (const [name, value] of Object.entries(publicHeaders)) response.setHeader(name, value);
  else response.setHeader('Vary', 'Accept');
  sendRefusal(response, refusalOf(fault), ofApi || !wantsPage(request) ? 'problem' : 'page');
  return true;
}

/** Two hosts may be two to a proxy and to us: links and caches would mix them up. */
function faultOfHost({ rawHeaders, headers, httpVersion }: IncomingMessage): Fault | null {
  if (headers.host === undefined) return httpVersion === '1.0' ? null : new Fault('hostMissing', {});
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1 ? new Fault('hostTwice', {}) : null;
}

function faultOfTarget(request: IncomingMessage): Fault | null {
  if (!request.url?.startsWith('/') && !takePathOf(request)) return new Fault('addressBroken', {});
  const [path = ''] = request.url?.split('?', 1) ?? [];
  // Two slashes at the beginning are the name of a host to whoever resolves them.
  if (path.startsWith('//')) return new Fault('addressBroken', {});
  if (!path.includes('%')) return null;
  try {
    return decodeURIComponent(path).includes('\0') ? new Fault('requestNul', {}) : null;
  } catch {
    return new Fault('addressBroken', {});
  }
}

/** Leaves the path of a whole address as the target; its host counts, whatever Host says. False where it is none of the web. */
function takePathOf(request: IncomingMessage): boolean {
  const target = request.url ?? '';
  const [, rest] = /^https?:\/\/[^/?#]+(.*)$/is.exec(target) ?? [];
  if (rest === undefined || !URL.canParse(target)) return false;
  request.headers.host = new URL(target).host;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  return true;
}
