import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '#server/config.ts';

/**
 * Says once, when a request has come through a proxy that TRUST_PROXY does not count, what follows from that. Give it every
 * request.
 */
export function noticeProxies(
  { trustProxy }: Pick<Config, 'trustProxy'>,
  log: Logger,
): (request: IncomingMessage) => void {
  let told = trustProxy > 0;
  return ({ headers }) => {
    if (told || headers['x-forwarded-for'] === undefined) return;
    told = true;
    log.warn(
      'a request came with X-Forwarded-For: everybody behind that proxy counts as one address until TRUST_PROXY says how many proxies stand in front',
    );
  };
}
