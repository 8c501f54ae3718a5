import { doubledKeys, doubledNotes } from './doubled-keys.ts';
import type { FormatDriver } from './driver.ts';
import { statedCrs } from './geojson.ts';
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
    const doubled = doubledNotes(doubledKeys(text));
    const notes = () => [...(layer.notes?.() ?? []), ...doubled];
    return { ...layer, notes, crs: layer.crs ?? statedCrs((value as { crs?: unknown } | null)?.crs) ?? 'OGC:CRS84' };
  },
};
