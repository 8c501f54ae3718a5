import type { GroupScheme, UnitGroups } from '#contract/unit-groups.ts';
import { findContradictions } from '#rules/unit-groups/find-contradictions.ts';
import { queries } from '../../queries.ts';
import type { Findings } from '../../findings.ts';
import type { Entry, RecordContext } from './record-kind.ts';

interface GroupRow {
  readonly n: number;
  readonly scheme: string;
  readonly unitGroup: string;
}

/**
 * Notes where a unit's groups of two schemes part on the day of an entry (group 3 of 2026-2030 and its area), of the file and
 * of what is held. Both are taken as their decisions say.
 */
export async function noteContradictions(
  entries: readonly Entry[],
  { db, schemes }: RecordContext,
  findings: Findings,
): Promise<void> {
  if (entries.length === 0) return;
  const asked = entries.map(({ values }, n) => ({ n, unit_id: values['unit_id'], day: values['valid_from'] }));
  const held = await db.many<GroupRow>(queries.groupsOn, { asked: JSON.stringify(asked) });
  const byUnit = listsBy(entries, ({ values }) => values['unit_id']);
  const byEntry = listsBy(held, ({ n }) => n);
  entries.forEach((entry, n) => {
    const { unit_id: unitId, valid_from: day } = entry.values;
    const groups = new Map((byEntry.get(n) ?? []).map((row) => [row.scheme, row.unitGroup]));
    const given = (byUnit.get(unitId) ?? []).filter(({ values }) => holdsOn(values, String(day)));
    for (const { values } of given.sort(byFirstDay)) {
      const [scheme, group] = [String(values['scheme']), values['unit_group']];
      if (group === null) groups.delete(scheme);
      else groups.set(scheme, String(group));
    }
    noteOf(entry, Object.fromEntries(groups), schemes, findings);
  });
}

function noteOf(entry: Entry, groups: UnitGroups, schemes: readonly GroupScheme[], findings: Findings): void {
  for (const { scheme, group, other, otherGroup, following } of findContradictions(schemes, groups)) {
    if (scheme.id !== entry.values['scheme'] && other.id !== entry.values['scheme']) continue;
    const name = (of: GroupScheme, id: string) => of.groups.find((each) => each.id === id)?.name ?? { vi: id, en: id };
    const [is, beside, rule] = [name(scheme, group), name(other, otherGroup), name(scheme, following)];
    const made = scheme.groups.find(({ id }) => id === following)?.means ?? rule;
    findings.note(
      'groupsContradict',
      entry.where,
      {
        vi: `${is.vi} (${scheme.title.vi}) không khớp ${beside.vi} (${other.title.vi}): ${rule.vi} là ${made.vi}.`,
        en: `${is.en} (${scheme.title.en}) does not go with ${beside.en} (${other.title.en}): ${rule.en} is ${made.en}.`,
      },
      {
        vi: 'Cả hai được ghi như quyết định; kiểm tra quyết định nào đúng.',
        en: 'Both are recorded as their decisions say; check which is right.',
      },
    );
  }
}

function listsBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const lists = new Map<Key, Item[]>();
  for (const item of items) {
    const list = lists.get(keyOf(item));
    if (list === undefined) lists.set(keyOf(item), [item]);
    else list.push(item);
  }
  return lists;
}

function holdsOn({ valid_from: from, valid_to: to }: Entry['values'], day: string): boolean {
  return String(from) <= day && (to === null || to === undefined || String(to) > day);
}

function byFirstDay(one: Entry, other: Entry): number {
  return String(one.values['valid_from']).localeCompare(String(other.values['valid_from']));
}
