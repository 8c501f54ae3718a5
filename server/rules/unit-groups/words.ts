import type { Text } from '#contract/common.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import { folded } from '#rules/text/heading.ts';

type Group = GroupScheme['groups'][number];

/** What says that a unit is in no group of a scheme. */
export const noGroupWords: Text = { vi: 'Không thuộc nhóm nào', en: 'No group' };

/** The scheme that a text names, by its id or title; null where it names none. */
export function schemeNamed(schemes: readonly GroupScheme[], text: string): GroupScheme | null {
  return schemes.find(({ id, title }) => isOneOf(text, [id, title.vi, title.en])) ?? null;
}

/** The group of a scheme that a text names, by its id or name ("3", "Nhóm 3"); null where it names none. */
export function groupNamed({ groups }: GroupScheme, text: string): Group | null {
  return groups.find(({ id, name }) => isOneOf(text, [id, name.vi, name.en])) ?? null;
}

/** Whether a text says that a unit is in no group. */
export function saysNoGroup(text: string): boolean {
  return isOneOf(text, [noGroupWords.vi, noGroupWords.en]);
}

/** Names of the groups of a scheme in a row: "Nhóm 1, Nhóm 2, Nhóm 3". */
export function listGroupNames({ groups }: GroupScheme): Text {
  return {
    vi: groups.map(({ name }) => name.vi).join(', '),
    en: groups.map(({ name }) => name.en).join(', '),
  };
}

function isOneOf(text: string, words: readonly string[]): boolean {
  const said = folded(text);
  return words.some((word) => folded(word) === said);
}
