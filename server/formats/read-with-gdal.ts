import type { Files, ReadOptions, SourceFeature, SourceLayer } from './driver.ts';
import type { GeometryKind } from '#contract/collections.ts';
import { GdalError, GdalReader, type GdalLayer } from './gdal.ts';
import type { Dataset } from 'gdal3.js/node.js';
import { overLimit } from './limits.ts';
import { Unreadable } from './unreadable.ts';

/** Features that are turned into text at once: some 10 MB of points. */
const piece = 20_000;

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
  /** True where layers are only folders of one map and are read together. */
  readonly allLayers?: boolean;
}

/** Reads one layer (or all) of a file through GDAL, in the file's coordinates. Throws Unreadable. */
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
    allLayers = false,
    hiddenCrs = false,
  }: GdalSource,
  options: ReadOptions,
): Promise<SourceLayer> {
  try {
    const reader = await GdalReader.open(config);
    const dataset = reader.dataset(files, main, driver, open);
    const layers = await reader.layers(dataset);
    const chosen = allLayers && options.layer === null ? layers : [chooseLayer(layers, options)];
    const count = chosen.reduce((sum, layer) => sum + layer.featureCount, 0);
    if (count > options.features) throw tooManyFeatures(count, options.features);
    let crs: unknown = chosen[0]?.coordinateSystem ?? null;
    if (crs === null && hiddenCrs && chosen[0]) crs = await reader.coordinateSystem(dataset, chosen[0].name);
    return {
      layer: chosen.map((layer) => layer.name).join(', '),
      crs,
      features: featuresOf(reader, dataset, chosen, label),
      text,
      statedEncoding,
    };
  } catch (error) {
    throw unreadable(error, label);
  }
}

/** Features in the file's order. A layer of very many is read in pieces: their text would not fit into memory. */
async function* featuresOf(
  reader: GdalReader,
  dataset: Dataset,
  layers: readonly GdalLayer[],
  label: string,
): AsyncGenerator<SourceFeature[]> {
  let row = 0;
  try {
    for (const { name, featureCount } of layers) {
      for (let from = 0; from === 0 || from < featureCount; from += piece) {
        const range = featureCount > piece ? { from, count: piece } : null;
        const features = await reader.features(dataset, name, range);
        yield features.map(({ properties, geometry }) => ({
          row: ++row,
          fields: properties ?? {},
          geometry,
          fault: null,
        }));
      }
    }
  } catch (error) {
    throw unreadable(error, label);
  }
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
