import type { Position } from '#contract/common.ts';
import { findCrs, type CrsSystem } from '#rules/crs/systems.ts';
import type { PlaceCrs } from '#rules/places.ts';
import { crs84, epsgOf, uriOf } from '#rules/crs/uris.ts';
import { fromWgs84, toWgs84 } from './transform.ts';

/**
 * A coordinate system as an address names it. Positions are in its own order of axes: latitude first in the geographic
 * systems of EPSG, easting first in the projected ones that the portal takes (EPSG's CS 4400 and 4499).
 */
export interface NamedCrs extends PlaceCrs {
  readonly uri: string;
  readonly toWgs84: (position: readonly number[]) => Position;
  readonly fromWgs84: (position: readonly number[]) => Position;
}

const longitudeFirst: NamedCrs = {
  uri: crs84,
  toWgs84: ([x = Number.NaN, y = Number.NaN]) => [x, y],
  fromWgs84: ([x = Number.NaN, y = Number.NaN]) => [x, y],
  decimals: 8,
  kind: 'geographic',
  northFirst: false,
  wgs84: true,
};

/** The system of a URI (or of `EPSG:9218`, or `[EPSG:9218]`), or null where it is not one of `crsUris`. */
export function findNamedCrs(name: string): NamedCrs | null {
  const code = epsgOf(name);
  if (code === 'CRS84') return longitudeFirst;
  const system = code === null ? null : findCrs(code);
  return system === null ? null : named(system);
}

/** A coordinate system of a file, which has longitude or easting first whatever the system's own order is. */
export interface FileCrs {
  readonly epsg: number;
  readonly name: string;
  readonly kind: CrsSystem['kind'];
  readonly fromWgs84: (position: readonly number[]) => Position;
  /** Decimals that mean about a millimetre; null where coordinates stay as they are kept. */
  readonly decimals: number | null;
}

/** The system of a URI, of `EPSG:9218` or of nothing (WGS 84) for a file; null where it is not one of `crsUris`. */
export function findFileCrs(name: string): FileCrs | null {
  const code = epsgOf(name);
  const system = code === null ? null : findCrs(code === 'CRS84' ? 4326 : code);
  if (system === null) return null;
  const { epsg, kind } = system;
  const decimals = epsg === 4326 ? null : decimalsOf(system);
  return { epsg, name: system.name, kind, fromWgs84: fromWgs84(system), decimals };
}

function decimalsOf({ kind }: CrsSystem): number {
  return kind === 'projected' ? 3 : 8;
}

function named(system: CrsSystem): NamedCrs {
  const [inward, outward] = [toWgs84(system), fromWgs84(system)];
  const { kind } = system;
  const told = { uri: uriOf(system.epsg), decimals: decimalsOf(system), kind, wgs84: system.epsg === 4326 };
  if (kind === 'projected') return { ...told, northFirst: false, toWgs84: inward, fromWgs84: outward };
  const turned = ([x = Number.NaN, y = Number.NaN]: readonly number[]): Position => [y, x];
  return {
    ...told,
    northFirst: true,
    toWgs84: (position) => inward(turned(position)),
    fromWgs84: (position) => turned(outward(position)),
  };
}
