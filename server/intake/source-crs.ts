import type { Geometry, Position as Coordinates } from 'geojson';
import type { Position } from '#contract/common.ts';
import type { ImportReport } from '#contract/imports.ts';
import { toWgs84 } from '#geo/transform.ts';
import type { SourceHead } from '#formats/source.ts';
import { onDatum, type CrsSystem } from '#rules/crs/systems.ts';
import { recogniseCrs } from '#rules/crs/recognise.ts';
import { guessCrs, isFarFromMeridian, judgeCrs, type Sample } from '#geo/judge-crs.ts';
import {
  askForCrs,
  contradictedCrs,
  datumOfMapInfo,
  differingCrs,
  farFromMeridian,
  otherCrs,
  systemsLabel,
  systemsOf,
} from './crs-words.ts';
import type { Findings } from './findings.ts';

/** The system in which a file's numbers are to be read; `transform` is null where that is not settled. */
export interface SettledCrs {
  readonly report: ImportReport['crs'];
  readonly transform: ((position: Coordinates) => Position) | null;
}

/**
 * Settles a file's coordinate system: what `--crs` says, else what the file states, as long as the numbers do not
 * contradict it. Without either it is an issue that asks, with a guess from the numbers.
 */
export function settleCrs(
  { crs: stated, format }: Pick<SourceHead, 'crs' | 'format'>,
  wanted: CrsSystem | null,
  samples: readonly Sample[],
  findings: Findings,
): SettledCrs {
  const file = recogniseCrs(stated);
  const found = file.kind === 'none' ? null : file.label;
  const system = wanted ?? (file.kind === 'known' ? file.crs : null);
  if (system === null) {
    const likely = file.kind === 'other' ? file.likely.filter((one) => isPlausible(one, samples)) : [];
    const guess = guessCrs(samples, file.kind === 'other' ? file.datum : null);
    // Of another datum or unit no system is a guess, whatever the numbers look like.
    const open = file.kind !== 'other' || ['unknown', 'parameters'].includes(file.fault.kind);
    const offered = open ? systemsOf(guess) : likely;
    const { reason, todo } = file.kind === 'other' ? otherCrs(file, guess, likely) : askForCrs(guess);
    findings.issue(file.kind === 'other' ? 'unknownCrs' : 'noCrs', {}, reason, todo);
    return { report: { found, used: null, guess: systemsLabel(offered) }, transform: null };
  }
  const verdict = judgeCrs(system.epsg, samples);
  if (verdict.verdict === 'contradicted') {
    const { reason, todo } = contradictedCrs(system, verdict);
    findings.issue('contradictedCrs', {}, reason, todo);
    return { report: { found, used: null, guess: systemsLabel(systemsOf(verdict.guess)) }, transform: null };
  }
  if (isFarFromMeridian(system, samples)) {
    const { reason, todo } = farFromMeridian(system);
    findings.note('farFromMeridian', {}, reason, todo);
  }
  if (wanted !== null && file.kind !== 'none' && !(file.kind === 'known' && file.crs.epsg === wanted.epsg)) {
    findings.note(
      'crsOverruled',
      {},
      {
        vi: `Tệp ghi ${file.label}; đã dùng EPSG:${wanted.epsg} theo --crs.`,
        en: `The file says ${file.label}; EPSG:${wanted.epsg} was used as --crs says.`,
      },
      { vi: 'Kiểm tra vị trí trên bản đồ sau khi nhập.', en: 'Look at the place on the map after the import.' },
    );
  } else if (wanted === null && file.kind === 'known' && file.differs !== null) {
    const { reason, todo } = differingCrs(file.differs, system);
    findings.note('crsLabelDiffers', {}, reason, todo);
  } else if (wanted === null && isMapInfo(format)) {
    const other = system.datum === 'WGS 84' ? onDatum(system, 'VN-2000') : null;
    const words = other === null ? null : datumOfMapInfo(system, other);
    if (words !== null) findings.note('mapinfoDatum', {}, words.reason, words.todo);
  }
  return { report: { found, used: `EPSG:${system.epsg}`, guess: null }, transform: toWgs84(system) };
}

/** GDAL, and QGIS by it, has no VN-2000 for MapInfo's formats: it writes the number of WGS 84 and no shift. */
function isMapInfo(format: string): boolean {
  return format.startsWith('mapinfo');
}

function isPlausible({ epsg }: CrsSystem, samples: readonly Sample[]): boolean {
  return judgeCrs(epsg, samples).verdict === 'plausible';
}

/** The middle of a geometry's extent, in its own numbers; null where it has none. */
export function middleOf(geometry: Geometry | null): number[] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [x, y] = node as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    } else node.forEach(visit);
  };
  if (geometry && geometry.type !== 'GeometryCollection') visit(geometry.coordinates);
  return west <= east ? [(west + east) / 2, (south + north) / 2] : null;
}

/** The same of positions that stand one after the other. */
export function middleOfPositions(coordinates: Float64Array): number[] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = [coordinates[at] ?? Number.NaN, coordinates[at + 1] ?? Number.NaN];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return west <= east ? [(west + east) / 2, (south + north) / 2] : null;
}
