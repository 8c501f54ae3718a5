import { searchable } from '#rules/text/fold.ts';

/** A choice with the words by which it is found. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** Choices under a heading. */
export interface ChoiceGroup {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
}

/**
 * Groups with the choices that have a word beginning with each word typed; with or without diacritics, in any order. Where
 * no choice has them all by itself, words of its heading count too. Groups without a choice are left out; nothing typed
 * leaves everything.
 */
export function filterChoices(groups: readonly ChoiceGroup[], text: string): ChoiceGroup[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return groups.filter(({ choices }) => choices.length > 0);
  const found = keep(groups, ({ label }) => hasAll(wordsOf(label), typed));
  return found.length > 0
    ? found
    : keep(groups, ({ label }, group) => hasAll([...wordsOf(label), ...wordsOf(group.label)], typed));
}

function keep(groups: readonly ChoiceGroup[], test: (choice: Choice, group: ChoiceGroup) => boolean): ChoiceGroup[] {
  return groups.flatMap((group) => {
    const choices = group.choices.filter((choice) => test(choice, group));
    return choices.length === 0 ? [] : [{ ...group, choices }];
  });
}

function hasAll(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}

/** As a search compares them; numbers such as 17.1 stay whole. */
function wordsOf(text: string): string[] {
  return searchable(text)
    .split(/[^\p{L}\p{N}.%]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '');
}
