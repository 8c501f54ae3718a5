import type { Geometry, Position } from 'geojson';
import type { GeometryKind } from '#contract/collections.ts';
import { oneChunk } from './chunks.ts';
import type { FormatDriver, ReadOptions, SourceFeature } from './driver.ts';
import { gpxLayers, GpxReader, type GpxObject } from './gpx-reader.ts';
import { remarkOn, type PlacemarkRemark } from './kml-remarks.ts';
import { overLimit } from './limits.ts';
import { Unreadable } from './unreadable.ts';
import { decodeXml, readXml } from './xml.ts';

const { wpt: waypoints, rte: routes, trk: tracks } = gpxLayers;
/** What is read of a file that holds all of them. */
const layersFor: Record<GeometryKind, readonly string[]> = {
  point: [waypoints],
  line: [routes, tracks],
  polygon: [routes, tracks],
  any: [waypoints, routes, tracks],
};

/** GPX, as GPS receivers and phones write it: waypoints are points, tracks and routes lines. WGS 84 by definition. */
export const gpx: FormatDriver = {
  id: 'gpx',
  label: 'GPX',
  extensions: ['gpx'],
  partExtensions: [],
  whole: true,
  gdalDriver: null,
  read(files, main, options) {
    const { text, encoding } = decodeXml(files.get(main) ?? new Uint8Array());
    const reader = new GpxReader(options.features);
    readXml(text, 'GPX', reader);
    if (reader.tooMany) throw tooManyObjects(options.features);
    const chosen = chooseObjects(reader.objects, options);
    return Promise.resolve({
      layer: [...new Set(chosen.map(({ layer }) => layer))].join(', '),
      crs: 'OGC:CRS84',
      features: oneChunk(chosen.map(featureOf)),
      text: encoding,
      statedEncoding: null,
    });
  },
};

function chooseObjects(objects: readonly GpxObject[], { layer: wanted, wants }: ReadOptions): readonly GpxObject[] {
  const layers = wanted === null ? layersFor[wants] : [wanted];
  const chosen = objects.filter(({ layer }) => layers.includes(layer));
  if (chosen.length > 0) return chosen;
  const has = Object.values(gpxLayers).map(
    (layer) => `${layer} (${objects.filter((one) => one.layer === layer).length})`,
  );
  throw new Unreadable(
    'choice',
    'whichLayer',
    {
      vi: `Tệp GPX không có ${layers.join(', ')}; có: ${has.join(', ')}.`,
      en: `The GPX has no ${layers.join(', ')}; it has ${has.join(', ')}.`,
    },
    {
      vi: 'Chọn lớp bằng --layer TÊN, hoặc nhập vào bộ dữ liệu có kiểu hình học khác.',
      en: 'Choose one with --layer NAME, or import it into a collection of another geometry.',
    },
  );
}

function featureOf({ fields, layer, parts }: GpxObject, index: number): SourceFeature {
  const common = { row: index + 1, fields };
  const fault = (remark: PlacemarkRemark): SourceFeature => ({
    ...common,
    geometry: null,
    fault: remarkOn(remark, fields.name),
  });
  const places = parts.map((part) => part.filter((place) => place !== null));
  if (parts.some((part, at) => part.length > (places[at]?.length ?? 0))) return fault('badCoordinates');
  if (layer === waypoints)
    return { ...common, geometry: { type: 'Point', coordinates: places[0]?.[0] ?? [] }, fault: null };
  const begun = places.filter(({ length }) => length > 0);
  const lines = begun.filter(({ length }) => length > 1);
  if (lines.length === 0) return fault(begun.length === 0 ? 'noCoordinates' : 'shortLine');
  const notes = lines.length < begun.length ? { notes: [remarkOn('shortTrack', fields.name)] } : {};
  return { ...common, geometry: lineOf(lines), fault: null, ...notes };
}

function lineOf(lines: Position[][]): Geometry {
  const [only = [], second] = lines;
  return second === undefined
    ? { type: 'LineString', coordinates: only }
    : { type: 'MultiLineString', coordinates: lines };
}

function tooManyObjects(most: number): Unreadable {
  return overLimit(
    'tooManyFeatures',
    { vi: `Tệp có hơn ${most} đối tượng.`, en: `The file has more than ${most} features.` },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}
