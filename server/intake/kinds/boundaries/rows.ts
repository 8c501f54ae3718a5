import type { Position as Coordinates } from 'geojson';
import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Position } from '#contract/common.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import type { SourceFeature } from '#formats/driver.ts';
import type { FieldMapping, ImportProperty } from '#rules/boundaries/fields.ts';
import { kindOf, normaliseCode, normaliseName, strayKindWord } from '#rules/boundaries/values.ts';
import { unitKey } from '#rules/text/measure-units.ts';
import { shown } from '#rules/text/shown.ts';
import type { DecimalSign } from '#rules/text/number.ts';
import { decimalSign, readNumberCell, type NumberKind } from '../../cells/number.ts';
import { cellOf } from '../../cells/reading.ts';
import { lostZeros } from '../../cells/plain.ts';
import type { Findings, Where } from '../../findings.ts';
import { peopleOf } from './people.ts';
import { readBoundary } from './row-boundary.ts';

/** A unit above the one in the row, as the file names it. */
export interface StatedParent {
  readonly code: string | null;
  readonly name: string | null;
}

const levelWords: Record<Level, { vi: string; en: string }> = {
  province: { vi: 'cấp tỉnh', en: 'province' },
  district: { vi: 'cấp huyện', en: 'district' },
  commune: { vi: 'cấp xã', en: 'commune' },
};

const numbers = ['population', 'areaKm2', 'areaHa', 'areaM2', 'area'] as const satisfies readonly ImportProperty[];
const areas: NumberKind = {
  whole: false,
  percent: false,
  wanted: { vi: 'diện tích: một con số', en: 'the area: a number' },
  isUnit: (word) => ['km2', 'ha', 'm2'].includes(unitKey(word)),
};
const people: NumberKind = {
  whole: true,
  percent: false,
  wanted: { vi: 'dân số: một con số', en: 'the population: a number' },
  isUnit: (word) => unitKey(word) === 'nguoi',
};

/** One feature of a file as a unit. Geometry in WGS 84. Rows with issues are kept for the report. */
export interface ImportRow {
  readonly row: number;
  /** What a person calls it: code and name. */
  readonly feature: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly kind: UnitKind | null;
  readonly district: StatedParent;
  readonly province: StatedParent;
  /** In the unit that the field's name says; `unit` null where it says none. */
  readonly area: { readonly value: number; readonly unit: 'km2' | 'ha' | 'm2' | null } | null;
  readonly population: number | null;
  readonly populationYear: number | null;
  readonly geometry: PackedPolygons | null;
}

/** Reads rows out of a layer: fields by the mapping, values normalised and noted, coordinates transformed. */
export function readRows(
  features: readonly SourceFeature[],
  level: Level,
  mapping: FieldMapping,
  transform: (position: Coordinates) => Position,
  findings: Findings,
): ImportRow[] {
  const signs = new Map(
    numbers.map((property) => {
      const field = mapping.fieldOf.get(property);
      return [property, field === undefined ? null : decimalSign(features.map(({ fields }) => cellOf(fields[field])))];
    }),
  );
  return features.map((source) => new RowReader(source, level, mapping, signs, findings).read(transform));
}

class RowReader {
  readonly #where: Where;

