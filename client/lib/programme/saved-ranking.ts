import type { CriteriaSet } from '#contract/criteria.ts';
import { aboutTable } from '#client/text/about-table.ts';
import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';
import { levelWord } from '#client/text/words.ts';
import type { SavedTable } from '#client/ui/save-table.ts';
import type { LackingIndicator } from '#contract/ranking.ts';
import { districtOf, districtTitle, type District } from './districts.ts';
import type { UnitName } from './links.ts';
import { differenceWords } from './difference-words.ts';
import type { Difference, RankingRow } from './ranking-rows.ts';
import type { WayStep } from './shortest-way.ts';

interface About {
  readonly name: string;
  readonly title: string;
  readonly set: CriteriaSet;
  readonly at: string;
  readonly demo: boolean;
  readonly filter: string | null;
}

/** A list of the ranking as a file: exactly the rows on screen. */
export function savedRanking(rows: readonly RankingRow[], about: About): SavedTable {
  return saved(
    about,
    rows.map(({ district }) => district),
    rows.map((row, index) => [
      index + 1,
      row.code,
      row.name,
      row.district?.name ?? row.parentName,
      row.met,
      row.before ?? row.total,
      row.criteria.join(', '),
      row.open.join(', '),
      differs(row.differences, about.set),
      [...row.notes.map(inLanguage), ...row.lacking.map(told)].join('; '),
    ]),
    rows.some(({ before }) => before !== null) ? m.ranking_before() : m.ranking_total(),
  );
}

/** The shortest way to a target as a file. */
export function savedWay(steps: readonly WayStep[], names: ReadonlyMap<string, UnitName>, about: About): SavedTable {
  const districts = steps.map(({ code }) => {
    const unit = names.get(code);
    return unit === undefined ? null : districtOf(unit);
  });
  return saved(
    about,
    districts,
    steps.map((step, index) => [
      index + 1,
      step.code,
      names.get(step.code)?.name ?? null,
      districts[index]?.name ?? names.get(step.code)?.parentName ?? null,
      step.unit?.met ?? null,
      step.unit?.total ?? null,
      step.missing.join(', '),
      step.open.join(', '),
      differs(step.differences, about.set),
      [...(step.unit === null ? [m.way_not_assessed()] : []), ...step.lacking.map(told)].join('; '),
    ]),
    m.ranking_total(),
  );
}

function saved(
  { name, title, set, at, demo, filter }: About,
  districts: readonly (District | null)[],
  rows: SavedTable['rows'],
  total: string,
): SavedTable {
  return {
    name: `${name}_${set.id}_${at}`,
    title,
    columns: [
      { title: m.ranking_place(), decimals: 0 },
      { title: m.csv_code() },
      { title: m.table_unit() },
      // Of districts, and of communes of which no district is known, the unit above.
      { title: districtTitle(districts) ?? levelWord.province() },
      { title: m.ranking_met(), decimals: 0 },
      { title: total, decimals: 0 },
      { title: m.ranking_criteria() },
      { title: m.ranking_open() },
      { title: m.ranking_differing(), width: 50 },
      { title: m.ranking_details(), width: 60 },
    ],
    rows,
    about: aboutTable({ measure: title, at, filter, source: set.decision, demo }),
  };
}

function differs(differences: readonly Difference[], set: CriteriaSet): string {
  return differences
    .map((difference) => {
      const { criterion, figures } = differenceWords(difference, set);
      return [criterion, ...figures].join(' ');
    })
    .join('; ');
}

function told({ no, reason }: LackingIndicator): string {
  return `${no}: ${inLanguage(reason)}`;
}
