import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Headers of every public read: any page may read it, nobody guesses its type. */
export const publicHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Content-Crs',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The page asks no other host for anything; the map draws in workers and keeps its styles inline. */
export function contentSecurity(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
      },
    },
    // The portal itself speaks plain HTTP; the proxy that ends TLS decides on this header.
    strictTransportSecurity: false,
  });
}

/**
 * Lets pages of other hosts read the public API (GET and HEAD, without credentials) and answers their preflights.
 * Writes get no such permission.
 */
export function openToOtherSites(): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      response.set(publicHeaders);
    } else if (request.method === 'OPTIONS') {
      response.set({
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': 'GET, HEAD',
        'Access-Control-Allow-Headers': 'If-None-Match, Accept, Accept-Language',
        'Access-Control-Max-Age': '86400',
      });
      response.status(204).end();
      return;
    }
    next();
  };
}
