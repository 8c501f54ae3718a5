import type { CollectionInfo } from '#contract/features.ts';
import { ExportFormat, exportFiles } from '#contract/exports.ts';

/** What a format is called by those who open it. */
const names: Record<ExportFormat, string> = {
  geojson: 'GeoJSON',
  csv: 'CSV',
  gpkg: 'GeoPackage',
  shp: 'Shapefile',
  kml: 'KML',
  fgb: 'FlatGeobuf',
  xlsx: 'Excel (XLSX)',
};

/** Coordinate systems that files are offered in: the one of the web, and the province's of VN-2000. */
export const fileCrs = ['EPSG:4326', 'EPSG:9218'] as const;
export type FileCrs = (typeof fileCrs)[number];

export interface Download {
  readonly name: string;
  readonly href: string;
  /** Name of the file. */
  readonly file: string;
}

/** What files hold: all features, or those that meet a filter (CQL2 text) or hold on a day. */
export interface Taken {
  readonly filter: string;
  /** Null for the portal's own day. */
  readonly at: string | null;
}

/** A file of what is taken of a collection, in each format. KML knows one coordinate system only. */
export function downloadsOf({ id }: Pick<CollectionInfo, 'id'>, { filter, at }: Taken, crs: FileCrs): Download[] {
  return ExportFormat.options.map((format) => {
    const query = new URLSearchParams({
      format,
      ...(crs === 'EPSG:4326' || format === 'kml' ? {} : { crs }),
      ...(filter === '' ? {} : { filter }),
      ...(at === null ? {} : { datetime: at }),
    });
    return {
      name: names[format],
      href: `/api/collections/${id}/export?${query.toString()}`,
      file: `${id}.${exportFiles[format].extension}`,
    };
  });
}
