import { z } from 'zod';
import { DaysQuery } from './datetime.ts';
import { endpoint } from './endpoint.ts';
import { BboxQuery, CrsQuery, csvType, filtering, NamesQuery } from './features.ts';

/** Formats in which a collection can be taken away, by the word that asks for each. */
export const ExportFormat = z.enum(['geojson', 'csv', 'gpkg', 'shp', 'kml', 'fgb', 'xlsx']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What a file of each format ends in and how it is sent. */
export const exportFiles: Record<ExportFormat, { readonly extension: string; readonly mediaType: string }> = {
  geojson: { extension: 'geojson', mediaType: 'application/geo+json' },
  csv: { extension: 'csv', mediaType: csvType },
  gpkg: { extension: 'gpkg', mediaType: 'application/geopackage+sqlite3' },
  shp: { extension: 'zip', mediaType: 'application/zip' },
  kml: { extension: 'kml', mediaType: 'application/vnd.google-earth.kml+xml' },
  fgb: { extension: 'fgb', mediaType: 'application/octet-stream' },
  xlsx: { extension: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
};

/**
 * A collection, or what is asked for of it, as one file. Coordinates are longitude and latitude, or easting and northing
 * of the system that `crs` names: files keep that order whatever the system's own is.
 */
export const exportCollection = endpoint({
  id: 'exportCollection',
  method: 'get',
  audience: 'viewer',
  cost: 'export',
  path: '/api/collections/{collectionId}/export',
  summary: 'A collection as one file, in WGS 84 or VN-2000',
  params: z.object({ collectionId: z.string() }),
  query: z.strictObject({
    format: ExportFormat,
    /** `EPSG:9218`, or a URI of the collection's list. */
    crs: CrsQuery.optional(),
    ...filtering,
    bbox: BboxQuery.optional(),
    'bbox-crs': CrsQuery.optional(),
    datetime: DaysQuery.optional(),
    /** Properties that are wanted; all where it is left out. */
    properties: NamesQuery.optional(),
  }),
  reply: z.unknown(),
  mediaType: exportFiles.geojson.mediaType,
  otherMediaTypes: Object.values(exportFiles)
    .map(({ mediaType }) => mediaType)
    .slice(1),
  problems: ['notFound', 'unavailable'],
});
