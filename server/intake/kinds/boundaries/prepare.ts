import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { boundaryCollections, type ImportReport } from '#contract/imports.ts';
import type { Queryable } from '#db/db.ts';
import type { SourceFile } from '#formats/read-file.ts';
import { findCrs } from '#rules/crs/systems.ts';
import { importProperties, mapFields, type FieldMapping } from '#rules/boundaries/fields.ts';
import { normaliseCode } from '#rules/boundaries/values.ts';
import { nameDrawnUnits } from './drawn-units.ts';
import { mapOrTell } from '../../bad-mapping.ts';
import { lostInNames } from '../../lost-in-names.ts';
import type { Findings } from '../../findings.ts';
import { checkAreas, checkGeometries } from './geometry-checks.ts';
import { readStoredUnits, type StoredUnit } from '../../stored-units.ts';
import { listedFrom, readListedUnits, type ListedUnit } from '../../unit-lists.ts';
import type { ImportRequest } from '../../request.ts';
import { checkRows } from './row-checks.ts';
import { readRows, type ImportRow } from './rows.ts';
import { middleOfPositions, settleCrs } from '../../source-crs.ts';

/** A file's rows, read and checked one by one. Areas in m² by row; `statedKm2` is the file's own column. */
export interface Prepared {
  readonly crs: ImportReport['crs'];
  readonly fields: ImportReport['fields'];
  readonly rows: readonly ImportRow[];
  readonly areas: ReadonlyMap<number, number>;
  readonly statedKm2: ReadonlyMap<number, number>;
  readonly listed: ReadonlyMap<string, ListedUnit>;
  readonly stored: readonly StoredUnit[];
}

/** A row that nothing is held against: it has a code and a geometry. */
export interface GoodRow extends ImportRow {
  readonly code: string;
  readonly geometry: PackedPolygons;
}

/** Turns a source into checked rows. What is found goes to `findings`; writes nothing. */
export async function prepareRows(
  db: Queryable,
  source: SourceFile,
  request: ImportRequest,
  findings: Findings,
  onProgress: (step: string, done: number, total: number | null) => void,
): Promise<Prepared> {
  const level = boundaryCollections[request.collection];
  const at = request.validFrom ?? listedFrom;
  const listed = await readListedUnits(at);
  // Where units lie is asked of the list that says it, whatever day the file is of: codes go on in the same places.
  const places = at === listedFrom ? listed : await readListedUnits(listedFrom);
  const drawn = source.format === 'dxf' || source.format === 'dgn';
  const features = drawn ? nameDrawnUnits(source.features, level, findings) : source.features;
  const names = [...new Set(features.flatMap((feature) => Object.keys(feature.fields)))];
  const mapping = fieldMapping(names, request, findings);
  const codeField = mapping.fieldOf.get('code');
  const samples = features.flatMap(({ fields, packed }) => {
    if (!packed || packed.type === 'GeometryCollection') return [];
    const position = middleOfPositions(packed.coordinates);
    const code = codeField === undefined ? null : normaliseCode(fields[codeField], level);
    return position ? [{ position, listed: places.get(code?.value ?? '')?.point ?? null }] : [];
  });
  const wanted = request.crs === null ? null : findCrs(request.crs);
  const { report: crs, transform } = settleCrs(source, wanted, samples, findings);
  const byField = new Map([...mapping.fieldOf].map(([property, field]) => [field, property]));
  const fields = Object.fromEntries(names.map((name) => [name, byField.get(name) ?? null]));
  const nothing = {
    crs,
    fields,
    rows: [],
    areas: new Map<number, number>(),
    statedKm2: new Map<number, number>(),
    listed,
    stored: [],
  };
  if (transform === null) return nothing;
  if (features.length === 0) {
    findings.issue(
      'noFeatures',
      {},
      { vi: 'Lớp không có đối tượng nào.', en: 'The layer has no feature.' },
      { vi: 'Chọn đúng lớp bằng --layer.', en: 'Choose the right layer with --layer.' },
    );
    return nothing;
  }
  const rows = readRows(features, level, mapping, transform, findings);
  onProgress('check', 0, rows.length);
  const codes = rows.flatMap((row) => [
    row.code,
    row.district.code,
    row.province.code,
    ...codesAbove(row.code, listed),
  ]);
  const known = [...new Set(codes.filter((code) => code !== null))];
  const stored = await readStoredUnits(db, known, at);
  checkRows(rows, level, { listed, stored, validFrom: request.validFrom }, findings);
  const areas = await checkGeometries(db, rows, findings, (done) => onProgress('check', done, rows.length));
  const statedKm2 = checkAreas(rows, areas, listed, findings);
  return { crs, fields, rows, areas, statedKm2, listed, stored };
}

function codesAbove(code: string | null, listed: ReadonlyMap<string, ListedUnit>): string[] {
  const parent = listed.get(code ?? '')?.parentCode ?? null;
  const grand = parent === null ? null : (listed.get(parent)?.parentCode ?? null);
  return [parent, grand].filter((above) => above !== null);
}

/** Fields by `--map` and aliases. A mapping that cannot be followed is an issue, and so is a file without codes. */
function fieldMapping(names: readonly string[], request: ImportRequest, findings: Findings): FieldMapping {
  const level = boundaryCollections[request.collection];
  const mapping = mapOrTell(
    () => mapFields(names, level, request.map),
    () => mapFields(names, level, []),
    { fields: names, properties: importProperties },
    findings,
  );
  if (mapping.fieldOf.has('code') || names.length === 0) return mapping;
  const list = names.slice(0, 20).join(', ');
  const lost = lostInNames(names);
  findings.issue(
    'noCodeField',
    {},
    {
      vi: `Không nhận ra trường nào là mã đơn vị trong: ${list}.${lost.vi}`,
      en: `None of these fields is known to be the unit's code: ${list}.${lost.en}`,
    },
    { vi: 'Chỉ rõ bằng --map TRƯỜNG=code.', en: 'Say which with --map FIELD=code.' },
  );
  return mapping;
}
