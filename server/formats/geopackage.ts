import type { FormatDriver } from './driver.ts';
import { readWithGdal } from './read-with-gdal.ts';

/** OGC GeoPackage: text is UTF-8, the coordinate system stands in the file. */
export const geopackage: FormatDriver = {
  id: 'geopackage',
  label: 'GeoPackage',
  extensions: ['gpkg'],
  partExtensions: [],
  layered: true,
  gdalDriver: 'GPKG',
  read: (files, main, options) =>
    readWithGdal(files, main, { driver: 'GPKG', label: 'GeoPackage', open: ['LIST_ALL_TABLES=NO'] }, options),
};
