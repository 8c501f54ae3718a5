import { crsSystems } from './systems.ts';

/** WGS 84 with longitude first: how everything is kept, and what an answer is in where nothing else is asked for. */
export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

/** Every system in which items can be asked for: CRS84, then WGS 84, web mercator, UTM and VN-2000 by EPSG code. */
export const crsUris: readonly string[] = [crs84, ...crsSystems.map(({ epsg }) => uriOf(epsg))];

/** The URI of an EPSG code, as OGC writes it. */
export function uriOf(epsg: number): string {
  return `http://www.opengis.net/def/crs/EPSG/0/${epsg}`;
}

/** The EPSG code that a URI (or `EPSG:9218`, or `[EPSG:9218]`) names, or CRS84; null where it names neither. */
export function epsgOf(name: string): number | 'CRS84' | null {
  if (name === crs84 || /^\[?OGC:CRS84\]?$/i.test(name)) return 'CRS84';
  const code = /^(?:https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\d.]+\/|\[?EPSG:)(\d{4,5})\]?$/i.exec(name)?.[1];
  return code === undefined ? null : Number(code);
}
