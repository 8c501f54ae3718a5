import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';
import express from 'express';
import { chooseEncoding } from './encoding.ts';
import { varyBy } from './payload.ts';

/** Texts of the built page, which the build has compressed (scripts/build/compress.ts), and how they are called. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const endings = { br: '.br', gzip: '.gz' } as const;

/** Serves a folder: a text as small as its client takes it, as the build left it beside the text itself. */
export function packedFiles(folder: string, options: Parameters<typeof express.static>[1]): RequestHandler {
  const files = express.static(folder, options);
  return (request, response, next) => {
    const mediaType = mediaTypes[path.posix.extname(request.path)];
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (mediaType === undefined || encoding === 'identity') {
      files(request, response, next);
      return;
    }
    const packed = request.path + endings[encoding];
    // Nobody leaves the folder: what looks in it for the text itself refuses such an address.
    if (packed.includes('..') || packed.includes('%') || !existsSync(path.join(folder, packed))) {
      files(request, response, next);
      return;
    }
    varyBy(response, 'Accept-Encoding');
    response.setHeader('Content-Type', mediaType);
    response.setHeader('Content-Encoding', encoding);
    request.url = packed;
    files(request, response, next);
  };
}
