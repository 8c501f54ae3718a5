import type { Feature } from 'geojson';
import { oneChunk } from './chunks.ts';
import { doubledKeys, doubledNotes } from './doubled-keys.ts';
import type { Fault, FormatDriver, ReadOptions, SourceFeature } from './driver.ts';
import { flat } from './flat-geometry.ts';
import { badStructure, faultsOf, type FaultText } from './geojson-faults.ts';
import { isSequence, itemsOf } from './geojson-lines.ts';
import { overLimit } from './limits.ts';
import { decodeJson, parseJsonText } from './parse-json.ts';
import { Unreadable } from './unreadable.ts';

/** What a file holds: its features, and of each the line that it stands in and its fault, where these are known. */
interface Content {
  readonly features: readonly unknown[];
  readonly faults: readonly (Fault | null)[];
  readonly crs: unknown;
  readonly name: unknown;
}

/**
 * GeoJSON (RFC 7946), and sequences of it (RFC 8142, or one a line), read without GDAL so that every fault of structure
 * is found with its place. WGS 84 unless an old `crs` member says otherwise.
 */
export const geojson: FormatDriver = {
  id: 'geojson',
  label: 'GeoJSON',
  extensions: ['geojson', 'json', 'geojsonl', 'geojsons', 'geojsonseq', 'ndgeojson', 'ndjson', 'jsonl'],
  partExtensions: [],
  whole: true,
  gdalDriver: null,
  read(files, main, options) {
    const { text, encoding } = decodeJson(files.get(main) ?? new Uint8Array());
    const { features, faults, crs, name } = isSequence(text) ? readSequence(text, options) : readOne(text, options);
    const doubled = doubledNotes(doubledKeys(text));
    return Promise.resolve({
      layer: typeof name === 'string' ? name : main.replace(/\.[^.]*$/, ''),
      crs: statedCrs(crs) ?? 'OGC:CRS84',
      features: oneChunk(rowsOf(features, faults)),
      text: encoding,
      statedEncoding: null,
      notes: () => doubled,
    });
  },
};

interface Value {
  readonly type?: unknown;
  readonly features?: unknown;
  readonly crs?: unknown;
  readonly name?: unknown;
}

const geometries: readonly unknown[] = [
  ...['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'],
];
const featureBefore = '{"type":"FeatureCollection","features":[';
const geometryBefore = `${featureBefore}{"type":"Feature","properties":{},"geometry":`;

/** What stands round a document, so that it is a collection. */
function aroundOf(value: Value): Omit<FaultText, 'text'> {
  if (Array.isArray(value)) return { before: '{"type":"FeatureCollection","features":', after: '}' };
  if (value.type === 'FeatureCollection') return { before: '', after: '' };
  return value.type === 'Feature' ? { before: featureBefore, after: ']}' } : { before: geometryBefore, after: '}]}' };
}

/** A document: a collection, a list of features, one feature, or a geometry alone. */
function readOne(text: string, options: ReadOptions): Content {
  const value = parseJsonText(text) as Value | null;
  const features = featuresIn(value);
  if (value === null || features === null) throw notGeoJson(value);
  if (features.length > options.features) throw tooManyFeatures(features.length, options.features);
  const faults = faultsOf(features, { text, ...aroundOf(value) }, null);
  return { features, faults, crs: value.crs, name: value.name };
}

/** Many documents. One that is broken is a row that cannot be used; the others are read. */
function readSequence(text: string, options: ReadOptions): Content {
  const features: unknown[] = [];
  const lines: number[] = [];
  const broken = new Map<number, Fault>();
  let crs: unknown;
  for (const { line, value, unreadable } of itemsOf(text)) {
    const found = unreadable === null ? featuresIn(value as Value | null) : null;
    if (found === null) broken.set(features.length, unreadable ? brokenLine(line) : notGeoJsonIn(line, value));
    for (const feature of found ?? [{}]) {
      features.push(feature);
      lines.push(line);
    }
    if (features.length > options.features) throw tooManyFeatures(features.length, options.features);
    crs ??= (value as Value | null)?.crs;
  }
  const faults = faultsOf(features, { text, before: '', after: '' }, lines);
  return { features, faults: faults.map((fault, index) => broken.get(index) ?? fault), crs, name: null };
}

