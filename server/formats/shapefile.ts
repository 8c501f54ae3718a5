import type { Files, FormatDriver, SourceNote } from './driver.ts';
import { columnsOf, rowsOf } from './dbf.ts';
import { dbfAsText } from './dbf-text.ts';
import { readWithGdal } from './read-with-gdal.ts';
import { Unreadable } from './unreadable.ts';

/** ESRI Shapefile: .shp with .shx and .dbf; .prj says the coordinate system, .cpg the encoding. */
export const shapefile: FormatDriver = {
  id: 'shapefile',
  label: 'ESRI Shapefile',
  extensions: ['shp'],
  partExtensions: ['shx', 'dbf', 'prj', 'cpg', 'cst', 'qpj', 'sbn', 'sbx', 'xml', 'qmd', 'fix'],
  gdalDriver: 'ESRI Shapefile',
  async read(files, main, options) {
    const stem = main.replace(/\.shp$/i, '');
    const part = (extension: string) =>
      [...files.keys()].find((name) => name.toLowerCase() === `${stem}.${extension}`.toLowerCase());
    const missing = ['dbf', 'shx'].filter((extension) => part(extension) === undefined);
    if (missing.length > 0) {
      const list = missing.map((extension) => `${stem}.${extension}`).join(', ');
      throw new Unreadable(
        'broken',
        'missingPart',
        { vi: `Shapefile thiếu ${list}.`, en: `The shapefile lacks ${list}.` },
        {
          vi: 'Gửi đủ .shp, .shx, .dbf, .prj (và .cpg), hoặc nén chung thành một .zip.',
          en: 'Give .shp, .shx, .dbf, .prj (and .cpg) together, or zipped into one .zip.',
        },
      );
    }
    // GDAL looks for parts by the main file's own spelling, and upper and lower case are often mixed.
    const together = new Map<string, Uint8Array>();
    for (const [name, bytes] of files) {
      if (name.toLowerCase().startsWith(`${stem.toLowerCase()}.`)) together.set(`part.${extensionOf(name)}`, bytes);
    }
    checkCounts(together, stem);
    const dbf = dbfAsText(together.get('part.dbf') ?? new Uint8Array());
    together.set('part.dbf', dbf.bytes);
    let cutNames: readonly string[] = [];
    const layer = await readWithGdal(
      together,
      'part.shp',
      // Read byte by byte: what the bytes mean is decided once for all formats, where it can be shown and overruled.
      {
        driver: 'ESRI Shapefile',
        label: 'Shapefile',
        open: ['ENCODING=ISO-8859-1'],
        text: 'bytes',
        statedEncoding: statedBy(together),
        change(fields) {
          cutNames = cutAmong(fields, dbf.bytes);
          return dbf.restore(fields);
        },
      },
      { ...options, layer: null },
    );
    const deleted = deletedRows(dbf.bytes);
    const notes = () => [...(deleted === 0 ? [] : [rowsDeleted(deleted)]), ...(layer.notes?.() ?? []), ...dbf.notes()];
    return { ...layer, layer: stem, cutNames, notes };
  },
};

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** The .cpg's word, else what the mark of dBASE in the .dbf says of western Europe, which it mostly does; or null. */
function statedBy(files: Files): string | null {
  const cpg = Buffer.from(files.get('part.cpg') ?? []);
  const word = cpg
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 40);
  if (word !== '') return word;
  const mark = files.get('part.dbf')?.[29] ?? 0;
  return marksOfWindows.has(mark) ? `LDID/${mark}` : null;
}

/** Of the language drivers of dBASE, those that say windows-1252. */
const marksOfWindows: ReadonlySet<number> = new Set([0x03, 0x57]);

/** Bytes of a name that a shapefile has room for. */
const nameBytes = 10;

/**
 * Whether a name may be cut off: it has no room left; or it is of words, and a blank at its end is what GDAL does not write; or it
 * has letters of several bytes, of which the next had no room.
 */
function mayBeCut(name: string): boolean {
  const spare = /[^\u0000-\u007f]/.test(name) ? 2 : / /.test(name) ? 1 : 0;
  return name.length >= nameBytes - spare;
}

/** Which fields, named by GDAL in the table's order, have names that may be cut off. */
function cutAmong(fields: readonly string[], dbf: Uint8Array): string[] {
  const columns = columnsOf(dbf);
  if (columns.length !== fields.length) return [];
  return fields.filter((_, index) => mayBeCut(columns[index]?.name ?? ''));
}

/** Rows that a program has marked as deleted and not yet packed away: GDAL leaves them and their shapes out. */
function deletedRows(dbf: Uint8Array): number {
  return rowsOf(dbf).filter((at) => dbf[at] === 0x2a).length;
}

function rowsDeleted(count: number): SourceNote {
  return {
    code: 'rowsDeleted',
    reason: {
      vi: `${count} dòng của .dbf được đánh dấu đã xoá; đã bỏ qua cùng với hình.`,
      en: `${count === 1 ? 'One row of the .dbf is' : `${count} rows of the .dbf are`} marked as deleted; left out with the shapes.`,
    },
    todo: {
      vi: 'Nếu không phải dữ liệu đã xoá, khôi phục các dòng đó rồi xuất lại tệp.',
      en: 'If they are no deleted data, restore them and export the file again.',
    },
  };
}

/** The .dbf must have a row for each shape: GDAL fills up silently. */
function checkCounts(files: Files, stem: string) {
  const [shx, dbf] = [files.get('part.shx'), files.get('part.dbf')];
  if (!shx || !dbf || shx.length < 100 || dbf.length < 32) return;
  const shapes = Math.floor((shx.length - 100) / 8);
  const rows = Buffer.from(dbf).readUInt32LE(4);
  if (shapes === rows) return;
  throw new Unreadable(
    'broken',
    'countMismatch',
    {
      vi: `${stem}.shx có ${shapes} hình nhưng ${stem}.dbf có ${rows} dòng: các phần không cùng một tệp.`,
      en: `${stem}.shx has ${shapes} shapes but ${stem}.dbf has ${rows} rows: the parts are not of one file.`,
    },
    {
      vi: 'Xuất lại Shapefile và gửi đủ các phần cùng lúc.',
      en: 'Export the shapefile again and give its parts together.',
    },
  );
}
