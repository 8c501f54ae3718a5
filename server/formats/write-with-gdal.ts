import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Property } from '#contract/collections.ts';
import { blankEmptyNumbers } from './dbf.ts';
import { GdalReader } from './gdal.ts';
import { packFolder } from './pack.ts';
import { shortNames } from './short-names.ts';
import { placemarkName, type FileFrame, type FileGeometry, type Spool, type WriteRequest } from './write.ts';

const drivers = { gpkg: 'GPKG', shp: 'ESRI Shapefile', kml: 'KML', fgb: 'FlatGeobuf' } as const;

/** Types of columns as GDAL's CSV driver reads them from a `.csvt`. */
const columnTypes: Record<Property['type'], string> = {
  string: 'String',
  integer: 'Integer',
  number: 'Real',
  boolean: 'Integer(Boolean)',
  date: 'Date',
};
/** What a format has no type for: a day would become a moment, or be written 2024/10/31, and `true` a 1. */
const asText: Record<keyof typeof drivers, readonly Property['type'][]> = {
  gpkg: [],
  shp: [],
  kml: ['date', 'boolean'],
  fgb: ['date'],
};
const geometryTypes: Record<FileGeometry, string> = {
  point: 'POINT',
  points: 'MULTIPOINT',
  line: 'MULTILINESTRING',
  polygon: 'MULTIPOLYGON',
  any: 'GEOMETRY',
};

/** Makes a file by GDAL of the rows in a folder; gives its name there. */
export async function writeWithGdal(request: WriteRequest): Promise<string> {
  const { folder, format, spools, columns, name } = request;
  if (format === 'xlsx') throw new Error('a workbook is not made by GDAL');
  const to = path.join(folder, 'made');
  await mkdir(to);
  const gdal = await GdalReader.open({}, { from: folder, to: format === 'shp' ? null : to });
  for (const spool of spools) {
    const types = [...columns.map(({ type }, at) => typeOf(format, type, spool.widths[at] ?? 1)), 'WKT'];
    await writeFile(path.join(folder, spool.file.replace(/csv$/, 'csvt')), types.map((type) => `"${type}"`).join(','));
    const opened = gdal.dataset(new Map(), spool.file, 'CSV', ['EMPTY_STRING_AS_NULL=YES', 'KEEP_GEOM_COLUMNS=NO']);
    if (format !== 'shp') {
      await gdal.write(opened, optionsOf(request, spool), layerOf(request, spool));
      continue;
    }
    // Its parts are written a few bytes at a time, here and there: that is slow on the disk and quick in memory.
    for (const [file, bytes] of await gdal.convert(opened, optionsOf(request, spool), layerOf(request, spool))) {
      if (file.endsWith('.dbf')) blankEmptyNumbers(bytes);
      await writeFile(path.join(to, file), bytes);
    }
  }
  if (format === 'shp') {
    await writeFile(path.join(to, 'DOC-TOI.txt'), readme(request));
    await packFolder(to, path.join(folder, `${name}.zip`));
    return `${name}.zip`;
  }
  const [made = ''] = (await readdir(to)).filter((file) => file.endsWith(`.${format}`));
  if (format !== 'kml') return path.join('made', made);
  await withDescription(path.join(to, made), path.join(folder, `${name}.kml`), request);
  return `${name}.kml`;
}

/** Type of a column. A shapefile keeps room for the longest text in every row: the width is what is needed. */
function typeOf(format: keyof typeof drivers, type: Property['type'], width: number): string {
  if (format === 'shp' && type === 'string') return `String(${Math.min(width, 254)})`;
  return asText[format].includes(type) ? 'String' : columnTypes[type];
}

function layerOf({ name, geometry, format }: FileFrame, spool: Spool): string {
  return format === 'shp' && geometry === 'any' ? `${name}-${spool.geometry}` : name;
}

function optionsOf(request: WriteRequest, spool: Spool): string[] {
  const { format, geometry, epsg, columns, title } = request;
  if (format === 'xlsx') throw new Error('a workbook is not made by GDAL');
  const kind = geometryTypes[spool.geometry];
  const layer = layerOf(request, spool);
  const description = request.notes.map(([heading, text]) => `${heading}: ${text}`).join('\n');
  const source = spool.file.replace(/\.csv$/, '');
  const own: Record<typeof format, string[]> = {
    gpkg: ['-lco', `IDENTIFIER=${title}`, '-lco', `DESCRIPTION=${description}`, '-lco', 'GEOMETRY_NAME=geom'],
    shp: ['-lco', 'ENCODING=UTF-8'],
    kml: ['-dsco', `NameField=${columns.some(({ name }) => name === 'name') ? 'name' : placemarkName}`],
    fgb: [
      ...['-lco', `TITLE=${title}`, '-lco', `DESCRIPTION=${description}`],
      // Its index takes nothing that has no place.
      ...(spool.placeless ? ['-lco', 'SPATIAL_INDEX=NO'] : []),
    ],
  };
  return [
    ...['-f', drivers[format], '-a_srs', `EPSG:${epsg}`, '-nln', layer],
    // A shapefile of mixed geometries may hold several points a feature.
    ...['-nlt', geometry === 'any' && spool.geometry === 'point' ? 'MULTIPOINT' : kind],
    ...own[format],
    source,
  ];
}

/** Says for people what the ten letters of each field stand for, and what else they must know. */
function readme({ title, notes, columns }: WriteRequest): string {
  const short = shortNames(columns.map(({ name }) => name));
  const fields = columns.map(
    ({ name, title: words }, at) => `${(short[at] ?? '').padEnd(12)}${name.padEnd(28)}${words}`,
  );
  return [
    title,
    ...notes.map(([heading, text]) => `${heading}: ${text}`),
    '',
    'Chữ trong bảng .dbf là UTF-8; chữ dài hơn 254 byte bị cắt. Tên trường (tối đa 10 ký tự), tên thuộc tính, ý nghĩa:',
    'Text of the .dbf is UTF-8; text longer than 254 bytes is cut. Field (at most 10 characters), property, meaning:',
    '',
    ...fields,
    '',
  ].join('\r\n');
}

/** GDAL's KML has no place for a description of the whole: it goes in where the document begins. */
async function withDescription(from: string, to: string, { title, notes }: FileFrame): Promise<void> {
  const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const words = escaped(notes.map(([heading, text]) => `${heading}: ${text}`).join('\n'));
  let begun = false;
  await pipeline(
    createReadStream(from, 'utf8'),
    async function* (pieces: AsyncIterable<string>) {
      for await (const piece of pieces) {
        yield begun
          ? piece
          : piece.replace(/<Document[^>]*>/, `$&<name>${escaped(title)}</name><description>${words}</description>`);
        begun = true;
      }
    },
    createWriteStream(to),
  );
}
