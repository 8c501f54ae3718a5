import type { Link } from '#contract/common.ts';
import type { CollectionInfo, CollectionList, FeatureSchema, Landing } from '#contract/features.ts';
import type { Property } from '#contract/collections.ts';
import { exportFiles, ExportFormat } from '#contract/exports.ts';
import type { Catalog, Collection } from '#catalog/collections.ts';
import { declaredProgrammes } from '#catalog/declared.ts';
import { typeIds } from '#catalog/one-type.ts';
import { pictogramsOf } from '#catalog/pictograms.ts';
import type { Db } from '#db/db.ts';
import { crs84, crsUris } from '#rules/crs/uris.ts';
import { boxOf, extentOf } from './extents.ts';

export const demoNote = 'Dữ liệu minh hoạ: địa giới và kết quả đánh giá là giả định.';

/** What descriptions depend on. `base` is the portal's own address. */
export interface Describing {
  readonly base: string;
  readonly at: string;
  readonly demo: boolean;
  /** Moves with everything that descriptions depend on. */
  readonly state: string;
}

/** The landing page. */
export function describeLanding({ base, demo }: Pick<Describing, 'base' | 'demo'>): Landing {
  return {
    title: 'Bản đồ nông thôn mới · New-style rural development map',
    description: `Địa giới hành chính và kết quả xây dựng nông thôn mới, theo chuẩn OGC API.${demo ? ` ${demoNote}` : ''}`,
    links: [
      ...inFormats(`${base}/api`, 'self', 'Trang này'),
      {
        rel: 'service-desc',
        href: `${base}/api/openapi.json`,
        type: 'application/vnd.oai.openapi+json;version=3.0',
        title: 'OpenAPI',
      },
      { rel: 'service-doc', href: `${base}/api/docs`, type: 'text/html', title: 'Tài liệu API' },
      { rel: 'conformance', href: `${base}/api/conformance`, type: 'application/json', title: 'Lớp chuẩn tuân theo' },
      { rel: 'data', href: `${base}/api/collections`, type: 'application/json', title: 'Các lớp dữ liệu' },
      {
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/functions',
        href: `${base}/api/functions`,
        type: 'application/json',
        title: 'Hàm lọc',
      },
      {
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes',
        href: `${base}/api/tileMatrixSets`,
        type: 'application/json',
        title: 'Lưới ô bản đồ',
      },
    ],
  };
}

/** Every collection with its extent on a day. */
export async function describeCollections(
  db: Pick<Db, 'pool' | 'one'>,
  { collections }: Catalog,
  describing: Describing,
): Promise<CollectionList> {
  return {
    collections: await Promise.all(collections.map((collection) => describeCollection(db, collection, describing))),
    links: inFormats(`${describing.base}/api/collections`, 'self', 'Các lớp dữ liệu'),
  };
}

