import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';
import { ConfigError, type Config } from '#server/config.ts';
import { publicHeaders } from './security.ts';

/** Throws ConfigError where BASEMAP_PMTILES names a file that cannot be read or is no PMTiles archive. */
export function checkBasemap({ basemapPmtiles }: Pick<Config, 'basemapPmtiles'>): void {
  if (basemapPmtiles === null) return;
  const file = path.resolve(basemapPmtiles);
  if (firstBytes(file) !== 'PMTiles') {
    throw new ConfigError(
      `BASEMAP_PMTILES names "${file}", which is not a PMTiles archive: name a .pmtiles file, or leave it out.`,
    );
  }
}

/**
 * Serves the operator's PMTiles basemap with range requests at /basemap/tiles.pmtiles, where BASEMAP_PMTILES names one.
 * Throws like `checkBasemap`.
 */
export function basemapRoutes(config: Pick<Config, 'basemapPmtiles'>): Router {
  const router = Router();
  if (config.basemapPmtiles === null) return router;
  checkBasemap(config);
  const file = path.resolve(config.basemapPmtiles);
  router.get('/basemap/tiles.pmtiles', (_request, response, next) => {
    response.set(publicHeaders).type('application/vnd.pmtiles');
    // The type above stays; ranges, ETag and 304 are sendFile's work.
    response.sendFile(file, { dotfiles: 'allow', maxAge: '1h', acceptRanges: true }, (error) => {
      if (error) next(error);
    });
  });
  return router;
}

function firstBytes(file: string): string {
  const bytes = Buffer.alloc(7);
  try {
    const descriptor = openSync(file, 'r');
    readSync(descriptor, bytes, 0, 7, 0);
    closeSync(descriptor);
  } catch {
    throw new ConfigError(`BASEMAP_PMTILES names "${file}", which cannot be read: check the path, or leave it out.`);
  }
  return bytes.toString('latin1');
}
