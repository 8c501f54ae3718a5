import { mapChunks } from './chunks.ts';
import type { Files, FormatDriver } from './driver.ts';
import { readWithGdal } from './read-with-gdal.ts';
import { numberPlacemarks } from './kml-placemarks.ts';
import { Unreadable } from './unreadable.ts';

/** KML: WGS 84 by definition. GDAL reads the geometry; it leaves out ExtendedData, which is read beside it. */
export const kml: FormatDriver = {
  id: 'kml',
  label: 'KML',
  extensions: ['kml'],
  partExtensions: [],
  layered: true,
  whole: true,
  gdalDriver: 'KML',
  async read(files, main, options) {
    const { text, placemarks } = numberPlacemarks(decode(files, main));
    const numbered = new Map([['doc.kml', new TextEncoder().encode(text)]]);
    const layer = await readWithGdal(numbered, 'doc.kml', { driver: 'KML', label: 'KML', allLayers: true }, options);
    return {
      ...layer,
      crs: 'OGC:CRS84',
      features: mapChunks(layer.features, (feature) => ({
        ...feature,
        fields: placemarks.get(String(feature.fields.Name)) ?? {},
      })),
    };
  },
};

function decode(files: Files, main: string): string {
  const bytes = files.get(main) ?? new Uint8Array();
  const text = new TextDecoder('utf-8').decode(bytes);
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new Unreadable(
      'unsupported',
      'xmlEntities',
      {
        vi: 'Tệp KML có khai báo DOCTYPE/ENTITY, không được nhận.',
        en: 'The KML declares a DOCTYPE or ENTITY, which is not taken.',
      },
      { vi: 'Xuất lại KML không có khai báo đó.', en: 'Export the KML again without it.' },
    );
  }
  if (!/<Placemark[\s>]/.test(text) && /<NetworkLink[\s>]/.test(text)) {
    throw new Unreadable(
      'unsupported',
      'networkLink',
      {
        vi: 'Tệp KML chỉ có liên kết mạng (NetworkLink); liên kết không được mở.',
        en: 'The KML has only network links, which are not followed.',
      },
      { vi: 'Lưu dữ liệu thật vào KML rồi gửi lại.', en: 'Save the data itself as KML and give that.' },
    );
  }
  return text;
}
