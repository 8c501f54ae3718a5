import { shown } from '#rules/text/shown.ts';
import { records } from '#facts/records.ts';
import type { Text } from '#contract/common.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import { isInForce } from '#rules/in-force.ts';
import { groupNamed, listGroupNames, noGroupWords, saysNoGroup, schemeNamed } from '#rules/unit-groups/words.ts';
import type { Findings } from '../../findings.ts';
import { findNames, knownHeadings } from './find-table.ts';
import { noteContradictions } from './group-contradictions.ts';
import { requireNamedCommune, readNamedCommunes } from './named-communes.ts';
import { readKnownUnits, type KnownUnit } from './known-units.ts';
import { readList, type ListRow } from './read-list.ts';
import {
  missing,
  noteOtherName,
  requireUnitOn,
  withoutDoubles,
  type Entry,
  type RecordContext,
  type RecordSource,
} from './record-kind.ts';

const headings = {
  validFrom: ['valid from', 'hieu luc tu', 'tu ngay'],
  scheme: ['scheme', 'cach phan nhom'],
  group: ['group', 'nhom', 'nhom xa', 'khu vuc'],
  code: ['code', 'ma', 'ma don vi', 'ma xa'],
  name: ['name', 'ten', 'ten don vi', 'ten xa', 'xa'],
  validTo: ['valid to', 'hieu luc den', 'den ngay'],
  decision: ['decision', 'decision no', 'so quyet dinh', 'quyet dinh', 'van ban', 'source', 'nguon'],
} as const;
/** The first has digits in every entry, by which totals and signatures are told from entries. */
const required = ['validFrom', 'scheme', 'group'] as const;
type Line = ListRow<keyof typeof headings>;

/** What a row says before its unit is known. */
interface Given {
  readonly line: Line;
  readonly code: string | null;
  readonly name: string | null;
  readonly scheme: GroupScheme;
  /** Null where the unit is in none. */
  readonly group: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly decision: string;
}

/** Groups of communes by decision (nhóm xã, khu vực ...); what is there of another first day stays as it was. */
export const groups: RecordSource = {
  headings: [...knownHeadings(headings)],
  headOf: (sheet) => findNames(sheet, headings, required),
  async read(sheets, context, findings) {
    const given = readList(sheets, headings, required, findings).flatMap((line) => givenOf(line, context, findings));
    const [units, named] = await Promise.all([
      readKnownUnits(
        context.db,
        given.flatMap(({ code }) => code ?? []),
      ),
      readNamedCommunes(
        context.db,
        given.flatMap(({ code, name }) => (code === null ? (name ?? []) : [])),
      ),
    ]);
    const entries = given.flatMap((row) => {
      const { line, code, name, validFrom: day } = row;
      const unit =
        code === null
          ? requireNamedCommune(named, { name: name ?? '', day, where: line.where('name') }, findings)
          : requireUnitOn(units, { code, day, where: line.where('code') }, findings);
      if (unit === null || !isFor(row, unit, findings)) return [];
      if (code !== null) noteOtherName({ name, code, where: line.where() }, unit, findings);
      return [entryOf(row, unit)];
    });
    const once = withoutDoubles(entries, findings);
    await noteContradictions(once, context, findings);
    return once;
  },
  compare: records.compareGroups,
  insert: records.insertGroups,
  revisions: ['criteria'],
};

