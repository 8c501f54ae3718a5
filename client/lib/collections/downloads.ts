import { geometryTypes, type GeometryType } from '#contract/collections.ts';
import { ExportFormat, exportFiles } from '#contract/exports.ts';
import type { CollectionInfo } from '#contract/features.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';

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

const typeWords: Record<GeometryType, (count: string) => string> = {
  points: (count) => m.explore_types_points({ count }),
  lines: (count) => m.explore_types_lines({ count }),
  areas: (count) => m.explore_types_areas({ count }),
};

/**
 * What files of a collection that mixes geometries can hold: all of it, or one type of which it has some; nothing to choose
 * where it has one type alone.
 */
export function typesOf(
  { id }: Pick<CollectionInfo, 'id'>,
  counts: ReadonlyMap<string, number> = new Map(),
): { readonly id: string; readonly label: string }[] {
  const found = geometryTypes.flatMap((type) => {
    const count = counts.get(`${id}.${type}`) ?? 0;
    return count === 0 ? [] : [{ id: `${id}.${type}`, label: typeWords[type](formatNumber(count)) }];
  });
  return found.length < 2 ? [] : [{ id, label: m.explore_types_all() }, ...found];
}

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
      file: `${id.replaceAll('.', '-')}.${exportFiles[format].extension}`,
    };
  });
}
