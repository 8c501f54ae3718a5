import { boundaryCollections, type ImportReport, type SuccessionReport, type UnitChange } from '#contract/imports.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';

export const changeWord: Record<UnitChange, () => string> = {
  merged: m.succession_merged,
  split: m.succession_split,
  renamed: m.succession_renamed,
  reclassified: m.succession_reclassified,
  recoded: m.succession_recoded,
  moved: m.succession_moved,
  grown: m.succession_grown,
  shrunk: m.succession_shrunk,
  redrawn: m.succession_redrawn,
  startUnknown: m.succession_start_unknown,
  undecided: m.succession_undecided,
  unchanged: m.succession_unchanged,
};
/** What tells most first. */
const order = Object.keys(changeWord) as readonly UnitChange[];

type Part = SuccessionReport['units'][number]['from'][number];

/** A unit of a list: what becomes of it, in sentences. */
export interface ChangedUnit {
  readonly code: string;
  readonly name: string;
  readonly told: readonly string[];
}

/** Units to which the same happened. */
export interface ChangeGroup {
  readonly id: UnitChange | 'ended' | 'endedAbove';
  readonly title: string;
  readonly units: readonly ChangedUnit[];
}

/** Units of a file by what they are of those of before, then those that cease: of the file's level, and above. */
export function groupChanges(
  { units, ended }: SuccessionReport,
  collection: ImportReport['collection'],
): readonly ChangeGroup[] {
  const level = Object.entries(boundaryCollections).find(([id]) => id === collection)?.[1];
  const made = order.map((change) => ({
    id: change,
    title: changeWord[change](),
    units: units.filter(({ changes }) => changes.includes(change)).map((unit) => tellUnit(unit, change)),
  }));
  const ends = (own: boolean) =>
    ended
      .filter((unit) => (unit.level === level) === own)
      .map(({ code, name, into }) => ({
        code,
        name,
        told: into.length === 0 ? [] : [m.succession_into({ parts: partsIn(into) })],
      }));
  return [
    ...made,
    { id: 'ended' as const, title: m.succession_ended(), units: ends(true) },
    { id: 'endedAbove' as const, title: m.succession_ended_above(), units: ends(false) },
  ].filter((group) => group.units.length > 0);
}

/** All groups in a line: `34 made of several units; 106 ended`. */
export function countGroups(groups: readonly ChangeGroup[]): string {
  return groups.map(({ title, units }) => `${formatNumber(units.length)} ${title}`).join('; ');
}

function tellUnit(unit: SuccessionReport['units'][number], change: UnitChange): ChangedUnit {
  const others = unit.changes.filter((one) => one !== change).map((one) => changeWord[one]());
  return {
    code: unit.code,
    name: unit.name,
    told: [
      ...(others.length > 0 ? [`${others.join(', ')}.`] : []),
      ...(unit.from.length > 0 ? [m.succession_from({ parts: partsIn(unit.from) })] : []),
      ...(unit.deviationM === null ? [] : [m.succession_deviation({ metres: formatNumber(unit.deviationM, 1) })]),
    ],
  };
}

function partsIn(parts: readonly Part[]): string {
  return `${parts.map((part) => `${part.name} (${part.code}), ${shareOf(part)}`).join('; ')}.`;
}

function shareOf({ share, basis }: Part): string {
  const word =
    share === null
      ? m.succession_share_unknown()
      : share === 1
        ? m.succession_whole()
        : `${formatNumber(share * 100, 1)} %`;
  return basis === 'decision' ? word : m.succession_by_ground({ share: word });
}
