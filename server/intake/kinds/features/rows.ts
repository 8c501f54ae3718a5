import type { Geometry, Position as Coordinates } from 'geojson';
import type { Property } from '#contract/collections.ts';
import type { Position } from '#contract/common.ts';
import type { SourceFeature } from '#formats/driver.ts';
import { normaliseCode } from '#rules/boundaries/values.ts';
import { bareName } from '#rules/unit-names.ts';
import { featureIdOf } from '#rules/feature-id.ts';
import type { FeatureMapping } from '#rules/features/fields.ts';
import { textOfCell } from '#formats/cell.ts';
import { shown } from '#rules/text/shown.ts';
import { valueReader, type ColumnStyle, type PropertyValue, type ValueReader } from '../../cells/property.ts';
import { cellOf } from '../../cells/reading.ts';
import type { Findings, Where } from '../../findings.ts';
import { RowsBeside } from '../../rows-beside.ts';
import { checkAddress } from './address-checks.ts';
import { placedGeometry } from './geometry.ts';
import { importable } from './mapping.ts';
import { isPlaced, type GivenPlace, type PlaceReader } from './places.ts';
import type { FeatureRequest } from './request.ts';

/** A row that was read, to be staged. */
export interface StagedRow {
  readonly row: number;
  readonly label: string;
  readonly isRefused: boolean;
  /** The commune that the file names, as it does; `key` is its code or bare name. */
  readonly claimed: string | null;
  readonly key: string | null;
  readonly from: string | null;
  readonly featureId: string;
  readonly geometry: Geometry | null;
  /** By property; those that the file has. */
  readonly values: Readonly<Record<string, PropertyValue | null>>;
}

const labelLength = 80;

/** A field of the file that is a property. */
interface Column {
  readonly property: Property;
  readonly field: string;
  readonly read: ValueReader;
  /** What the property's text has to look like, by the value of the one that decides it. */
  readonly patterns: ReadonlyMap<string, RegExp>;
}

/** Reads rows of a collection out of features: values by their declaration, places in WGS 84; faults are told by row. */
export class FeatureReader {
  readonly #columns: readonly Column[];
  /** Columns by which a person knows a row. */
  readonly #naming: readonly Column[];
  readonly #isTable: boolean;
  readonly #rowsBeside = new RowsBeside();
  /** Rows that may be of any feature: their key is missing or cannot be right. */
  #unknown = 0;

