import { oneChunk } from './chunks.ts';
import { doubledNotes } from './doubled-keys.ts';
import type { Files, FormatDriver, ReadOptions, SourceFeature, SourceNote } from './driver.ts';
import { decodeBytes, guessEncoding } from './encodings.ts';
import { fieldsOf } from './kml-fields.ts';
import { geometryOf, type GeometryReading } from './kml-geometry.ts';
import { linkedFile } from './kml-links.ts';
import { PlacemarkReader, type KmlFolder, type Placemark } from './kml-placemarks.ts';
import { remarkOn } from './kml-remarks.ts';
import { overLimit, tooLargeWhole } from './limits.ts';
import { Unreadable } from './unreadable.ts';
import { decodeXml, readXml, type XmlText } from './xml.ts';

/** A placemark whose geometry has been read: the text of its coordinates is not kept. */
type Read = Omit<Placemark, 'geometry'> & { readonly shape: GeometryReading };

/**
 * KML, read without GDAL, which leaves out what it does not know (tracks, ExtendedData) and reads coordinates with blanks
 * wrongly. WGS 84 by definition; folders are layers, all read together where none is asked for.
 */
export const kml: FormatDriver = {
  id: 'kml',
  label: 'KML',
  extensions: ['kml'],
  partExtensions: [],
  layered: true,
  whole: true,
  gdalDriver: null,
  read(files, main, options) {
    const { placemarks, networkLinks, doubled, encoding, alsoRead } = placemarksOf(files, main, options);
    const chosen = options.layer === null ? placemarks : inLayer(placemarks, options.layer);
    const fields = fieldsOf(chosen);
    const features = chosen.map((placemark, index) => featureOf(placemark, index, fields[index] ?? {}));
    const names = new Set(chosen.map(({ folder }) => folder?.name ?? '').filter((name) => name !== ''));
    return Promise.resolve({
      layer: options.layer ?? ([...names].join(', ') || main.replace(/\.[^.]*$/, '')),
      crs: 'OGC:CRS84',
      features: oneChunk(features),
      text: encoding,
      statedEncoding: null,
      alsoRead,
      notes: () => [...(networkLinks > 0 ? [linksNotFollowed(networkLinks)] : []), ...doubledNotes(doubled)],
    });
  },
};

/** The placemarks of a KML and of the files that it links to among those that were given; other links are counted. */
function placemarksOf(files: Files, main: string, { features, wholeBytes, wants }: ReadOptions) {
  const placemarks: Read[] = [];
  const reader = new PlacemarkReader(({ geometry, ...placemark }) => {
    placemarks.push({ ...placemark, shape: geometryOf(geometry, wants) });
    if (placemarks.length > features) throw tooManyPlacemarks(features);
  });
  const { text, encoding } = decodeXml(files.get(main) ?? new Uint8Array());
  readXml(text, 'KML', reader);
  const read = [main];
  let followed = 0;
  let bytes = files.get(main)?.length ?? 0;
  // `read` grows by what is linked to.
  const linksOf = new Map([[main, reader.links.splice(0)]]);
  for (const from of read) {
    for (const link of linksOf.get(from) ?? []) {
      const file = linkedFile(link, from, files);
      if (file === null) continue;
      followed++;
      // Two may lead to one file, or back.
      if (read.includes(file)) continue;
      const content = files.get(file) ?? new Uint8Array();
      bytes += content.length;
      if (bytes > wholeBytes) throw tooLargeWhole('KML', bytes, wholeBytes);
      readXml(inEncoding(encoding, decodeXml(content)), 'KML', reader);
      linksOf.set(file, reader.links.splice(0));
      read.push(file);
    }
  }
  const { doubled } = reader;
  const networkLinks = reader.networkLinks - followed;
  if (placemarks.length === 0) throw networkLinks > 0 ? onlyLinks() : noPlacemarks();
  return { placemarks, networkLinks, doubled, encoding, alsoRead: read.slice(1) };
}

/** A text as the first file of a layer is: characters, or bytes of which it is judged for all files together what they mean. */
function inEncoding(wanted: XmlText['encoding'], { text, encoding }: XmlText): string {
  if (encoding === wanted) return text;
  return wanted === 'bytes' ? Buffer.from(text, 'utf8').toString('latin1') : decodeBytes(text, guessEncoding([text]));
}

function featureOf({ shape, own: { name } }: Read, index: number, fields: SourceFeature['fields']): SourceFeature {
  const { geometry, fault, notes } = shape;
  return {
    row: index + 1,
    fields,
    geometry,
    fault: fault === null ? null : remarkOn(fault, name),
    ...(notes.length > 0 ? { notes: notes.map((note) => remarkOn(note, name)) } : {}),
  };
}

function inLayer(placemarks: readonly Read[], layer: string): readonly Read[] {
  const chosen = placemarks.filter(({ folder }) => namesOf(folder).includes(layer));
  if (chosen.length > 0) return chosen;
  const names = [...new Set(placemarks.flatMap(({ folder }) => namesOf(folder)))];
  const list = names.map((name) => `"${name}"`).join(', ') || '-';
  throw new Unreadable(
    'choice',
    'whichLayer',
    { vi: `Tệp không có lớp "${layer}"; có: ${list}.`, en: `The file has no layer "${layer}"; it has ${list}.` },
    { vi: 'Chọn lớp bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
  );
}

/** Names of a folder and of those that it lies in. */
function namesOf(folder: KmlFolder | null): string[] {
  return folder === null ? [] : [...(folder.name === '' ? [] : [folder.name]), ...namesOf(folder.parent)];
}

function tooManyPlacemarks(most: number): Unreadable {
  return overLimit(
    'tooManyFeatures',
    { vi: `Tệp có hơn ${most} đối tượng.`, en: `The file has more than ${most} features.` },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}

function onlyLinks(): Unreadable {
  return new Unreadable(
    'unsupported',
    'networkLink',
    {
      vi: 'Tệp KML chỉ có liên kết mạng (NetworkLink); liên kết không được mở.',
      en: 'The KML has only network links, which are not followed.',
    },
    { vi: 'Lưu dữ liệu thật vào KML rồi gửi lại.', en: 'Save the data itself as KML and give that.' },
  );
}

function noPlacemarks(): Unreadable {
  return new Unreadable(
    'broken',
    'noPlacemarks',
    { vi: 'Tệp không có đối tượng KML (Placemark) nào.', en: 'The file has no placemarks of KML.' },
    { vi: 'Xuất lại lớp dữ liệu thành KML rồi gửi lại.', en: 'Export the layer as KML again and give that.' },
  );
}

function linksNotFollowed(count: number): SourceNote {
  return {
    code: 'networkLink',
    reason: {
      vi: `Tệp có ${count} liên kết mạng (NetworkLink); liên kết không được mở.`,
      en: `The file has ${count} network links, which are not followed.`,
    },
    todo: {
      vi: 'Nếu dữ liệu cần thiết nằm sau liên kết, lưu nó vào KML rồi gửi lại.',
      en: 'If what you need lies behind them, save it as KML and give that.',
    },
  };
}