/** The features of a value, of which a geometry is one without fields; null where it is no GeoJSON. */
function featuresIn(value: Value | null): unknown[] | null {
  if (Array.isArray(value)) {
    const features = value as (Value | null)[];
    return features.length > 0 && features.every((feature) => feature?.type === 'Feature') ? features : null;
  }
  if (value?.type === 'FeatureCollection') return Array.isArray(value.features) ? value.features : null;
  if (value?.type === 'Feature') return [value];
  return geometries.includes(value?.type) ? [{ type: 'Feature', properties: {}, geometry: value }] : null;
}

function rowsOf(features: readonly unknown[], faults: readonly (Fault | null)[]): SourceFeature[] {
  const parts = features as (Partial<Feature> | null)[];
  // A feature's own name is a field where no property is called so.
  const hidden = parts.some((feature) => Object.keys(propertiesOf(feature)).some((name) => /^id$/i.test(name)));
  return parts.map((feature, index) => {
    const fault = faults[index] ?? null;
    const fields = propertiesOf(feature);
    const id = hidden ? undefined : feature?.id;
    return {
      row: index + 1,
      fields: typeof id === 'string' || typeof id === 'number' ? { ...fields, id } : fields,
      geometry: fault ? null : flat(feature?.geometry ?? null),
      fault,
    };
  });
}

function propertiesOf(feature: Partial<Feature> | null): Readonly<Record<string, unknown>> {
  const properties: unknown = feature?.properties;
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties)
    ? (properties as Record<string, unknown>)
    : {};
}

function typeOf(value: unknown): string {
  return String((value as Value | null)?.type ?? typeof value).slice(0, 40);
}

function notGeoJson(value: unknown): Unreadable {
  return new Unreadable(
    'broken',
    'notFeatureCollection',
    {
      vi: `Tệp không phải GeoJSON FeatureCollection hay Feature (type là "${typeOf(value)}").`,
      en: `The file is neither a GeoJSON FeatureCollection nor a Feature (its type is "${typeOf(value)}").`,
    },
    {
      vi: 'Xuất lớp dữ liệu thành GeoJSON FeatureCollection.',
      en: 'Export the layer as a GeoJSON FeatureCollection.',
    },
  );
}

function notGeoJsonIn(line: number, value: unknown): Fault {
  const at = { vi: ` ở dòng ${line}`, en: ` in line ${line}` };
  return badStructure(`the type is "${typeOf(value)}", not "Feature"`, at);
}

/** The old `crs` member: a name, or as programs before 2008 wrote it a code, a link or the name alone. */
export function statedCrs(crs: unknown): string | null {
  if (typeof crs === 'string') return crs;
  const properties = (crs as { properties?: { name?: unknown; code?: unknown; href?: unknown } | null } | null)
    ?.properties;
  const { name, code, href } = properties ?? {};
  if (typeof name === 'string') return name;
  if (typeof code === 'number' || typeof code === 'string') return `EPSG:${code}`;
  return typeof href === 'string' ? href : null;
}

function brokenLine(line: number): Fault {
  return {
    code: 'badJson',
    reason: { vi: `Dòng ${line} không phải JSON hợp lệ.`, en: `Line ${line} is not valid JSON.` },
    todo: { vi: 'Sửa dòng này hoặc xuất lại tệp.', en: 'Mend this line or export the file again.' },
  };
}

function tooManyFeatures(count: number, most: number): Unreadable {
  return overLimit(
    'tooManyFeatures',
    {
      vi: `Tệp có ${count} đối tượng; nhiều nhất là ${most}.`,
      en: `The file has ${count} features; at most ${most} are taken.`,
    },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}
