import type { Feature, Geometry, Position } from 'geojson';
import { oneChunk } from './chunks.ts';
import { scavenge, type HintIssue } from '@placemarkio/check-geojson';
import validation from 'geojson-validation';
import type { Text } from '#contract/common.ts';
import type { Fault, FormatDriver, SourceFeature } from './driver.ts';
import { mostCharactersChecked, parseJson, placeOf } from './parse-json.ts';
import { overLimit } from './limits.ts';
import { Unreadable } from './unreadable.ts';

/**
 * GeoJSON (RFC 7946), read without GDAL so that every fault of structure is found with its place. WGS 84 unless an old
 * `crs` member says otherwise.
 */
export const geojson: FormatDriver = {
  id: 'geojson',
  label: 'GeoJSON',
  extensions: ['geojson', 'json'],
  partExtensions: [],
  whole: true,
  gdalDriver: null,
  read(files, main, options) {
    const { text, value, encoding } = parseJson(files.get(main) ?? new Uint8Array());
    const collection = value as { type?: unknown; features?: unknown; crs?: unknown; name?: unknown } | null;
    if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features))
      throw notACollection(collection);
    const features = collection.features as unknown[];
    if (features.length > options.features) {
      throw overLimit(
        'tooManyFeatures',
        {
          vi: `Tệp có ${features.length} đối tượng; nhiều nhất là ${options.features}.`,
          en: `The file has ${features.length} features; at most ${options.features} are taken.`,
        },
        { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
      );
    }
    return Promise.resolve({
      layer: typeof collection.name === 'string' ? collection.name : main.replace(/\.[^.]*$/, ''),
      crs: statedCrs(collection.crs) ?? 'OGC:CRS84',
      features: oneChunk(checkedFeatures(features, text)),
      text: encoding,
      statedEncoding: null,
    });
  },
};

function notACollection(collection: { type?: unknown } | null): Unreadable {
  const type = String(collection?.type ?? typeof collection).slice(0, 40);
  return new Unreadable(
    'broken',
    'notFeatureCollection',
    {
      vi: `Tệp không phải GeoJSON FeatureCollection (type là "${type}").`,
      en: `The file is not a GeoJSON FeatureCollection (its type is "${type}").`,
    },
    {
      vi: 'Xuất lớp dữ liệu thành GeoJSON FeatureCollection.',
      en: 'Export the layer as a GeoJSON FeatureCollection.',
    },
  );
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

/** Features with the fault of each; the checker that knows places is asked only where there is a fault. */
function checkedFeatures(features: readonly unknown[], text: string): SourceFeature[] {
  const found = features.map((feature) => validation.isFeature(feature, true));
  const faulty = found.some((faults) => faults.length > 0);
  const places =
    faulty && text.length <= mostCharactersChecked ? placesOf(features, text) : new Map<number, HintIssue>();
  return features.map((value, index) => {
    const feature = value as Partial<Feature> | null;
    const [first] = found[index] ?? [];
    const place = places.get(index);
    const fault = first !== undefined ? faultOf(first, place, text) : null;
    return {
      row: index + 1,
      fields: isRecord(feature?.properties) ? feature.properties : {},
      geometry: fault ? null : flat(feature?.geometry ?? null),
      fault,
    };
  });
}

/** First fault of each feature that the checker rejects, by index: it gives them in order, but not their index. */
function placesOf(features: readonly unknown[], text: string): Map<number, HintIssue> {
  const places = new Map<number, HintIssue>();
  const { rejected } = scavenge(text);
  let next = 0;
  features.forEach((feature, index) => {
    const candidate = rejected[next];
    if (candidate === undefined || JSON.stringify(candidate.feature) !== JSON.stringify(feature)) return;
    const [reason] = candidate.reasons;
    if (reason) places.set(index, reason);
    next++;
  });
  return places;
}

function faultOf(message: string, place: HintIssue | undefined, text: string): Fault {
  const where = place ? placeOf(text, place.from) : null;
  const at: Text =
    place && where
      ? {
          vi: ` ở ký tự ${place.from + 1} (dòng ${where.line})`,
          en: ` at character ${place.from + 1} (line ${where.line})`,
        }
      : { vi: '', en: '' };
  return {
    code: 'badStructure',
    reason: {
      vi: `Cấu trúc GeoJSON sai${at.vi}: ${vietnamese(message)}.`,
      en: `The GeoJSON structure is wrong${at.en}: ${message.replace(/^(at \d+: )+/, '')}.`,
    },
    todo: { vi: 'Sửa đối tượng này hoặc xuất lại tệp.', en: 'Mend this feature or export the file again.' },
  };
}

function vietnamese(message: string): string {
  if (/four positions/.test(message)) return 'vòng ranh giới cần ít nhất bốn tọa độ';
  if (/first and last/i.test(message)) return 'vòng ranh giới chưa khép kín';
  if (/only contain numbers/.test(message)) return 'tọa độ phải là số';
  const member = /member with the name "?(\w+)/.exec(message)?.[1];
  if (member !== undefined) return `thiếu thành phần "${member}"`;
  return message.replace(/^(at \d+: )+/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Heights are left out: what is kept has none. */
function flat(geometry: Geometry | null): Geometry | null {
  switch (geometry?.type) {
    case undefined:
      return null;
    case 'Point':
      return { type: 'Point', coordinates: flatPosition(geometry.coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { ...geometry, coordinates: geometry.coordinates.map(flatPosition) };
    case 'MultiLineString':
    case 'Polygon':
      return { ...geometry, coordinates: geometry.coordinates.map((line) => line.map(flatPosition)) };
    case 'MultiPolygon':
      return {
        ...geometry,
        coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(flatPosition))),
      };
    case 'GeometryCollection':
      return { ...geometry, geometries: geometry.geometries.flatMap((part) => flat(part) ?? []) };
  }
}

function flatPosition([x = Number.NaN, y = Number.NaN]: Position): Position {
  return [x, y];
}