/** One collection with its extent on a day; while it is empty the extent is the world. */
export async function describeCollection(
  db: Pick<Db, 'pool' | 'one'>,
  collection: Collection,
  describing: Describing,
): Promise<CollectionInfo> {
  const { base, demo } = describing;
  const { id, title, description, keywords, level, access, lineage, zooms, geometryType } = collection;
  const { properties, titleProperty, symbology, evidence } = collection;
  const extent = await extentOf(db, collection, describing);
  const { firstDay, lastDay, features } = extent;
  const midnight = (day: string | null) => (day === null ? null : `${day}T00:00:00Z`);
  return {
    id,
    title: title.vi,
    description: demo ? `${description.vi} ${demoNote}` : description.vi,
    keywords,
    titles: title,
    descriptions: description,
    itemType: 'feature',
    geometryType,
    whole: wholeOf(collection),
    level,
    access,
    topic: await topicOf(collection),
    properties,
    titleProperty,
    symbology,
    pictograms: pictogramsOf(symbology),
    evidence,
    features,
    counts: collection.storage.kind === 'cells',
    extent: {
      spatial: { bbox: [boxOf(extent) ?? [-180, -90, 180, 90]], crs: crs84 },
      temporal: {
        interval: [[midnight(firstDay), midnight(lastDay)]],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
    crs: [...crsUris],
    storageCrs: crs84,
    lineage,
    minZoom: zooms.min,
    maxZoom: zooms.max,
    demo,
    links: [...collectionLinks(base, id, title.vi), ...typeLinks(base, collection)],
  };
}

/** The collection whose features of one type of geometry these are; null where it is a whole. */
function wholeOf({ storage }: Pick<Collection, 'storage'>): string | null {
  return storage.kind === 'type' ? storage.of : null;
}

/** Links from a collection that mixes geometries to its single types, and from each of these to it. */
function typeLinks(base: string, collection: Collection): Link[] {
  const address = (id: string) => ({ href: `${base}/api/collections/${id}`, type: 'application/json' });
  const whole = wholeOf(collection);
  if (whole !== null) return [{ rel: 'up', ...address(whole), title: `Cả lớp, mọi dạng hình học: ${whole}` }];
  return typeIds(collection).map((id) => ({ rel: 'section', ...address(id), title: `Một dạng hình học: ${id}` }));
}

/** Where a collection stands in the programme, in words. */
async function topicOf({ topic }: Pick<Collection, 'topic'>): Promise<CollectionInfo['topic']> {
  const contents = (await declaredProgrammes()).flatMap((programme) => programme.contents);
  const content = contents.find(({ id }) => topic === id || topic?.startsWith(`${id}/`));
  if (topic === null || content === undefined) return null;
  const item = content.items.find(({ item: no }) => topic === `${content.id}/${no}`);
  return { id: topic, title: item?.title ?? content.title, content: { id: content.id, title: content.title } };
}

const exportTitles: Record<ExportFormat, string> = {
  geojson: 'GeoJSON (tệp)',
  csv: 'CSV (tệp)',
  gpkg: 'GeoPackage',
  shp: 'Shapefile',
  kml: 'KML',
  fgb: 'FlatGeobuf',
  xlsx: 'Excel',
};

function collectionLinks(base: string, id: string, title: string): Link[] {
  const address = `${base}/api/collections/${id}`;
  return [
    ...inFormats(address, 'self', title),
    { rel: 'items', href: `${address}/items`, type: 'application/geo+json', title: `${title}: GeoJSON` },
    { rel: 'items', href: `${address}/items?f=html`, type: 'text/html', title: `${title}: HTML` },
    { rel: 'items', href: `${address}/items?f=csv`, type: 'text/csv', title: `${title}: CSV` },
    ...ExportFormat.options.map((format): Link => ({
      rel: 'enclosure',
      href: `${address}/export?format=${format}`,
      type: exportFiles[format].mediaType.replace(/;.*/, ''),
      title: `${title}: ${exportTitles[format]}`,
    })),
    {
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
      href: `${address}/queryables`,
      type: 'application/schema+json',
      title: 'Thuộc tính lọc được',
    },
    {
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/sortables',
      href: `${address}/sortables`,
      type: 'application/schema+json',
      title: 'Thuộc tính sắp xếp được',
    },
    // The first is the name of OGC API - Common - Part 3, which QGIS looks for.
    ...['http://www.opengis.net/def/rel/ogc/1.0/schema', 'describedby'].map((rel): Link => ({
      rel,
      href: `${address}/schema`,
      type: 'application/schema+json',
      title: 'Cấu trúc dữ liệu',
    })),
    {
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
      href: `${address}/tiles`,
      type: 'application/json',
      title: 'Ô bản đồ',
    },
  ];
}

/** JSON Schema of the properties of a collection: all of them, or those that items can be asked for or sorted by. */
export function describeSchema(
  collection: Collection,
  base: string,
  which: 'schema' | 'queryables' | 'sortables',
): FeatureSchema {
  const properties = collection.properties.filter((property) => which !== 'queryables' || property.filterable);
  const geometry = {
    title: 'Hình học',
    format: geometryFormats[collection.geometryType],
    'x-ogc-role': 'primary-geometry',
    'x-ogc-propertySeq': properties.length + 1,
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${base}/api/collections/${collection.id}/${which}`,
    type: 'object',
    title: collection.title.vi,
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(
        // Readers of JSON may put names into an order of their own: this is ours.
        properties.map((property, nth) => [property.name, { ...schemaOf(property), 'x-ogc-propertySeq': nth + 1 }]),
      ),
      // Places have no order.
      ...(which === 'sortables' ? {} : { geometry }),
    },
  };
}

const geometryFormats: Record<string, string> = {
  Point: 'geometry-point',
  MultiPoint: 'geometry-multipoint',
  MultiLineString: 'geometry-multilinestring',
  MultiPolygon: 'geometry-multipolygon',
  Geometry: 'geometry-any',
};

function schemaOf({ type, title, unit, values, min, max, pattern }: Property): Record<string, unknown> {
  return {
    ...(type === 'date' ? { type: 'string', format: 'date' } : { type }),
    title: title.vi,
    'x-title-en': title.en,
    // Units are written as people read them and not in UCUM, which has none for persons.
    ...(unit === null ? {} : { 'x-ogc-unit': unit, 'x-ogc-unitLang': 'vi' }),
    ...(values === null
      ? {}
      : { oneOf: values.map(({ value, label }) => ({ const: value, title: label.vi, 'x-title-en': label.en })) }),
    ...(min === null ? {} : { minimum: min }),
    ...(max === null ? {} : { maximum: max }),
    ...(pattern === null ? {} : { pattern }),
  };
}

/** A thing's own link and the one to its other format. */
export function inFormats(address: string, rel: 'self', title: string): Link[] {
  const separator = address.includes('?') ? '&' : '?';
  return [
    { rel, href: address, type: 'application/json', title },
    { rel: 'alternate', href: `${address}${separator}f=html`, type: 'text/html', title },
  ];
}
