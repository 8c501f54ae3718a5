import type { Files, ReadOptions, SourceFeature, SourceLayer } from './driver.ts';
import { GdalError, GdalReader, type GdalLayer } from './gdal.ts';
import { overLimit } from './limits.ts';
import { Unreadable } from './unreadable.ts';

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
    const chosen = allLayers && options.layer === null ? layers : [chooseLayer(layers, options.layer)];
    const count = chosen.reduce((sum, layer) => sum + layer.featureCount, 0);
    if (count > options.features) throw tooManyFeatures(count, options.features);
    const features: SourceFeature[] = [];
    for (const layer of chosen) {
      for (const { properties, geometry } of await reader.features(dataset, layer.name)) {
        features.push({ row: features.length + 1, fields: properties ?? {}, geometry, fault: null });
      }
    }
    let crs: unknown = chosen[0]?.coordinateSystem ?? null;
    if (crs === null && hiddenCrs && chosen[0]) crs = await reader.coordinateSystem(dataset, chosen[0].name);
    return { layer: chosen.map((layer) => layer.name).join(', '), crs, features, text, statedEncoding };
  } catch (error) {
    if (!(error instanceof GdalError)) throw error;
    throw new Unreadable(
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

function chooseLayer(layers: readonly GdalLayer[], wanted: string | null): GdalLayer {
  const named = layers.filter((layer) => layer.name === wanted);
  const spatial = layers.filter((layer) => layer.geometryType !== null && layer.geometryType !== 'None');
  const areas = spatial.filter((layer) => /polygon|surface/i.test(layer.geometryType ?? ''));
  const candidates = wanted !== null ? named : areas.length > 0 ? areas : spatial.length > 0 ? spatial : layers;
  const [only, second] = candidates;
  if (only && !second) return only;
  const names = layers.map((layer) => `"${layer.name}"`).join(', ') || '-';
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