function givenOf(line: Line, { schemes }: RecordContext, findings: Findings): Given[] {
  const [code, name] = [line.text('code'), line.text('name')];
  if (code === null && name === null) missing(findings, line.where('code'), unitWords);
  const ofScheme = line.required('scheme', line.text('scheme'), { vi: 'cách phân nhóm', en: 'scheme' });
  const ofGroup = line.required('group', line.text('group'), { vi: 'nhóm', en: 'group' });
  const validFrom = line.required('validFrom', line.day('validFrom'), { vi: 'ngày hiệu lực', en: 'first day' });
  const validTo = line.day('validTo');
  const decision = line.required('decision', line.text('decision'), { vi: 'quyết định', en: 'decision' });
  if ((code ?? name) === null || ofScheme === null || ofGroup === null || validFrom === null || decision === null)
    return [];
  if (findings.isRefused(line.row.number, line.row.sheet)) return [];
  const refuse = (key: keyof typeof headings, reason: Text, todo: Text): Given[] => {
    findings.issue('impossibleValue', line.where(key), reason, todo);
    return [];
  };
  const scheme = schemeNamed(schemes, ofScheme);
  if (scheme === null) {
    const known = schemes.map(({ id }) => id).join(', ');
    return refuse(
      'scheme',
      { vi: `Không có cách phân nhóm "${shown(ofScheme)}".`, en: `There is no scheme "${shown(ofScheme)}".` },
      { vi: `Chọn: ${known}.`, en: `Choose one of ${known}.` },
    );
  }
  const none = saysNoGroup(ofGroup);
  const group = groupNamed(scheme, ofGroup);
  if (group === null && !none) {
    const known = listGroupNames(scheme);
    return refuse(
      'group',
      {
        vi: `"${scheme.title.vi}" không có nhóm "${shown(ofGroup)}".`,
        en: `"${scheme.title.en}" has no group "${shown(ofGroup)}".`,
      },
      {
        vi: `Chọn: ${known.vi}; hoặc "${noGroupWords.vi}".`,
        en: `Choose one of ${known.en}; or "${noGroupWords.en}".`,
      },
    );
  }
  if (!isInForce(scheme, validFrom)) {
    const [from, to] = [scheme.validFrom ?? '...', scheme.validTo ?? '...'];
    return refuse(
      'validFrom',
      {
        vi: `"${scheme.title.vi}" không áp dụng vào ngày ${validFrom} (${from} - ${to}).`,
        en: `"${scheme.title.en}" does not hold on ${validFrom} (${from} - ${to}).`,
      },
      { vi: 'Sửa ngày hiệu lực hoặc cách phân nhóm.', en: 'Correct the first day or the scheme.' },
    );
  }
  if (validTo !== null && validTo <= validFrom) {
    return refuse(
      'validTo',
      {
        vi: `Nhóm hết hiệu lực ngày ${validTo}, trước khi có hiệu lực.`,
        en: `It ends on ${validTo}, before it begins.`,
      },
      {
        vi: `Nhập ngày sau ${validFrom}: ngày đầu tiên không còn hiệu lực; hoặc để trống.`,
        en: `Give a day after ${validFrom}, the first on which it no longer holds; or leave it empty.`,
      },
    );
  }
  return [{ line, code, name, scheme, group: none ? null : (group?.id ?? null), validFrom, validTo, decision }];
}

function isFor({ line, scheme }: Given, unit: KnownUnit, findings: Findings): boolean {
  if (unit.level === 'commune' && scheme.appliesTo.includes(unit.kind)) return true;
  findings.issue(
    'schemeDoesNotApply',
    line.where('code'),
    {
      vi: `"${scheme.title.vi}" không áp dụng cho ${unit.name} (${unit.code}).`,
      en: `"${scheme.title.en}" is not for ${unit.name} (${unit.code}).`,
    },
    { vi: 'Bỏ dòng này hoặc sửa mã.', en: 'Leave the row out or correct the code.' },
  );
  return false;
}

function entryOf({ line, scheme, group, validFrom, validTo, decision }: Given, unit: KnownUnit): Entry {
  return {
    where: { ...line.where('group'), feature: unit.code },
    key: [unit.id, scheme.id, validFrom].join(' '),
    values: {
      unit_id: unit.id,
      scheme: scheme.id,
      unit_group: group,
      valid_from: validFrom,
      valid_to: validTo,
      decision: decision.slice(0, 500),
    },
  };
}

const unitWords: Text = { vi: 'mã hoặc tên đơn vị', en: 'code or name of the unit' };
