import { inLanguage } from '#client/text/format.ts';
import { filterChoices } from '#client/ui/filter-options.ts';
import type { ListedCollection } from './ask-collections.ts';

/** Collections under the content of the programme that they belong to. */
export interface LayerGroup {
  readonly id: string;
  readonly label: string;
  readonly collections: readonly ListedCollection[];
}

/**
 * Collections by the programme's contents, in its order; boundaries, which the map shows anyway, are among them only when
 * they are wanted: in the group of what belongs to no content. A
 * text keeps those that are called so, in either language, or have it among their keywords; with or without diacritics.
 */
export function layerGroups(
  collections: readonly ListedCollection[],
  otherLabel: string,
  text: string,
  boundaries: 'out' | 'in' = 'out',
): LayerGroup[] {
  const groups = new Map<string, { label: string; collections: ListedCollection[] }>();
  for (const info of collections) {
    if (info.level !== null && boundaries === 'out') continue;
    const content = info.topic?.content;
    const id = content?.id ?? '';
    const group = groups.get(id) ?? {
      label: content === undefined ? otherLabel : inLanguage(content.title),
      collections: [],
    };
    group.collections.push(info);
    groups.set(id, group);
  }
  const byId = new Map(collections.map((info) => [info.id, info]));
  const choices = [...groups]
    .sort(([a], [b]) => orderOf(a) - orderOf(b))
    .map(([id, group]) => ({
      id,
      label: group.label,
      choices: group.collections.map(({ id: own, titles, keywords }) => ({
        id: own,
        label: [titles.vi, titles.en, ...keywords].join(' '),
      })),
    }));
  return filterChoices(choices, text).map(({ id, label, choices: found }) => ({
    id,
    label,
    collections: found.flatMap(({ id: own }) => byId.get(own) ?? []),
  }));
}

/** `III/8` after `III/2`; what belongs to no content stands last. */
function orderOf(id: string): number {
  return id === '' ? Infinity : Number(id.split('/')[1] ?? 0);
}
