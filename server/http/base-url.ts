import type { Request } from 'express';
import type { Config } from '#server/config.ts';

/**
 * The address by which the client reaches this portal, without a slash at the end: PUBLIC_URL, else the request's own
 * Host where that is surely ours: this machine's name for itself, or the very address that the connection came in by.
 * Any other Host is whatever somebody wrote there, and an answer with it may be kept for others: then the text is empty,
 * so that links begin with a slash.
 */
export function baseUrl(request: Request, { publicUrl }: Pick<Config, 'publicUrl'>): string {
  if (publicUrl !== null) return publicUrl;
  const host = request.get('host') ?? '';
  const [, name = ''] = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.exec(host) ?? [];
  const literal = name.replace(/^\[|\]$/g, '').toLowerCase();
  const isOurs = isLoopback(literal) || (literal !== '' && literal === ownAddress(request));
  return isOurs ? `${request.protocol}://${host}` : '';
}

/** Whether a host, without brackets, is the machine that somebody sits at. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

function ownAddress({ socket }: Request): string | undefined {
  return socket.localAddress?.replace(/^::ffff:/, '');
}
