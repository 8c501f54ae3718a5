import type { Geometry, Position as Coordinates } from 'geojson';
import type { Position } from '#contract/common.ts';
import type { SourceFeature } from '#formats/driver.ts';
import type { SourceHead } from '#formats/source.ts';
import { findCrs } from '#rules/crs/systems.ts';
import type { Sample } from '#geo/judge-crs.ts';
import { normaliseCode } from '#rules/boundaries/values.ts';
import { northingFirst, readCoordinate } from '#rules/features/coordinates.ts';
import type { FeatureMapping } from '#rules/features/fields.ts';
import { parseWktText } from '#rules/cql2/parse-wkt.ts';
import type { Findings } from '../../findings.ts';
import { readListedUnits } from '../../listed-units.ts';
import { middleOf, settleCrs, type SettledCrs } from '../../source-crs.ts';
import type { FeatureRequest } from './request.ts';

/** The geometry of a row in the file's own numbers; `broken` where its columns hold no coordinates. */
export type PlaceReader = (feature: SourceFeature) => Geometry | null | 'broken';

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
  const read = head.tabular ? tableReader(first, mapping, findings) : (feature: SourceFeature) => feature.geometry;
  const listed = await readListedUnits();
  const communeField = mapping.fieldOf.get('commune_code');
  const samples = first.slice(0, mostSamples).flatMap((feature): Sample[] => {
    const geometry = read(feature);
    const position = geometry === 'broken' ? null : middleOf(geometry);
    if (position === null) return [];
    const code = communeField === undefined ? null : normaliseCode(feature.fields[communeField], 'commune');
    return [{ position, listed: listed.get(code?.value ?? '')?.point ?? null }];
  });
  const wanted = request.crs === null ? null : findCrs(request.crs);
  const degrees = samples.filter(({ position: [x = 0, y = 0] }) => Math.abs(x) <= 180 && Math.abs(y) <= 180);
  const assumed = head.tabular && wanted === null && degrees.length > samples.length / 2;
  const settled = settleCrs(assumed ? 'OGC:CRS84' : head.crs, wanted, samples, findings);
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

function tableReader(first: readonly SourceFeature[], { places }: FeatureMapping, findings: Findings): PlaceReader {
  const wkt = places.get('wkt');
  const [lng, lat] = [places.get('lng'), places.get('lat')];
  const [x, y] = [places.get('x'), places.get('y')];
  if (lng !== undefined && lat !== undefined) return pairReader(lng, lat);
  if (x !== undefined && y !== undefined) {
    const pairs = first.slice(0, mostSamples).flatMap(({ fields }): [number, number][] => {
      const pair = [readCoordinate(fields[x]), readCoordinate(fields[y])] as const;
      return pair[0] === null || pair[1] === null ? [] : [[pair[0], pair[1]]];
    });
    if (!northingFirst(pairs)) return pairReader(x, y);
    findings.note(
      'axesTurned',
      {},
      {
        vi: `Cột "${x}" chứa tọa độ bắc (X của trắc địa), cột "${y}" chứa tọa độ đông; đã đọc theo thứ tự đó.`,
        en: `The column "${x}" holds northings (the surveyor's X) and "${y}" eastings; they were read so.`,
      },
      { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' },
    );
    return pairReader(y, x);
  }
  if (wkt === undefined) return () => null;
  return ({ fields }) => {
    const text = fields[wkt];
    if (text === null || text === undefined) return null;
    return parseWktText(String(text)) ?? 'broken';
  };
}

function pairReader(xField: string, yField: string): PlaceReader {
  return ({ fields }) => {
    const [x, y] = [readCoordinate(fields[xField]), readCoordinate(fields[yField])];
    if (x === null && y === null) return null;
    if (x === null || y === null || !Number.isFinite(x) || !Number.isFinite(y)) return 'broken';
    return { type: 'Point', coordinates: [x, y] };
  };
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
