import type { FormatDriver } from './driver.ts';
import { parseJson } from './parse-json.ts';
import { readWithGdal } from './read-with-gdal.ts';

/** TopoJSON: boundaries as shared arcs; WGS 84 unless it says otherwise, as GeoJSON. */
export const topojson: FormatDriver = {
  id: 'topojson',
  label: 'TopoJSON',
  extensions: ['topojson'],
  partExtensions: [],
  layered: true,
  whole: true,
  gdalDriver: 'TopoJSON',
  async read(files, main, options) {
    const { value, text, encoding } = parseJson(files.get(main) ?? new Uint8Array());
    // GDAL reads UTF-8 without a mark alone.
    const given = new Map([[main, new TextEncoder().encode(text)]]);
    const layer = await readWithGdal(given, main, { driver: 'TopoJSON', label: 'TopoJSON', text: encoding }, options);
    return { ...layer, crs: layer.crs ?? statedCrs(value) ?? 'OGC:CRS84' };
  },
};

function statedCrs(value: unknown): unknown {
  return (value as { crs?: { properties?: { name?: unknown } } } | null)?.crs?.properties?.name ?? null;
}
