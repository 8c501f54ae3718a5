import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { revisionsHeader } from '#contract/revisions.ts';

/** Headers of every public read: any page may read it, nobody guesses its type. */
export const publicHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': `ETag, Link, Content-Crs, ${revisionsHeader}`,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** What a page of another site hears before it reads: reads alone, without credentials. */
export const preflightHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'If-None-Match, Accept, Accept-Language',
  'Access-Control-Max-Age': '86400',
} as const;

/** The page finds where its reader stands, where they ask for it, and needs no other sense of their machine. */
const permissions = [
  'geolocation=(self)',
  ...['accelerometer', 'camera', 'display-capture', 'gyroscope', 'hid', 'magnetometer'].map((name) => `${name}=()`),
  ...['microphone', 'midi', 'payment', 'serial', 'usb'].map((name) => `${name}=()`),
].join(', ');

/** The page asks no other host for anything; the map draws in workers and keeps its styles inline. */
export function contentSecurity(): RequestHandler {
  const rest = helmet({
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
    // Said below: what anybody may read says otherwise already.
    crossOriginResourcePolicy: false,
  });
  return (request, response, next) => {
    if (!response.hasHeader('Cross-Origin-Resource-Policy')) closeToOtherSites(response);
    response.setHeader('Permissions-Policy', permissions);
    rest(request, response, next);
  };
}

/** Lets pages of other hosts read the public API: GET and HEAD, without credentials. Writes get no such permission. */
export function openToOtherSites(): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') response.set(publicHeaders);
    next();
  };
}

/** Takes that back, of an answer that is not for everybody. */
export function closeToOtherSites(response: ServerResponse): void {
  response.removeHeader('Access-Control-Allow-Origin');
  response.removeHeader('Access-Control-Expose-Headers');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}
