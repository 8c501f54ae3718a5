import { mapChunks } from './chunks.ts';
import type { Files, FormatDriver, SourceNote } from './driver.ts';
import { readWithGdal } from './read-with-gdal.ts';

/** MapInfo native table: .tab with .dat, .map and .id. */
export const mapinfoTab: FormatDriver = {
  id: 'mapinfo-tab',
  label: 'MapInfo TAB',
  extensions: ['tab'],
  partExtensions: ['dat', 'map', 'id', 'ind'],
  gdalDriver: 'MapInfo File',
  read: (files, main, options) => readMapInfo(files, main, /^(\s*!charset\s+)(\S+)/im, '$1ISO8859_1', options),
};

/** MapInfo interchange: .mif with .mid, both text. */
export const mapinfoMif: FormatDriver = {
  id: 'mapinfo-mif',
  label: 'MapInfo MIF',
  extensions: ['mif'],
  partExtensions: ['mid'],
  gdalDriver: 'MapInfo File',
  read: (files, main, options) => readMapInfo(files, main, /^(\s*Charset\s+)"([^"]*)"/im, '$1"ISO8859_1"', options),
};

/** MapInfo's names of character sets that Vietnamese text can stand in. What else it says is often only its default. */
const charsets: Record<string, string> = { windowsvietnamese: 'windows-1258', 'utf-8': 'utf-8', utf8: 'utf-8' };

/**
 * Reads a MapInfo file byte by byte: the character set in its header is replaced by one that keeps every byte, and what
 * the bytes mean is decided once for all formats.
 */
async function readMapInfo(
  files: Files,
  main: string,
  charset: RegExp,
  replacement: string,
  options: Parameters<FormatDriver['read']>[2],
) {
  const stem = main.slice(0, main.lastIndexOf('.')).toLowerCase();
  const header = Buffer.from(files.get(main) ?? new Uint8Array()).toString('latin1');
  const stated = charset.exec(header)?.[2]?.toLowerCase() ?? '';
  const together = new Map<string, Uint8Array>();
  for (const [name, bytes] of files) {
    const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    if (name.toLowerCase() === `${stem}.${extension}`) together.set(`part.${extension}`, bytes);
  }
  const extension = main.slice(main.lastIndexOf('.') + 1).toLowerCase();
  together.set(`part.${extension}`, new Uint8Array(Buffer.from(header.replace(charset, replacement), 'latin1')));
  const layer = await readWithGdal(
    together,
    `part.${extension}`,
    {
      driver: 'MapInfo File',
      label: 'MapInfo',
      text: 'bytes',
      hiddenCrs: true,
      statedEncoding: charsets[stated] ?? null,
    },
    { ...options, layer: null },
  );
  let zeros = 0;
  const features = mapChunks(layer.features, (feature) => {
    zeros += Object.values(feature.fields).filter((value) => value === 0 || value === false).length;
    return feature;
  });
  const notes = () => [...(layer.notes?.() ?? []), ...(zeros === 0 ? [] : [noEmptyValues(zeros)])];
  return { ...layer, layer: main.slice(0, main.lastIndexOf('.')), features, notes };
}

/** MapInfo keeps 0 and "no" where nobody entered anything. */
function noEmptyValues(count: number): SourceNote {
  return {
    code: 'noEmptyValues',
    reason: {
      vi: `Tệp MapInfo không có ô trống: ${count} giá trị 0 hoặc "không" có thể là chưa nhập.`,
      en: `MapInfo has no empty values: ${count === 1 ? 'one value of 0 or "no"' : `${count} values of 0 or "no"`} may never have been entered.`,
    },
    todo: {
      vi: 'Kiểm tra các giá trị 0; nếu là chưa nhập, xuất lại bằng GeoPackage.',
      en: 'Check values of 0; if they were never entered, export the layer again as GeoPackage.',
    },
  };
}
