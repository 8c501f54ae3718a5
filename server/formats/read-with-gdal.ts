import { mapChunks } from './chunks.ts';
import type { Files, ReadOptions, SourceFeature, SourceLayer, SourceNote } from './driver.ts';
import type { GeometryKind } from '#contract/collections.ts';
import { GdalError, GdalReader, type GdalLayer, type Range } from './gdal.ts';
import type { Dataset } from 'gdal3.js/node.js';
import { overLimit } from './limits.ts';
import { Unreadable } from './unreadable.ts';

/** Features that are turned into text at once: some 10 MB of points. */
const piece = 20_000;
/** Bytes of a file whose polygons are turned into numbers at once. */
const pieceBytes = 128_000_000;

export interface GdalSource {
  readonly driver: string;
  readonly label: string;
  /** Open options of the driver. */
  readonly open?: readonly string[];
  /** Configuration of GDAL. */
  readonly config?: Record<string, string>;
  readonly text?: SourceLayer['text'];
  readonly statedEncoding?: string | null;
  /** True where GDAL does not tell the coordinate system in the usual way. */
  readonly hiddenCrs?: boolean;
  /** Changes each feature of the layer, whose fields are named in the file's order. */
  readonly change?: (fields: readonly string[]) => (feature: SourceFeature) => SourceFeature;
}

/** Reads one layer of a file through GDAL, in the file's coordinates. Throws Unreadable. */
export async function readWithGdal(
  files: Files,
  main: string,
  {
    driver,
    label,
    open = [],
    config = {},
    text = 'unicode',
    statedEncoding = null,
    hiddenCrs = false,
    change,
  }: GdalSource,
  options: ReadOptions,
): Promise<SourceLayer> {
  try {
    const reader = await GdalReader.open(config);
    const dataset = reader.dataset(files, main, driver, open);
    const layer = chooseLayer(await reader.layers(dataset), options);
    if (layer.featureCount > options.features) throw tooManyFeatures(layer.featureCount, options.features);
    const crs = layer.coordinateSystem ?? (hiddenCrs ? await reader.coordinateSystem(dataset, layer.name) : null);
    const read = options.packed ? packedOf(reader, dataset, layer) : textOf(reader, dataset, layer);
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    const most = options.packed ? Math.ceil((layer.featureCount * pieceBytes) / Math.max(bytes, pieceBytes)) : piece;
    const features = featuresOf(read, layer, Math.max(1, Math.min(most, piece)), label);
    return {
      layer: layer.name,
      crs,
      features: change ? mapChunks(features, change(layer.fields)) : features,
      text,
      statedEncoding,
      notes: () => reader.notes,
    };
  } catch (error) {
    throw unreadable(error, label);
  }
}

type ReadRange = (range: Range | null) => Promise<Omit<SourceFeature, 'row' | 'fault'>[]>;

function textOf(reader: GdalReader, dataset: Dataset, { name }: GdalLayer): ReadRange {
  return async (range) =>
    (await reader.features(dataset, name, range)).map(({ properties, geometry }) => ({
      fields: properties ?? {},
      geometry,
    }));
}

function packedOf(reader: GdalReader, dataset: Dataset, { name }: GdalLayer): ReadRange {
  return async (range) => {
    // In this order: a layer that was read without its fields gives none afterwards.
    const fields = await reader.fields(dataset, name, range);
    const polygons = await reader.polygons(dataset, name, range);
    return fields.map(({ properties }, index) => {
      const packed = polygons[index] ?? null;
      return { fields: properties ?? {}, geometry: null, ...(packed && { packed }) };
    });
  };
}

/** Features in the file's order. A layer of very many is read in pieces: their text would not fit into memory. */
async function* featuresOf(
  read: ReadRange,
  { featureCount }: GdalLayer,
  most: number,
  label: string,
): AsyncGenerator<SourceFeature[]> {
  let row = 0;
  try {
    for (let from = 0; from === 0 || from < featureCount; from += most) {
      const features = await read(featureCount > most ? { from, count: most } : null);
      yield features.map((feature) => {
        const notes = badCharacters(feature.fields);
        return { ...feature, row: ++row, fault: null, ...(notes.length > 0 ? { notes } : {}) };
      });
    }
  } catch (error) {
    throw unreadable(error, label);
  }
}

/** Bytes that are no text in the format's encoding: GDAL says nothing of them. */
function badCharacters(fields: Readonly<Record<string, unknown>>): SourceNote[] {
  return Object.entries(fields).flatMap(([property, value]) =>
    typeof value === 'string' && value.includes('\ufffd')
      ? {
          code: 'badCharacters',
          property,
          reason: {
            vi: 'Có ký tự không đọc được theo bảng mã của tệp.',
            en: 'There are characters that cannot be read in the encoding of the file.',
          },
          todo: {
            vi: 'Sửa chữ này trong tệp gốc rồi xuất lại.',
            en: 'Correct the text in the original file and export it again.',
          },
        }
      : [],
  );
}

/** GDAL's own words in a sentence of ours; any other error as it is. */
function unreadable(error: unknown, label: string): unknown {
  if (!(error instanceof GdalError)) return error;
  return new Unreadable(
    'broken',
    'unreadableFile',
    {
      vi: `Không đọc được tệp như ${label} (${error.message}).`,
      en: `The file cannot be read as ${label} (${error.message}).`,
    },
    {
      vi: 'Mở lại tệp bằng phần mềm đã tạo ra nó, xuất lại rồi gửi đủ các phần của tệp.',
      en: 'Open it in the program that made it, export it again, and give all of its parts.',
    },
  );
}

function tooManyFeatures(count: number, most: number) {
  return overLimit(
    'tooManyFeatures',
    {
      vi: `Lớp có ${count} đối tượng; nhiều nhất là ${most}.`,
      en: `The layer has ${count} features; at most ${most} are taken.`,
    },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}

const typeOf: Record<GeometryKind, RegExp> = {
  point: /point/i,
  line: /line|curve/i,
  polygon: /polygon|surface/i,
  any: /./,
};

function chooseLayer(layers: readonly GdalLayer[], { layer: wanted, wants, prefix = '' }: ReadOptions): GdalLayer {
  const named = layers.filter((layer) => layer.name === wanted);
  const spatial = layers.filter((layer) => layer.geometryType !== null && layer.geometryType !== 'None');
  const fitting = spatial.filter((layer) => typeOf[wants].test(layer.geometryType ?? ''));
  const candidates = wanted !== null ? named : fitting.length > 0 ? fitting : spatial.length > 0 ? spatial : layers;
  const [only, second] = candidates;
  if (only && !second) return only;
  const offered = spatial.length > 0 ? spatial : layers;
  const names = offered.map((layer) => `"${prefix}${layer.name}"`).join(', ') || '-';
  throw new Unreadable(
    'choice',
    'whichLayer',
    wanted === null
      ? { vi: `Tệp có nhiều lớp: ${names}.`, en: `The file has several layers: ${names}.` }
      : {
          vi: `Tệp không có lớp "${wanted}"; có: ${names}.`,
          en: `The file has no layer "${wanted}"; it has ${names}.`,
        },
    { vi: 'Chọn lớp bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
  );
}
