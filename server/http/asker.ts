import type { IncomingMessage } from 'node:http';
import { ipKeyGenerator } from 'express-rate-limit';

/** Networks of this size are given to one household or office: whoever has one has all its addresses. */
const ipv6Network = 64;

/**
 * Whom a request is counted to: its client's IPv4 address, or the network of its IPv6 address. With proxies in front it
 * is who the outermost trusted one names in X-Forwarded-For, as Express finds `request.ip`.
 */
export function askerOf({ headers, socket }: IncomingMessage, { trustProxy }: { readonly trustProxy: number }): string {
  const remote = socket.remoteAddress ?? '';
  const named = trustProxy === 0 ? undefined : headers['x-forwarded-for'];
  if (named === undefined) return networkOf(remote);
  const way = [remote, ...String(named).split(',').reverse()];
  return networkOf((way[Math.min(trustProxy, way.length - 1)] ?? '').trim());
}

function networkOf(address: string): string {
  return address.includes(':') ? ipKeyGenerator(address, ipv6Network) : address;
}
