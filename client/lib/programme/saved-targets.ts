import type { CriteriaSet } from '#contract/criteria.ts';
import type { Agency, ProgrammeReply, TargetRow } from '#contract/programme.ts';
import type { Paid } from '#contract/programme-resources.ts';
import { aboutTable } from '#client/text/about-table.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, inLanguage } from '#client/text/format.ts';
import type { SavedTable } from '#client/ui/save-table.ts';
import { targetStateOf } from './target-state.ts';
import {
  agencyNames,
  countedByWord,
  promisedFigure,
  scopeWord,
  targetSet,
  targetStateWord,
  targetTitle,
} from './target-words.ts';

interface Shown {
  readonly rows: readonly TargetRow[];
  readonly sets: readonly CriteriaSet[];
  readonly agencies: readonly Agency[];
  readonly at: string;
  readonly demo: boolean;
  /** What the rows are narrowed to, in words. */
  readonly filter: string | null;
  /** Of how many districts the district targets are; null where the programme counts none. */
  readonly denominator: string | null;
  readonly title: string;
  readonly source: string;
}

/** The list of targets as a file: exactly the rows on screen, with the source's own words. */
export function savedTargets({
  rows,
  sets,
  agencies,
  at,
  demo,
  filter,
  denominator,
  title,
  source,
}: Shown): SavedTable {
  const ofDocuments = rows.some(({ target: { document } }) => document !== null);
  return {
    name: `targets_${at}`,
    title,
    columns: [
      { title: m.csv_code() },
      { title: m.filter_content() },
      { title: m.targets_target(), width: 40 },
      { title: m.set_label() },
      { title: m.filter_scope() },
      { title: m.targets_printed() },
      { title: m.targets_wanted(), decimals: 1 },
      { title: m.targets_of(), decimals: 0 },
      { title: m.targets_reached(), decimals: 1 },
      { title: m.targets_gap(), decimals: 1 },
      { title: m.targets_standing() },
      { title: m.targets_pace_so_far(), decimals: 1 },
      { title: m.targets_pace_needed(), decimals: 1 },
      { title: m.targets_counted_by(), width: 30 },
      { title: m.targets_recognised(), decimals: 0 },
      { title: m.targets_leads(), width: 40 },
      ofDocuments ? { title: m.resources_document(), width: 20 } : { title: m.targets_source_line(), decimals: 0 },
      { title: m.targets_quote(), width: 50 },
      { title: m.detail_contradiction(), width: 30 },
      { title: m.targets_also(), width: 20 },
    ],
    rows: rows.map((row) => {
      const { target, progress, leads, contradiction, alsoPrinted } = row;
      return [
        target.id,
        target.content,
        targetTitle(target, sets),
        targetSet(target, sets),
        scopeWord[target.scope](),
        promisedFigure(row),
        progress.wanted.value,
        progress.wanted.of,
        progress.reached,
        progress.gap,
        targetStateWord[targetStateOf(row)](),
        rounded(progress.pace?.perYear ?? null),
        rounded(progress.pace?.neededPerYear ?? null),
        countedByWord(row),
        progress.recognised,
        agencyNames(leads, agencies).join('; '),
        target.document ?? target.sourceLine,
        target.quote,
        contradiction === null ? null : inLanguage(contradiction),
        alsoPrinted === null ? null : `${alsoPrinted.id}: ${alsoPrinted.quote}`,
      ];
    }),
    about: aboutTable({
      measure: title,
      at,
      filter,
      source,
      demo,
      ...(denominator === null ? {} : { note: `${m.districts_of()}: ${denominator}` }),
    }),
  };
}

/** Money in the programme's tree, indented by depth. */
export function savedResources(
  { resources, frame: { period } }: Pick<ProgrammeReply, 'resources' | 'frame'>,
  paid: ReadonlyMap<string, Paid>,
  { at, demo, source }: Pick<Shown, 'at' | 'demo' | 'source'>,
): SavedTable {
  const shown = paid.size > 0;
  const ofDocuments = resources.some(({ document }) => document !== null);
  const names = new Map(resources.map((each) => [each.id, inLanguage(each.name)]));
  const paidCells = (id: string) => {
    const given = paid.get(id);
    return given === undefined
      ? [null, null, names.get(id) ?? id]
      : [
          given.amountBillionVnd,
          given.reportedPlanBillionVnd,
          given.silent.map((each) => names.get(each) ?? each).join('; '),
        ];
  };
  return {
    name: 'resources',
    title: m.resources_title({ period }),
    columns: [
      { title: m.resources_source(), width: 50 },
      { title: m.resources_amount(), decimals: 3 },
      { title: m.resources_share(), decimals: 1 },
      ...(shown
        ? [
            { title: m.resources_paid_amount({ date: formatDate(at) }), decimals: 3 },
            { title: m.resources_heard_plan(), decimals: 3 },
            { title: m.resources_silent_title(), width: 40 },
          ]
        : []),
      ofDocuments ? { title: m.resources_document(), width: 20 } : { title: m.targets_source_line(), decimals: 0 },
    ],
    rows: resources.map(({ id, name, depth, amountBillionVnd, sharePercent, sourceLine, document }) => [
      '\u00a0\u00a0'.repeat(depth) + inLanguage(name),
      amountBillionVnd,
      sharePercent,
      ...(shown ? paidCells(id) : []),
      document ?? sourceLine,
    ]),
    // Planned money is the programme's own, whatever data the portal holds; what was paid may be invented.
    about: aboutTable({
      measure: m.resources_title({ period }),
      at,
      filter: null,
      source,
      demo: shown && demo,
    }),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
