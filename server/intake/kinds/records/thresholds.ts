import { shown } from '#rules/text/shown.ts';
import { records } from '#facts/records.ts';
import type { Indicator } from '#contract/criteria.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import { regionNamed, regionWords } from '#rules/criteria/words.ts';
import { groupNamed, listGroupNames, schemeNamed } from '#rules/unit-groups/words.ts';
import type { Findings } from '../../findings.ts';
import { findNames, knownHeadings } from './find-table.ts';
import { readList, type ListRow } from './read-list.ts';
import { withoutDoubles, type Entry, type RecordContext, type RecordSource } from './record-kind.ts';

const headings = {
  set: ['set', 'set id', 'bo tieu chi'],
  indicator: ['indicator', 'indicator no', 'chi tieu'],
  value: ['value', 'gia tri', 'muc dat', 'muc quy dinh'],
  value2: ['value2', 'gia tri 2', 'muc dat 2'],
  region: ['region', 'vung'],
  scheme: ['scheme', 'cach phan nhom'],
  communeGroup: ['commune group', 'group', 'nhom xa', 'nhom'],
  year: ['year', 'nam'],
  validFrom: ['valid from', 'hieu luc tu'],
  validTo: ['valid to', 'hieu luc den'],
  source: ['source', 'nguon', 'van ban', 'quyet dinh'],
} as const;
const required = ['set', 'indicator', 'value'] as const;
/** What a group without a scheme is of: files of before named the groups of 2026-2030 alone. */
const schemeByItself = 'nhom-2026';
type Line = ListRow<keyof typeof headings>;

/** Thresholds that the decision leaves to the province; a row without a value takes one back. */
export const thresholds: RecordSource = {
  headings: [...knownHeadings(headings)],
  headOf: (sheet) => findNames(sheet, headings, required),
  async read(sheets, { sets, schemes }, findings) {
    const lines = readList(sheets, headings, required, findings);
    return withoutDoubles(
      lines.flatMap((line) => entryOf(line, { sets, schemes }, findings)),
      findings,
    );
  },
  compare: records.compareThresholds,
  insert: records.insertThresholds,
  revisions: ['programme', 'criteria'],
};

function entryOf(line: Line, { sets, schemes }: Pick<RecordContext, 'sets' | 'schemes'>, findings: Findings): Entry[] {
  const setId = line.required('set', line.text('set'), { vi: 'bộ tiêu chí', en: 'criteria set' });
  const no = line.required('indicator', line.text('indicator'), { vi: 'số chỉ tiêu', en: 'number of the indicator' });
  const source = line.required('source', line.text('source'), { vi: 'văn bản quy định', en: 'decision that says so' });
  if (setId === null || no === null || source === null) return [];
  const indicator = sets
    .find(({ id }) => id === setId)
    ?.criteria.flatMap(({ indicators }) => indicators)
    .find((held) => held.no === no);
  if (indicator === undefined) {
    findings.issue(
      'unknownIndicator',
      line.where('indicator'),
      {
        vi: `Không có chỉ tiêu ${shown(no)} trong bộ "${shown(setId)}".`,
        en: `There is no indicator ${shown(no)} in the set "${shown(setId)}".`,
      },
      {
        vi: `Các bộ tiêu chí: ${sets.map(({ id }) => id).join(', ')}.`,
        en: `Sets: ${sets.map(({ id }) => id).join(', ')}.`,
      },
    );
    return [];
  }
  if (indicator.thresholdBy === 'decision') {
    findings.issue(
      'thresholdOfDecision',
      line.where('indicator'),
      { vi: `Mức đạt của chỉ tiêu ${no} do quyết định ấn định.`, en: `The threshold of ${no} is set by the decision.` },
      { vi: 'Bỏ dòng này.', en: 'Leave the row out.' },
    );
    return [];
  }
  const scope = scopeOf(line, schemes, findings);
  const figures = figuresOf(line, indicator, findings);
  if (scope === null || figures === null) return [];
  return [
    {
      where: line.where('value'),
      key: [setId, no, ...Object.values(scope)].join(' '),
      values: { set_id: setId, indicator_no: no, ...scope, ...figures, source: source.slice(0, 500) },
    },
  ];
}

function figuresOf(line: Line, indicator: Indicator, findings: Findings) {
  const [value, value2] = [line.figure('value', indicator.unit), line.figure('value2', indicator.unit)];
  if (findings.isRefused(line.row.number, line.row.sheet)) return null;
  if ((value === null) !== (value2 === null) && indicator.parts !== null) {
    findings.issue(
      'secondValue',
      line.where('value2'),
      { vi: `Chỉ tiêu ${indicator.no} có hai giá trị.`, en: `The indicator ${indicator.no} has two values.` },
      { vi: 'Nhập cả hai giá trị.', en: 'Give both values.' },
    );
    return null;
  }
  return { value, value2: indicator.parts === null ? null : value2 };
}

const regionNames = Object.values(regionWords)
  .map(({ vi }) => vi)
  .join(', ');

function scopeOf(line: Line, schemes: readonly GroupScheme[], findings: Findings) {
  const said = line.text('region');
  const region = said === null ? null : regionNamed(said);
  const [ofScheme, ofGroup] = [line.text('scheme') ?? schemeByItself, line.text('communeGroup')];
  const scheme = schemeNamed(schemes, ofScheme);
  const group = ofGroup === null || scheme === null ? null : groupNamed(scheme, ofGroup);
  const year = line.amount('year');
  const [validFrom, validTo] = [line.day('validFrom'), line.day('validTo')];
  const wrong =
    said !== null && region === null
      ? (['region', regionNames] as const)
      : scheme === null
        ? (['scheme', schemes.map(({ id }) => id).join(', ')] as const)
        : ofGroup !== null && group === null
          ? (['communeGroup', listGroupNames(scheme).vi] as const)
          : year !== null && !(Number.isInteger(year) && year >= 2000 && year <= 2100)
            ? (['year', '2000-2100'] as const)
            : validFrom !== null && validTo !== null && validTo <= validFrom
              ? (['validTo', `> ${validFrom}`] as const)
              : null;
  if (wrong !== null) {
    const [key, known] = wrong;
    findings.issue(
      'impossibleValue',
      line.where(key),
      { vi: 'Phạm vi áp dụng không hợp lệ.', en: 'That is no scope of a threshold.' },
      { vi: `Nhận: ${known}; hoặc để trống.`, en: `Taken are ${known}; or leave it empty.` },
    );
    return null;
  }
  return {
    region,
    group_scheme: group === null ? null : (scheme?.id ?? null),
    commune_group: group?.id ?? null,
    year,
    valid_from: validFrom,
    valid_to: validTo,
  };
}
