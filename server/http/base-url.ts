import type { Request } from 'express';
import type { Config } from '#server/config.ts';

/**
 * The address by which the client reaches this portal, without a slash at the end: PUBLIC_URL, else the request's own
 * Host. A Host that is no host (it goes into answers) gives an empty text, so that links are relative.
 */
export function baseUrl(request: Request, { publicUrl }: Pick<Config, 'publicUrl'>): string {
  if (publicUrl !== null) return publicUrl;
  const host = request.get('host') ?? '';
  return /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i.test(host) ? `${request.protocol}://${host}` : '';
}
