import type { Position } from '#contract/common.ts';
import { crsSystems, findCrs, fromWgs84, toWgs84, type CrsSystem } from './systems.ts';

/** WGS 84 with longitude first: how everything is kept, and what an answer is in where nothing else is asked for. */
export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

/**
 * A coordinate system as an address names it. Positions are in its own order of axes: latitude first in the geographic
 * systems of EPSG, easting first in the projected ones that the portal takes (EPSG's CS 4400 and 4499).
 */
export interface NamedCrs {
  readonly uri: string;
  readonly toWgs84: (position: readonly number[]) => Position;
  readonly fromWgs84: (position: readonly number[]) => Position;
  /** Decimals that mean about a millimetre. */
  readonly decimals: number;
}

const longitudeFirst: NamedCrs = {
  uri: crs84,
  toWgs84: ([x = Number.NaN, y = Number.NaN]) => [x, y],
  fromWgs84: ([x = Number.NaN, y = Number.NaN]) => [x, y],
  decimals: 8,
};

/** Every system in which items can be asked for: CRS84, then WGS 84, web mercator and VN-2000 by EPSG code. */
export const crsUris: readonly string[] = [crs84, ...crsSystems.map(({ epsg }) => uriOf(epsg))];

/** The system of a URI (or of `EPSG:9218`, or `[EPSG:9218]`), or null where it is not one of `crsUris`. */
export function findNamedCrs(name: string): NamedCrs | null {
  if (name === crs84 || /^\[?OGC:CRS84\]?$/i.test(name)) return longitudeFirst;
  const code = /^(?:https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\d.]+\/|\[?EPSG:)(\d{4,5})\]?$/i.exec(name)?.[1];
  const system = code === undefined ? null : findCrs(Number(code));
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
  const found = findNamedCrs(name);
  if (found === null) return null;
  const system = findCrs(found.uri === crs84 ? 4326 : Number(found.uri.split('/').at(-1)));
  if (system === null) return null;
  const { epsg, kind } = system;
  return {
    epsg,
    name: system.name,
    kind,
    fromWgs84: fromWgs84(system),
    decimals: epsg === 4326 ? null : found.decimals,
  };
}

function named(system: CrsSystem): NamedCrs {
  const [inward, outward] = [toWgs84(system), fromWgs84(system)];
  const uri = uriOf(system.epsg);
  if (system.kind === 'projected') return { uri, toWgs84: inward, fromWgs84: outward, decimals: 3 };
  const turned = ([x = Number.NaN, y = Number.NaN]: readonly number[]): Position => [y, x];
  return {
    uri,
    toWgs84: (position) => inward(turned(position)),
    fromWgs84: (position) => turned(outward(position)),
    decimals: 8,
  };
}

function uriOf(epsg: number): string {
  return `http://www.opengis.net/def/crs/EPSG/0/${epsg}`;
}