  constructor(
    private readonly request: FeatureRequest,
    mapping: FeatureMapping,
    private readonly place: PlaceReader,
    private readonly transform: (position: Coordinates) => Position,
    private readonly findings: Findings,
    styleOf: (property: Property) => ColumnStyle,
  ) {
    this.#isTable = mapping.places.size > 0;
    this.#columns = importable(request).flatMap((property) => {
      const field = mapping.fieldOf.get(property.name);
      if (field === undefined) return [];
      const patterns = Object.entries(property.patternBy?.patterns ?? {}).map(
        ([value, pattern]) => [value, new RegExp(`^(?:${pattern})$`, 'u')] as const,
      );
      return [{ property, field, read: valueReader(property, styleOf(property)), patterns: new Map(patterns) }];
    });
    const { titleProperty, source } = request.collection;
    this.#naming = this.#columns.filter(
      ({ property: { name } }) => source.key.includes(name) || name === titleProperty,
    );
  }

  /** How many rows there were of which nobody knows whose they are. */
  get unknown(): number {
    return this.#unknown;
  }

  /** The row of a feature; null where it has not even a key, so that nothing can be said of it, and where it is none. */
  read(feature: SourceFeature): StagedRow | null {
    const place = this.place(feature);
    if (this.#isBeside(feature, place)) return null;
    const { collection, validFrom } = this.request;
    const { findings } = this;
    const values: Record<string, PropertyValue | null> = {};
    const where = { row: feature.row, feature: this.#labelOf(feature) };
    const { key } = collection.source;
    let isKnown = true;
    if (feature.fault) findings.issue(feature.fault.code, where, feature.fault.reason, feature.fault.todo);
    if (feature.notes !== undefined) findings.noteAll(feature.notes, where);
    for (const { property, field, read } of this.#columns) {
      const { value, fault, notes } = read(feature.fields[field]);
      values[property.name] = value;
      if (fault === undefined && notes === undefined && (value !== null || !property.required)) continue;
      const at: Where = { ...where, property: field };
      if (fault && key.includes(property.name)) isKnown = false;
      if (fault) findings.issue(fault.code, at, fault.reason, fault.todo);
      else if (value === null && property.required) this.#missing(property, at);
      for (const note of notes ?? []) findings.note(note.code, at, note.reason, note.todo);
    }
    if (this.#misfits(values, where).some(({ name }) => key.includes(name))) isKnown = false;
    this.#leaveOut(values, where);
    const geometry = feature.fault
      ? null
      : placedGeometry(place, collection.source.geometry, this.transform, where, findings);
    const featureId = featureIdOf(key, values);
    if (featureId === null || !isKnown) this.#unknown++;
    if (featureId === null) return null;
    checkAddress(featureId, this.#columns, key, where, findings);
    const { commune_code: commune = null, valid_from: from } = values;
    return {
      row: feature.row,
      label: where.feature,
      isRefused: findings.isRefused(feature.row),
      ...claimOf(commune),
      from: typeof from === 'string' ? from : validFrom,
      featureId,
      geometry,
      values,
    };
  }

  /** Whether a row of a table is none of its features: a total, a signature. */
  #isBeside({ row, fields, fault }: SourceFeature, place: GivenPlace): boolean {
    if (!this.#isTable || fault !== null) return false;
    // What has a place is one of them, as nearly every row is.
    const isEntry = isPlaced(place);
    const filled = Object.entries(isEntry ? {} : fields).flatMap(([heading, raw]) => {
      const text = textOfCell(cellOf(raw));
      return text === '' ? [] : [{ heading, text }];
    });
    const remark = this.#rowsBeside.judge(filled, isEntry);
    if (remark !== null) this.findings.note(remark.code, { row }, remark.reason, remark.todo);
    return remark !== null;
  }

  #labelOf({ fields }: SourceFeature): string {
    const words = this.#naming
      .map(({ field }) => shown(textOfCell(cellOf(fields[field])).replace(/\s+/g, ' ')))
      .filter((text) => text !== '');
    // A letter that takes two characters is not cut into halves, which no database takes.
    return words
      .join(' ')
      .slice(0, labelLength)
      .replace(/[\ud800-\udbff]$/, '');
  }

  #missing({ title, name }: Property, at: Where) {
    const isKey = this.request.collection.source.key.includes(name);
    this.findings.issue(
      'missingValue',
      at,
      { vi: `Thiếu ${title.vi}.`, en: `${title.en} is missing.` },
      {
        vi: isKey ? 'Điền mã để phân biệt đối tượng này với các đối tượng khác.' : 'Điền giá trị, hoặc bỏ dòng này.',
        en: isKey ? 'Give it: it tells this feature from all others.' : 'Give it, or take the row out.',
      },
    );
  }

  /** Takes out what may not be kept of such a feature. */
  #leaveOut(values: Record<string, PropertyValue | null>, where: Where) {
    for (const { property, field } of this.#columns) {
      const { onlyWith, name, title } = property;
      if (onlyWith === null || (values[name] ?? null) === null) continue;
      if (onlyWith.values.includes(String(values[onlyWith.property]))) continue;
      values[name] = null;
      this.findings.note(
        'notKept',
        { ...where, property: field },
        {
          vi: `${title.vi}: không được lưu với loại đối tượng này (dữ liệu cá nhân), đã bỏ.`,
          en: `${title.en}: not kept of features of this kind (personal data), left out.`,
        },
        { vi: 'Không cần làm gì.', en: 'Nothing to do.' },
      );
    }
  }

  /** Properties whose text does not look as it has to; each is an issue. */
  #misfits(values: Readonly<Record<string, unknown>>, where: Where): Property[] {
    return this.#columns.flatMap(({ property, field, patterns }) => {
      const { patternBy, title, name } = property;
      if (patternBy === null) return [];
      const text = values[name];
      const kind = String(values[patternBy.property]);
      const pattern = patternBy.patterns[kind];
      if (pattern === undefined || typeof text !== 'string' || patterns.get(kind)?.test(text) === true) return [];
      this.findings.issue(
        'badPattern',
        { ...where, property: field },
        {
          vi: `"${shown(text)}" không đúng mẫu của ${title.vi} (${pattern}).`,
          en: `"${shown(text)}" does not fit the pattern of ${title.en} (${pattern}).`,
        },
        {
          vi: 'Sửa mã ở dòng này; bảng tính hay làm mất số 0 ở đầu, hãy lưu cột mã dạng văn bản.',
          en: 'Correct it in this row; spreadsheets lose zeros in front, so keep the column as text.',
        },
      );
      return [property];
    });
  }
}

/** What a row says of its commune: a code, or a name without the word of its kind. */
function claimOf(commune: PropertyValue | null): Pick<StagedRow, 'claimed' | 'key'> {
  if (commune === null) return { claimed: null, key: null };
  const text = shown(String(commune));
  const code = normaliseCode(text, 'commune')?.value ?? null;
  return { claimed: text, key: code ?? bareName(text.split(',')[0] ?? text, 'commune') };
}
