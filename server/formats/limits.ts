import type { Text } from '#contract/common.ts';
import { Unreadable } from './unreadable.ts';

const megabyte = 1_000_000;

/** How much of a file is taken. Bytes and milliseconds. */
export interface Limits {
  readonly fileBytes: number;
  readonly zipEntries: number;
  readonly unpackedBytes: number;
  /** Of a file in a format that is held in memory as objects. */
  readonly wholeBytes: number;
  /** Unpacked size over packed size, of one entry. */
  readonly zipRatio: number;
  readonly readMs: number;
  readonly features: number;
  /** Different names of fields in a layer. */
  readonly fields: number;
}

/** For uploads. A File Geodatabase of a few layers is a hundred files or more. */
export const uploadLimits: Limits = {
  fileBytes: 50 * megabyte,
  zipEntries: 1_000,
  unpackedBytes: 200 * megabyte,
  wholeBytes: 100 * megabyte,
  zipRatio: 100,
  readMs: 120_000,
  features: 50_000,
  fields: 2_000,
};

/** For files on the operator's own disk: larger, but GDAL holds them in memory. */
export const commandLimits: Limits = {
  ...uploadLimits,
  fileBytes: 1_000 * megabyte,
  unpackedBytes: 1_000 * megabyte,
  wholeBytes: 1_000 * megabyte,
  readMs: 900_000,
};

/** For uploads of collections: a table or GeoPackage is read piece by piece, the others are held in memory. */
export const featureUploadLimits: Limits = {
  ...uploadLimits,
  fileBytes: 300 * megabyte,
  unpackedBytes: 400 * megabyte,
  features: 2_000_000,
};

/** The same for files on the operator's own disk. */
export const featureCommandLimits: Limits = { ...commandLimits, wholeBytes: 200 * megabyte, features: 5_000_000 };

/** How much of a workbook is taken beside what `Limits` say of the file. */
export interface SheetLimits {
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells of all sheets together. */
  readonly cells: number;
}

/** A workbook of 11,163 communes with a cell for each indicator of two sets stays below. */
export const sheetLimits: SheetLimits = { sheets: 30, rows: 200_000, columns: 400, cells: 2_000_000 };

/** For uploaded workbooks; what is in a workbook repeats itself, so it packs better than boundaries do. */
export const workbookUploadLimits: Limits = {
  ...uploadLimits,
  fileBytes: 20 * megabyte,
  zipEntries: 500,
  unpackedBytes: 150 * megabyte,
  zipRatio: 250,
  readMs: 60_000,
};

/** For workbooks on the operator's own disk. */
export const workbookCommandLimits: Limits = { ...workbookUploadLimits, fileBytes: 100 * megabyte, readMs: 300_000 };

/** The refusal that says which limit was met. */
export function overLimit(code: string, reason: Text, todo: Text): Unreadable {
  return new Unreadable('limit', code, reason, todo);
}

/** The refusal of a file that would be held in memory as objects and is too large for that. */
export function tooLargeWhole(label: string, bytes: number, most: number): Unreadable {
  return overLimit(
    'wholeSize',
    {
      vi: `Tệp ${label} có ${inMegabytes(bytes)}; ở định dạng này nhiều nhất là ${inMegabytes(most)}.`,
      en: `The ${label} file has ${inMegabytes(bytes)}; at most ${inMegabytes(most)} are taken in this format.`,
    },
    { vi: 'Lưu dữ liệu thành GeoPackage hoặc CSV.', en: 'Save the data as GeoPackage or CSV.' },
  );
}

/** Bytes as megabytes, for a sentence. */
export function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / megabyte)} MB`;
}
