import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Config } from '#server/config.ts';
import { Fault } from '#contract/faults.ts';

/** True where the request carries the portal's ADMIN_TOKEN; compared in constant time. */
export function isAdmin(request: Request, { adminToken }: Pick<Config, 'adminToken'>): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (adminToken === null || given === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(adminToken));
}

/**
 * Lets a write through: the ADMIN_TOKEN, and where a browser names an origin, our own. Before accounts exist this is
 * the whole of authorisation.
 */
export function requireAdmin(request: Request, config: Pick<Config, 'adminToken' | 'publicUrl'>): void {
  if (config.adminToken === null) {
    throw new Fault('writesClosed', {});
  }
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== config.publicUrl && !sameHost(origin, host)) {
    throw new Fault('originForeign', {});
  }
  if (!isAdmin(request, config)) {
    throw new Fault('tokenWrong', {});
  }
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
