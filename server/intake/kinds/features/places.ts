import type { Geometry, Position as Coordinates } from 'geojson';
import type { Position, Text } from '#contract/common.ts';
import { nothingToDo, type SourceFeature } from '#formats/driver.ts';
import type { SourceHead } from '#formats/source.ts';
import { recogniseCrs } from '#rules/crs/recognise.ts';
import { findCrs } from '#rules/crs/systems.ts';
import type { Sample } from '#geo/judge-crs.ts';
import { normaliseCode } from '#rules/boundaries/values.ts';
import { lostPoint, northingFirst, readCoordinate, readPair } from '#rules/features/coordinates.ts';
import type { FeatureMapping } from '#rules/features/fields.ts';
import { shown } from '#rules/text/shown.ts';
import { textOfCell } from '#formats/cell.ts';
import { cellOf } from '../../cells/reading.ts';
import { parseWktText } from '#rules/cql2/parse-wkt.ts';
import { positionsOf } from '#rules/geometries.ts';
import type { Findings } from '../../findings.ts';
import { listedFrom, readListedUnits } from '../../unit-lists.ts';
import { middleOf, settleCrs, type SettledCrs } from '../../source-crs.ts';
import { hasPlace } from './mapping.ts';
import { placeColumns } from './place-columns.ts';
import type { FeatureRequest } from './request.ts';

/** Numbers that have lost their decimal point, as they stand, and where they would lie with it. */
export interface LostPoint {
  readonly said: string;
  readonly likely: readonly [lng: number, lat: number];
}

/** What stands in the columns of a place: `broken` where it is no coordinates. */
export type GivenPlace = Geometry | null | 'broken' | LostPoint;

/** The place of a row in the file's own numbers. */
export type PlaceReader = (feature: SourceFeature) => GivenPlace;

/** How the places of a file are read, and in which system. */
export interface Places extends SettledCrs {
  readonly read: PlaceReader;
}

const mostSamples = 500;

/** Settles how places are read by the first features of a file: which column is which axis, and in which system. */
export async function settlePlaces(
  head: SourceHead,
  first: readonly SourceFeature[],
  mapping: FeatureMapping,
  request: FeatureRequest,
  findings: Findings,
): Promise<Places> {
  // Of no numbers no system is asked for.
  if (head.tabular && !hasPlace(mapping))
    return { report: { found: null, used: null, guess: null }, transform: null, read: () => null };
  const wanted = request.crs === null ? null : findCrs(request.crs);
  const stated = recogniseCrs(head.crs);
  const system = wanted ?? (stated.kind === 'known' ? stated.crs : null);
  const metres = system?.kind === 'projected';
  const read: PlaceReader = head.tabular ? tableReader(first, mapping, metres, findings) : ({ geometry }) => geometry;
  const listed = await readListedUnits(listedFrom);
  const communeField = mapping.fieldOf.get('commune_code');
  const given = first.slice(0, mostSamples).map((feature) => ({ feature, place: read(feature) }));
  const samples = given.flatMap(({ feature, place }): Sample[] => {
    const position = isGeometry(place) && !isZeroPlace(place) ? middleOf(place) : null;
    if (position === null) return [];
    const code = communeField === undefined ? null : normaliseCode(feature.fields[communeField], 'commune');
    return [{ position, listed: listed.get(code?.value ?? '')?.point ?? null }];
  });
  const degrees = samples.filter(({ position: [x = 0, y = 0] }) => Math.abs(x) <= 180 && Math.abs(y) <= 180);
  // Of nothing but places that are none no system is asked for: each is told by its row.
  const faulty = samples.length === 0 && given.some(({ place }) => place !== null);
  const assumed =
    head.tabular && wanted === null && stated.kind === 'none' && (faulty || degrees.length > samples.length / 2);
  const settled = settleCrs(assumed ? { ...head, crs: 'OGC:CRS84' } : head, wanted, samples, findings);
  if (!assumed) return { ...settled, read };
  findings.note(
    'crsAssumed',
    {},
    {
      vi: 'Bảng không ghi hệ tọa độ; các con số là độ nên được hiểu là WGS 84 (EPSG:4326).',
      en: 'The table names no coordinate system; its numbers are degrees and were read as WGS 84 (EPSG:4326).',
    },
    {
      vi: 'Nếu là VN-2000 (kinh độ, vĩ độ), nhập lại với --crs EPSG:4756.',
      en: 'If they are VN-2000 degrees, import again with --crs EPSG:4756.',
    },
  );
  return { ...settled, report: { ...settled.report, found: null }, read };
}

/** Whether what was given is a geometry, good or not. */
export function isGeometry(place: GivenPlace): place is Geometry {
  return isPlaced(place) && !('said' in place);
}

