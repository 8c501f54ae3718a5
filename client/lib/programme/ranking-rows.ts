import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';
import type { Text } from '#contract/common.ts';
import type { DifferingUnit, LackingIndicator, RankedUnit, Ranking } from '#contract/ranking.ts';
import { districtOf, type District } from './districts.ts';
import type { UnitName } from './links.ts';

/** One unit of a list of the ranking, whichever list it is. */
export interface RankingRow {
  readonly code: string;
  readonly name: string;
  readonly parentName: string | null;
  readonly district: District | null;
  /** Criteria met, where the list says so, and before, where it compares. */
  readonly met: number | null;
  readonly before: number | null;
  readonly total: number | null;
  /** Criteria that the list is about: missing, lost, or declared otherwise than computed. */
  readonly criteria: readonly number[];
  /** Criteria that nobody has assessed: neither met nor missing. */
  readonly open: readonly number[];
  /** Criteria whose declared status the figures contradict, with the figures. */
  readonly differences: readonly Difference[];
  /** Indicators of those criteria that fall short of their threshold. */
  readonly lacking: readonly LackingIndicator[];
  readonly notes: readonly Text[];
}

export type Difference = DifferingUnit['differences'][number];

export type RankingList = 'closest' | 'behind' | 'fallen' | 'recognised' | 'differing';

/** The rows of a list, in its order; `names` are those of the day. */
export function rankingRows(
  ranking: Ranking,
  list: RankingList,
  names: ReadonlyMap<string, Pick<UnitName, 'formerDistricts'>>,
): RankingRow[] {
  const differing = new Map(ranking.differing.map(({ code, differences }) => [code, differences]));
  // Wherever a criterion stands it is told that its figures say otherwise.
  return listed(ranking, list).map(({ parentCode, ...row }) => ({
    ...row,
    district: districtOf({ ...names.get(row.code), parentCode, parentName: row.parentName }),
    differences: differing.get(row.code) ?? [],
  }));
}

/** A row as a list has it. */
type Listed = Omit<RankingRow, 'district'> & Pick<RankedUnit, 'parentCode'>;

function listed(ranking: Ranking, list: RankingList): Listed[] {
  switch (list) {
    case 'closest':
      return ranking.closest.map(toRow);
    case 'behind':
      return furthest(ranking).map(toRow);
    case 'fallen':
      return ranking.fallenBack.map(({ before, now, lost, notAssessed, ...unit }) => ({
        ...blank,
        ...nameOf(unit),
        before,
        met: now,
        criteria: lost,
        open: notAssessed,
      }));
    case 'recognised':
      return ranking.recognisedNotMeeting.map(({ met, total, notAssessed, revocation, reason, ...unit }) => ({
        ...blank,
        ...nameOf(unit),
        met,
        total,
        criteria: revocation.lost,
        open: notAssessed,
        notes: [reason, { vi: unit.decisionNo, en: unit.decisionNo }, revocation.reason],
      }));
    case 'differing':
      return ranking.differing.map(({ differences, ...unit }) => ({
        ...blank,
        ...nameOf(unit),
        criteria: differences.map(({ no }) => no),
      }));
  }
}

const blank = { met: null, before: null, total: null, criteria: [], open: [], differences: [], lacking: [], notes: [] };

type Named = Pick<RankedUnit, 'code' | 'name' | 'parentCode' | 'parentName'>;
function nameOf({ code, name, parentCode, parentName }: Named): Named {
  return { code, name, parentCode, parentName };
}

function toRow({ met, total, missing, notAssessed, lacking, ...unit }: RankedUnit): Listed {
  const criteria = [...missing].sort((a, b) => a - b);
  return { ...blank, ...nameOf(unit), met, total, criteria, open: notAssessed, lacking };
}

function furthest({ closest, furthestBehind }: Ranking): RankedUnit[] {
  const byCode = new Map(closest.map((unit) => [unit.code, unit]));
  return furthestBehind.flatMap((code) => byCode.get(code) ?? []);
}

export interface RankingFilter {
  readonly within: string | null;
  readonly criterion: number | null;
}

/** Rows that a filter leaves. */
export function narrowRows(rows: readonly RankingRow[], { within, criterion }: RankingFilter): RankingRow[] {
  return rows.filter(
    (row) =>
      (within === null || row.district?.code === within) && (criterion === null || row.criteria.includes(criterion)),
  );
}

export interface Tally<Key> {
  readonly key: Key;
  readonly count: number;
}

/** How many units lack each criterion, most first. */
export function tallyCriteria(rows: readonly Pick<RankingRow, 'criteria'>[]): Tally<number>[] {
  return tally(rows.flatMap(({ criteria }) => criteria)).sort((a, b) => b.count - a.count || a.key - b.key);
}

/** How many units of a list lie in each district, or lay in it while there were any, most first. */
export function tallyDistricts(rows: readonly Pick<RankingRow, 'district'>[]): Tally<string>[] {
  const districts = rows.flatMap(({ district }) => district?.code ?? []);
  return tally(districts).sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
}

function tally<Key>(keys: readonly Key[]): Tally<Key>[] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count }));
}

/** "13/19", with what is not assessed "13/19, 1 chưa đánh giá"; of a list that compares "19 → 17". */
export function metWords({ before, met, total, open }: Pick<RankingRow, 'before' | 'met' | 'total' | 'open'>): string {
  if (met === null) return '–';
  const figure = total === null ? formatNumber(met) : `${formatNumber(met)}/${formatNumber(total)}`;
  const now = before === null ? figure : `${formatNumber(before)} → ${formatNumber(met)}`;
  return open.length === 0 ? now : m.value_with_open({ value: now, open: formatNumber(open.length) });
}
