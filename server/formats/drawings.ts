import { collect, oneChunk } from './chunks.ts';
import type { Files, FormatDriver, ReadOptions } from './driver.ts';
import { polygonsFromDrawing } from './closed-lines.ts';
import { readWithGdal } from './read-with-gdal.ts';

/** AutoCAD DXF: closed lines become polygons; a drawing never says its coordinate system. */
export const dxf: FormatDriver = {
  id: 'dxf',
  label: 'AutoCAD DXF',
  extensions: ['dxf'],
  partExtensions: [],
  gdalDriver: 'DXF',
  read: (files, main, options) => readDrawing(files, main, 'DXF', options),
};

/** MicroStation DGN (version 7): closed lines and shapes become polygons. */
export const dgn: FormatDriver = {
  id: 'dgn',
  label: 'MicroStation DGN',
  extensions: ['dgn'],
  partExtensions: [],
  gdalDriver: 'DGN',
  read: (files, main, options) => readDrawing(files, main, 'DGN', options),
};

async function readDrawing(files: Files, main: string, driver: 'DXF' | 'DGN', options: ReadOptions) {
  const bytes = options.encoding !== null;
  const layer = await readWithGdal(
    files,
    main,
    {
      driver,
      label: driver,
      // Only where an encoding is asked for: a DXF of AutoCAD 2007 or later is UTF-8, an older one names its code page.
      config: bytes ? { DXF_ENCODING: 'ISO-8859-1' } : {},
      text: bytes ? 'bytes' : 'unicode',
    },
    // Lines are looked at as they are drawn.
    { ...options, packed: false },
  );
  // Areas are drawn as closed lines; points and lines are taken as they are.
  if (options.wants !== 'polygon') return layer;
  return { ...layer, features: oneChunk(polygonsFromDrawing(await collect(layer.features))) };
}
