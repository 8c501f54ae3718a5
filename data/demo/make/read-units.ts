import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Point } from './geometry.ts';

/** A commune-level unit of the official list; `areaKm2` is as listed, `listedAt` is `[lng, lat]` in WGS 84. */
export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly districtCode: string;
  readonly districtName: string;
  readonly listedAt: Point;
  readonly areaKm2: number;
}

/** Rows of a CSV file with a header line; values are text, so that codes keep their zeros. */
export function readCsv(file: URL | string): Record<string, string>[] {
  return parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
}

function text(row: Record<string, string>, column: string): string {
  const value = row[column];
  if (value === undefined || value === '') throw new Error(`no ${column} in ${JSON.stringify(row)}`);
  return value;
}

/** The 110 units of data/admin-units/admin-units.csv, in its order. */
export function readUnits(file: URL | string): Unit[] {
  return readCsv(file).map((row) => ({
    code: text(row, 'code'),
    name: text(row, 'name'),
    kind: text(row, 'kind'),
    districtCode: text(row, 'district_code'),
    districtName: text(row, 'district_name'),
    listedAt: [Number(text(row, 'lng')), Number(text(row, 'lat'))],
    areaKm2: Number(text(row, 'area_km2')),
  }));
}

/** The generalised outline as an open counter-clockwise ring of `[lng, lat]` in WGS 84. */
export function readOutline(file: URL | string): Point[] {
  const ring = readCsv(file).map((row): Point => [Number(text(row, 'lng')), Number(text(row, 'lat'))]);
  // The file repeats its first position at the end and runs clockwise.
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first && last && first[0] === last[0] && first[1] === last[1]) ring.pop();
  const twice = ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);
  return twice < 0 ? ring.reverse() : ring;
}
