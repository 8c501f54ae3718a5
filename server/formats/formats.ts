import type { FormatDriver } from './driver.ts';
import { dgn, dxf } from './drawings.ts';
import { flatgeobuf } from './flatgeobuf.ts';
import { geodatabase } from './geodatabase.ts';
import { geojson } from './geojson.ts';
import { geopackage } from './geopackage.ts';
import { kml } from './kml.ts';
import { mapinfoMif, mapinfoTab } from './mapinfo.ts';
import { shapefile } from './shapefile.ts';
import { topojson } from './topojson.ts';

/** Every format that is read; a new one is a driver here and nothing else. */
export const formats: readonly FormatDriver[] = [
  geojson,
  shapefile,
  geopackage,
  geodatabase,
  kml,
  mapinfoTab,
  mapinfoMif,
  dxf,
  dgn,
  flatgeobuf,
  topojson,
];
