import type { Files } from './driver.ts';
import { GdalError, GdalReader } from './gdal.ts';
import { stemOf } from './find-mains.ts';

/**
 * What the .prj beside a table says of its coordinate system, as PROJJSON; null where there is none or it cannot be read.
 * QGIS writes one beside a CSV.
 */
export async function crsBeside(table: string, contents: Files): Promise<unknown> {
  const wanted = `${stemOf(table)}.prj`.toLowerCase();
  const [, prj] = [...contents].find(([path]) => path.toLowerCase() === wanted) ?? [];
  if (prj === undefined) return null;
  // GDAL reads a system where it has something to read in it.
  const files = new Map([
    ['part.csv', new Uint8Array(Buffer.from('WKT\n"POINT (0 0)"\n'))],
    ['part.csvt', new Uint8Array(Buffer.from('WKT'))],
    ['part.prj', prj.slice()],
  ]);
  try {
    const gdal = await GdalReader.open();
    const [layer] = await gdal.layers(gdal.dataset(files, 'part.csv', 'CSV', []));
    return layer?.coordinateSystem ?? null;
  } catch (error) {
    if (error instanceof GdalError) return null;
    throw error;
  }
}