  constructor(
    private readonly source: SourceFeature,
    private readonly level: Level,
    private readonly mapping: FieldMapping,
    private readonly signs: ReadonlyMap<ImportProperty, DecimalSign | null>,
    private readonly findings: Findings,
  ) {
    const text = (property: ImportProperty) => String(this.#raw(property) ?? '').trim();
    const feature = `${text('code')} ${text('name')}`.trim().slice(0, 80);
    this.#where = feature === '' ? { row: source.row } : { row: source.row, feature };
  }

  read(transform: (position: Coordinates) => Position): ImportRow {
    const { row, packed = null, fault, notes = [] } = this.source;
    if (fault) this.findings.issue(fault.code, this.#where, fault.reason, fault.todo);
    this.findings.noteAll(notes, this.#where);
    const name = this.#name('name');
    const stated = this.#name('kind');
    this.#checkLevel(stated, name);
    const given = this.#number('population');
    const heading = this.mapping.fieldOf.get('population') ?? '';
    const population = given === null ? null : peopleOf(given, heading, this.#at('population'), this.findings);
    return {
      row,
      feature: this.#where.feature ?? '',
      code: this.#ownCode(),
      name,
      nameEn: this.#name('nameEn'),
      kind: kindOf(this.level, stated, name),
      district: { code: this.#code('districtCode', 'district'), name: this.#name('districtName') },
      province: { code: this.#code('provinceCode', 'province'), name: this.#name('provinceName') },
      area: this.#area(),
      population,
      populationYear: population === null ? null : this.mapping.populationYear,
      geometry: fault ? null : readBoundary(packed, transform, this.#where, this.findings),
    };
  }

  /** Districts among communes are the wrong file, or the wrong collection. */
  #checkLevel(stated: string | null, name: string | null) {
    const word = strayKindWord(this.level, stated, name);
    if (word === null) return;
    this.findings.issue(
      'otherLevel',
      this.#at('name'),
      {
        vi: `"${word}" không phải đơn vị ${levelWords[this.level].vi}.`,
        en: `"${word}" is no unit of the ${levelWords[this.level].en} level.`,
      },
      {
        vi: 'Chọn đúng lớp địa giới (--collection provinces, districts hoặc communes), hoặc sửa loại đơn vị.',
        en: 'Choose the collection that the file holds (--collection provinces, districts or communes), or correct the kind.',
      },
    );
  }

  #raw(property: ImportProperty): unknown {
    const field = this.mapping.fieldOf.get(property);
    return field === undefined ? undefined : this.source.fields[field];
  }

  #at(property: ImportProperty): Where {
    return { ...this.#where, property: this.mapping.fieldOf.get(property) ?? property };
  }

  #ownCode(): string | null {
    const code = normaliseCode(this.#raw('code'), this.level);
    if (code === null) {
      this.findings.issue(
        'missingCode',
        this.#at('code'),
        { vi: 'Đơn vị không có mã.', en: 'The unit has no code.' },
        {
          vi: 'Điền mã đơn vị hành chính (Tổng cục Thống kê) vào dòng này, hoặc bỏ qua bằng --skip-refused.',
          en: 'Give this row its official code, or leave it out with --skip-refused.',
        },
      );
      return null;
    }
    return this.#checkedCode('code', code);
  }

  #code(property: 'districtCode' | 'provinceCode', level: Level): string | null {
    const code = normaliseCode(this.#raw(property), level);
    if (code === null) return null;
    if (code.value === null) {
      this.findings.note(
        'badParentCode',
        this.#at(property),
        {
          vi: `Mã đơn vị cấp trên "${shown(String(this.#raw(property)))}" không phải mã số.`,
          en: `The code "${shown(String(this.#raw(property)))}" of the unit above is not an official code.`,
        },
        {
          vi: 'Sửa mã nếu cần; đơn vị vẫn được nhập.',
          en: 'Correct it if need be; the unit is imported all the same.',
        },
      );
      return null;
    }
    return this.#checkedCode(property, code);
  }

  #checkedCode(property: ImportProperty, code: { value: string | null; changed: boolean }): string | null {
    const raw = shown(String(this.#raw(property)));
    if (code.value === null) {
      this.findings.issue(
        'badCode',
        this.#at(property),
        {
          vi: `Mã "${raw}" không phải mã đơn vị hành chính (chỉ gồm chữ số).`,
          en: `"${raw}" is not an official code (digits only).`,
        },
        {
          vi: 'Sửa mã, hoặc chọn đúng trường bằng --map FIELD=code.',
          en: 'Correct it, or name the right field with --map FIELD=code.',
        },
      );
      return null;
    }
    if (code.changed) this.findings.noteAll([lostZeros(raw, code.value)], this.#at(property));
    return code.value;
  }

  #name(property: ImportProperty): string | null {
    const name = normaliseName(this.#raw(property));
    if (name !== null && /[\p{Cc}\p{Cs}]/u.test(name.value)) {
      this.findings.issue(
        'badText',
        this.#at(property),
        {
          vi: `Tên "${shown(name.value)}" có ký tự điều khiển.`,
          en: `The name "${shown(name.value)}" holds control characters.`,
        },
        { vi: 'Gõ lại tên trong tệp.', en: 'Type the name in the file again.' },
      );
      return null;
    }
    return name?.value ?? null;
  }

  #number(property: ImportProperty): number | null {
    const kind = property === 'population' ? people : areas;
    const {
      value,
      fault,
      notes = [],
    } = readNumberCell(cellOf(this.#raw(property)), kind, this.signs.get(property) ?? null);
    // What a unit's area and people are is said beside its boundary, which holds without them.
    if (fault) {
      const { vi, en } = fault.reason;
      const reason = { vi: `${vi} Đã bỏ qua.`, en: `${en} It was left out.` };
      this.findings.note('badNumber', this.#at(property), reason, fault.todo);
    }
    for (const { code, reason, todo } of notes) this.findings.note(code, this.#at(property), reason, todo);
    return value;
  }

  #area(): ImportRow['area'] {
    const units = [
      ['areaKm2', 'km2'],
      ['areaHa', 'ha'],
      ['areaM2', 'm2'],
      ['area', null],
    ] as const;
    for (const [property, unit] of units) {
      const value = this.#number(property);
      if (value !== null && value > 0) return { value, unit };
    }
    return null;
  }
}
