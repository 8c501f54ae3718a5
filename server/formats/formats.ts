import type { FormatDriver } from './driver.ts';
import { dgn, dxf } from './drawings.ts';
import { flatgeobuf } from './flatgeobuf.ts';
import { geodatabase } from './geodatabase.ts';
import { geojson } from './geojson.ts';
import { geopackage } from './geopackage.ts';
import { gpx } from './gpx.ts';
import { kml } from './kml.ts';
import { mapinfoMif, mapinfoTab } from './mapinfo.ts';
import { shapefile } from './shapefile.ts';
import { topojson } from './topojson.ts';

/** Every format of maps that is read; the server needs nothing else for a new one, the page says what it offers in `file-types.ts`. */
export const formats: readonly FormatDriver[] = [
  geojson,
  shapefile,
  geopackage,
  geodatabase,
  kml,
  gpx,
  mapinfoTab,
  mapinfoMif,
  dxf,
  dgn,
  flatgeobuf,
  topojson,
];
