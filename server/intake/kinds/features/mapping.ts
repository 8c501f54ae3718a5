import type { Text } from '#contract/common.ts';
import type { ImportReport } from '#contract/imports.ts';
import { folded } from '#rules/text/heading.ts';
import type { SourceHead } from '#formats/source.ts';
import type { SourceFeature } from '#formats/driver.ts';
import { looksLikePair } from '#rules/features/coordinates.ts';
import { mapFeatureFields, placeNames, type FeatureMapping } from '#rules/features/fields.ts';
import { textOfCell } from '#formats/cell.ts';
import { cellOf } from '../../cells/reading.ts';
import { mapOrTell } from '../../bad-mapping.ts';
import { lostInNames } from '../../lost-in-names.ts';
import type { Findings } from '../../findings.ts';
import type { FeatureRequest } from './request.ts';

/** Properties that a file can have: those of the collection that the portal does not know by itself. */
export function importable({ collection }: Pick<FeatureRequest, 'collection'>) {
  return collection.properties.filter(({ name }) => name !== 'demo');
}

/** Fields by `--map`, names, titles and aliases. What is missing for good is an issue of the file. */
export function mapFields(
  names: readonly string[],
  first: readonly SourceFeature[],
  head: Pick<SourceHead, 'format' | 'tabular' | 'headRow' | 'cutNames'>,
  request: FeatureRequest,
  findings: Findings,
): FeatureMapping {
  const { format, tabular, headRow } = head;
  const properties = importable(request);
  const known = withoutAddresses(chosen(names, head, request, findings), first, request);
  const mapping = format === 'geojson' ? withIdAsCode(known, names, request, findings) : known;
  const row = headRow === undefined ? { vi: '', en: '' } : { vi: ` (dòng ${headRow})`, en: ` (row ${headRow})` };
  const list = names.slice(0, 30).join(', ');
  const lost = lostInNames(names);
  for (const property of properties.filter(({ required }) => required)) {
    if (mapping.fieldOf.has(property.name)) continue;
    findings.issue(
      'noField',
      { property: property.name },
      {
        vi: `Không nhận ra trường nào là ${property.title.vi} trong${row.vi}: ${list}.${lost.vi}`,
        en: `None of these fields${row.en} is known to be ${property.title.en}: ${list}.${lost.en}`,
      },
      { vi: `Chỉ rõ bằng --map TRƯỜNG=${property.name}.`, en: `Say which with --map FIELD=${property.name}.` },
    );
  }
  if (tabular && !hasPlace(mapping)) noPlace(names, first, row, findings);
  return mapping;
}

/** The id of a GeoJSON feature is its code where no property is: said, for some programs only count. */
function withIdAsCode(
  mapping: FeatureMapping,
  names: readonly string[],
  { collection }: FeatureRequest,
  findings: Findings,
): FeatureMapping {
  const [key, second] = collection.source.key;
  const taken = new Set(mapping.fieldOf.values());
  if (key === undefined || second !== undefined || mapping.fieldOf.has(key)) return mapping;
  if (!names.includes('id') || taken.has('id')) return mapping;
  findings.note(
    'idAsCode',
    { property: 'id' },
    {
      vi: 'Không có thuộc tính nào là mã; đã dùng "id" của đối tượng GeoJSON làm mã.',
      en: 'No property is the code; the id of each GeoJSON feature was taken for it.',
    },
    {
      vi: `Nếu id chỉ là số thứ tự, chỉ rõ mã bằng --map TRƯỜNG=${key}.`,
      en: `If the id only counts, say which field is the code with --map FIELD=${key}.`,
    },
  );
  return { ...mapping, fieldOf: new Map([...mapping.fieldOf, [key, 'id']]) };
}

/** A column called location may hold addresses: without a pair it is none of a place, unless `--map` says so. */
function withoutAddresses(
  mapping: FeatureMapping,
  first: readonly SourceFeature[],
  request: FeatureRequest,
): FeatureMapping {
  const field = mapping.places.get('latlng');
  if (field === undefined || folded(field) !== 'location' || holdsPairs(first, field)) return mapping;
  if (request.map.some(({ property }) => property === 'latlng')) return mapping;
  return { ...mapping, places: new Map([...mapping.places].filter(([name]) => name !== 'latlng')) };
}

/** No column of a place: one that seems to hold both numbers is offered, but never taken by its values alone. */
function noPlace(names: readonly string[], first: readonly SourceFeature[], row: Text, findings: Findings) {
  const list = names.slice(0, 30).join(', ');
  const pairs = names.find((name) => holdsPairs(first, name));
  findings.issue(
    'noPlace',
    pairs === undefined ? {} : { property: pairs },
    {
      vi: `Không nhận ra cột tọa độ nào trong${row.vi}: ${list}.${pairs === undefined ? '' : ` Cột "${pairs}" có vẻ chứa tọa độ.`}`,
      en: `None of these columns${row.en} is known to hold coordinates: ${list}.${pairs === undefined ? '' : ` The column "${pairs}" seems to hold them.`}`,
    },
    pairs === undefined
      ? {
          vi: 'Đặt tên cột là Kinh độ và Vĩ độ (hoặc X, Y; hoặc Tọa độ, gồm cả hai số), hay chỉ rõ bằng --map CỘT=lng, --map CỘT=lat (hoặc x, y, wkt, latlng).',
          en: 'Call the columns lng and lat (or x and y; or latlng, with both numbers), or say it with --map COLUMN=lng, --map COLUMN=lat (or x, y, wkt, latlng).',
        }
      : {
          vi: `Nếu đúng, nhập lại với --map "${pairs}"=latlng.`,
          en: `If that is right, import again with --map "${pairs}"=latlng.`,
        },
  );
}

/** Rows by which it is judged what a column holds. */
const mostJudged = 100;

function holdsPairs(first: readonly SourceFeature[], name: string): boolean {
  const values = first.slice(0, mostJudged).flatMap(({ fields }) => {
    const cell = cellOf(fields[name]);
    return cell.value === null ? [] : [textOfCell(cell)];
  });
  return values.filter(looksLikePair).length > values.length / 2;
}

/** Whether the columns of a table tell a place. */
export function hasPlace({ places }: FeatureMapping): boolean {
  const has = (...names: readonly (typeof placeNames)[number][]) => names.every((name) => places.has(name));
  return has('lng', 'lat') || has('x', 'y') || has('wkt') || has('latlng');
}

function chosen(
  names: readonly string[],
  { tabular, cutNames }: Pick<SourceHead, 'tabular' | 'cutNames'>,
  request: FeatureRequest,
  findings: Findings,
): FeatureMapping {
  const properties = importable(request);
  return mapOrTell(
    () => mapFeatureFields(names, properties, request.map, tabular, cutNames),
    () => mapFeatureFields(names, properties, [], tabular, cutNames),
    { fields: names, properties: [...properties.map(({ name }) => name), ...(tabular ? placeNames : [])] },
    findings,
  );
}

/** Which property each field became, for the report. */
export function fieldsOf(names: readonly string[], mapping: FeatureMapping): ImportReport['fields'] {
  const became = new Map([...mapping.fieldOf, ...mapping.places].map(([property, field]) => [field, property]));
  return Object.fromEntries(names.map((name) => [name, became.get(name) ?? null]));
}
