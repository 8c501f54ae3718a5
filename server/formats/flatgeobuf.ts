import type { FormatDriver } from './driver.ts';
import { readWithGdal } from './read-with-gdal.ts';

/** FlatGeobuf: text is UTF-8, the coordinate system stands in the header. */
export const flatgeobuf: FormatDriver = {
  id: 'flatgeobuf',
  label: 'FlatGeobuf',
  extensions: ['fgb'],
  partExtensions: [],
  gdalDriver: 'FlatGeobuf',
  read: (files, main, options) => readWithGdal(files, main, { driver: 'FlatGeobuf', label: 'FlatGeobuf' }, options),
};
