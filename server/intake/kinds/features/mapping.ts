import type { ImportReport } from '#contract/imports.ts';
import { BadFeatureMapping, mapFeatureFields, placeNames, type FeatureMapping } from '#rules/features/fields.ts';
import type { SourceHead } from '#formats/source.ts';
import type { Findings } from '../../findings.ts';
import type { FeatureRequest } from './request.ts';

/** Properties that a file can have: those of the collection that the portal does not know by itself. */
export function importable({ collection }: Pick<FeatureRequest, 'collection'>) {
  return collection.properties.filter(({ name }) => name !== 'demo');
}

/** Fields by `--map`, names, titles and aliases. What is missing for good is an issue of the file. */
export function mapFields(
  names: readonly string[],
  { tabular, headRow }: Pick<SourceHead, 'tabular' | 'headRow'>,
  request: FeatureRequest,
  findings: Findings,
): FeatureMapping {
  const properties = importable(request);
  const mapping = chosen(names, tabular, request, findings);
  const row = headRow === undefined ? { vi: '', en: '' } : { vi: ` (dòng ${headRow})`, en: ` (row ${headRow})` };
  const list = names.slice(0, 30).join(', ');
  for (const property of properties.filter(({ required }) => required)) {
    if (mapping.fieldOf.has(property.name)) continue;
    findings.issue(
      'noField',
      { property: property.name },
      {
        vi: `Không nhận ra trường nào là ${property.title.vi} trong${row.vi}: ${list}.`,
        en: `None of these fields${row.en} is known to be ${property.title.en}: ${list}.`,
      },
      { vi: `Chỉ rõ bằng --map TRƯỜNG=${property.name}.`, en: `Say which with --map FIELD=${property.name}.` },
    );
  }
  if (tabular && !hasPlace(mapping)) {
    findings.issue(
      'noPlace',
      {},
      {
        vi: `Không nhận ra cột tọa độ nào trong${row.vi}: ${list}.`,
        en: `None of these columns${row.en} is known to hold coordinates: ${list}.`,
      },
      {
        vi: 'Đặt tên cột là Kinh độ và Vĩ độ (hoặc X, Y), hay chỉ rõ bằng --map CỘT=lng, --map CỘT=lat (hoặc x, y, wkt).',
        en: 'Call the columns lng and lat (or x and y), or say it with --map COLUMN=lng, --map COLUMN=lat (or x, y, wkt).',
      },
    );
  }
  return mapping;
}

function hasPlace({ places }: FeatureMapping): boolean {
  const has = (...names: readonly (typeof placeNames)[number][]) => names.every((name) => places.has(name));
  return has('lng', 'lat') || has('x', 'y') || has('wkt');
}

function chosen(
  names: readonly string[],
  tabular: boolean,
  request: FeatureRequest,
  findings: Findings,
): FeatureMapping {
  const properties = importable(request);
  try {
    return mapFeatureFields(names, properties, request.map, tabular);
  } catch (error) {
    if (!(error instanceof BadFeatureMapping)) throw error;
    const { field, property, problem } = error;
    const known = [...properties.map(({ name }) => name), ...(tabular ? placeNames : [])].join(', ');
    findings.issue(
      'badMapping',
      { property: field },
      problem === 'noField'
        ? {
            vi: `--map: tệp không có trường "${field}"; có: ${names.join(', ')}.`,
            en: `--map: the file has no field "${field}"; it has ${names.join(', ')}.`,
          }
        : { vi: `--map: không có thuộc tính "${property}".`, en: `--map: there is no property "${property}".` },
      { vi: `Các thuộc tính: ${known}.`, en: `Properties are ${known}.` },
    );
    return mapFeatureFields(names, properties, [], tabular);
  }
}

/** Which property each field became, for the report. */
export function fieldsOf(names: readonly string[], mapping: FeatureMapping): ImportReport['fields'] {
  const became = new Map([...mapping.fieldOf, ...mapping.places].map(([property, field]) => [field, property]));
  return Object.fromEntries(names.map((name) => [name, became.get(name) ?? null]));
}
