import type { Text } from '#contract/common.ts';
import type { LackingIndicator, RankedUnit, Ranking } from '#contract/ranking.ts';

/** One unit of a list of the ranking, whichever list it is. */
export interface RankingRow {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  /** Criteria met, where the list says so, and before, where it compares. */
  readonly met: number | null;
  readonly before: number | null;
  readonly total: number | null;
  /** Criteria that the list is about: missing, lost, or declared otherwise than computed. */
  readonly criteria: readonly number[];
  /** Indicators of those criteria that fall short of their threshold. */
  readonly lacking: readonly LackingIndicator[];
  readonly notes: readonly Text[];
}

export type RankingList = 'closest' | 'behind' | 'fallen' | 'recognised' | 'differing';

/** The rows of a list, in its order. */
export function rankingRows(ranking: Ranking, list: RankingList): RankingRow[] {
  switch (list) {
    case 'closest':
      return ranking.closest.map(toRow);
    case 'behind':
      return furthest(ranking).map(toRow);
    case 'fallen':
      return ranking.fallenBack.map(({ before, now, lost, ...unit }) => ({
        ...blank,
        ...nameOf(unit),
        before,
        met: now,
        criteria: lost,
      }));
    case 'recognised':
      return ranking.recognisedNotMeeting.map(({ met, total, revocation, reason, ...unit }) => ({
        ...blank,
        ...nameOf(unit),
        met,
        total,
        criteria: revocation.lost,
        notes: [reason, { vi: unit.decisionNo, en: unit.decisionNo }, revocation.reason],
      }));
    case 'differing':
      return ranking.differing.map(({ differences, ...unit }) => ({
        ...blank,
        ...nameOf(unit),
        criteria: differences.map(({ no }) => no),
        notes: differences.map(({ no, reason }) => ({ vi: `${no}. ${reason.vi}`, en: `${no}. ${reason.en}` })),
      }));
  }
}

const blank = { met: null, before: null, total: null, criteria: [], lacking: [], notes: [] };

type Named = Pick<RankingRow, 'code' | 'name' | 'parentCode' | 'parentName'>;
function nameOf({ code, name, parentCode, parentName }: Named): Named {
  return { code, name, parentCode, parentName };
}

function toRow({ met, total, missing, notAssessed, lacking, ...unit }: RankedUnit): RankingRow {
  const criteria = [...missing, ...notAssessed].sort((a, b) => a - b);
  return { ...blank, ...nameOf(unit), met, total, criteria, lacking };
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
    (row) => (within === null || row.parentCode === within) && (criterion === null || row.criteria.includes(criterion)),
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

/** How many units of a list lie in each district, most first. */
export function tallyParents(rows: readonly Pick<RankingRow, 'parentCode'>[]): Tally<string>[] {
  return tally(rows.flatMap(({ parentCode }) => parentCode ?? [])).sort(
    (a, b) => b.count - a.count || a.key.localeCompare(b.key),
  );
}

function tally<Key>(keys: readonly Key[]): Tally<Key>[] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count }));
}