/** Whether coordinates were given, be it without their decimal point. */
export function isPlaced(place: GivenPlace): place is Geometry | LostPoint {
  return place !== null && place !== 'broken';
}

/** A point at 0, 0, which is what programs write where there are no coordinates. */
export function isZeroPlace(geometry: Geometry): boolean {
  const positions = positionsOf(geometry);
  return positions.length === 1 && positions.every(([x = 0, y = 0]) => Math.abs(x) < 1e-6 && Math.abs(y) < 1e-6);
}

/** What a column holds of a place, an error and a day as their words. */
function valueAt({ fields }: SourceFeature, field: string): string | number | boolean | null {
  const cell = cellOf(fields[field]);
  return typeof cell.value === 'object' && cell.value !== null ? textOfCell(cell) : cell.value;
}

function tableReader(
  first: readonly SourceFeature[],
  { places }: FeatureMapping,
  metres: boolean,
  findings: Findings,
): PlaceReader {
  const [lng, lat] = [places.get('lng'), places.get('lat')];
  const [x, y] = [places.get('x'), places.get('y')];
  const [wkt, both] = [places.get('wkt'), places.get('latlng')];
  const [used] = placeColumns(places, metres, findings) ?? [];
  if (used === 'lng' && lng !== undefined && lat !== undefined) return columnsReader(lng, lat, !metres);
  if (used === 'x' && x !== undefined && y !== undefined) {
    const pairs = first.slice(0, mostSamples).flatMap((feature): [number, number][] => {
      const pair = [readCoordinate(valueAt(feature, x)), readCoordinate(valueAt(feature, y))] as const;
      return pair[0] === null || pair[1] === null ? [] : [[pair[0], pair[1]]];
    });
    if (!northingFirst(pairs)) return columnsReader(x, y, false);
    noteTurned(findings, {
      vi: `Cột "${x}" chứa tọa độ bắc (X của trắc địa), cột "${y}" chứa tọa độ đông`,
      en: `The column "${x}" holds northings (the surveyor's X) and "${y}" eastings`,
    });
    return columnsReader(y, x, false);
  }
  if (wkt !== undefined) {
    return (feature) => {
      const text = valueAt(feature, wkt);
      return text === null ? null : (parseWktText(String(text)) ?? 'broken');
    };
  }
  return both === undefined ? () => null : cellReader(both, !metres, findings);
}

function columnsReader(xField: string, yField: string, degrees: boolean): PlaceReader {
  return (feature) => {
    const given = [valueAt(feature, xField), valueAt(feature, yField)];
    const [x = null, y = null] = given.map(readCoordinate);
    if (x === null && y === null) return null;
    if (x === null || y === null || !Number.isFinite(x) || !Number.isFinite(y)) return 'broken';
    const likely = lostPoint([x, y], degrees);
    if (likely) return { said: given.map((value) => shown(String(value))).join(', '), likely };
    return { type: 'Point', coordinates: [x, y] };
  };
}

/** Reads places that stand in one cell; that the unusual number comes first is told once. */
function cellReader(field: string, degrees: boolean, findings: Findings): PlaceReader {
  let told = false;
  return (feature) => {
    const raw = valueAt(feature, field);
    if (raw === null) return null;
    const pair = readPair(raw);
    if (pair === null) return (typeof raw === 'string' ? parseWktText(raw) : null) ?? 'broken';
    const [x, y] = pair.position;
    const likely = lostPoint([x, y], degrees) ?? lostPoint([y, x], degrees);
    if (likely) return { said: shown(String(raw)), likely };
    if (pair.turned && !told) {
      told = true;
      noteTurned(
        findings,
        Math.abs(x) > 180
          ? {
              vi: `Trong cột "${field}" tọa độ bắc (X của trắc địa) đứng trước tọa độ đông`,
              en: `In the column "${field}" the northing (the surveyor's X) stands before the easting`,
            }
          : {
              vi: `Trong cột "${field}" kinh độ đứng trước vĩ độ`,
              en: `In the column "${field}" longitude stands before latitude`,
            },
      );
    }
    return { type: 'Point', coordinates: [x, y] };
  };
}

function noteTurned(findings: Findings, { vi, en }: Text) {
  findings.note(
    'axesTurned',
    {},
    { vi: `${vi}; đã đọc theo thứ tự đó.`, en: `${en}; they were read so.` },
    nothingToDo,
  );
}

/** About a centimetre: what the portal gives out has as many decimals, so that it comes back as it went. */
const decimals = 1e7;

/** A position in WGS 84 with as many decimals as the portal gives out. */
export function rounded(transform: (position: Coordinates) => Position): (position: Coordinates) => Position {
  return (position) => {
    const [lng, lat] = transform(position);
    return [Math.round(lng * decimals) / decimals, Math.round(lat * decimals) / decimals];
  };
}
