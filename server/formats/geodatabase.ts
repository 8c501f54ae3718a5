import type { FormatDriver } from './driver.ts';
import { readWithGdal } from './read-with-gdal.ts';

/** Esri's File Geodatabase: a folder of tables, which comes in a zip. Tables without geometry are no layers. */
export const geodatabase: FormatDriver = {
  id: 'geodatabase',
  label: 'File Geodatabase',
  extensions: ['gdb'],
  partExtensions: ['gdbtable', 'gdbtablx', 'gdbindexes', 'atx', 'spx', 'freelist'],
  gdalDriver: 'OpenFileGDB',
  layered: true,
  read: (files, main, options) =>
    readWithGdal(
      files,
      main,
      { driver: 'OpenFileGDB', label: 'File Geodatabase', open: ['LIST_ALL_TABLES=NO'] },
      options,
    ),
};

/** The catalogue of a geodatabase, by which its folder is known whatever that is called. */
const catalogue = /(?:^|\/)a00000001\.gdbtable$/i;

/** The folder in which a geodatabase lies where a path is that of its catalogue; '' is the root. */
export function geodatabaseOf(path: string): string | null {
  return catalogue.test(path) ? path.slice(0, -'/a00000001.gdbtable'.length) : null;
}
