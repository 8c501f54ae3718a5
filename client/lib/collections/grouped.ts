import type { CollectionInfo } from '#contract/features.ts';
import { compareNames, inLanguage } from '#client/text/format.ts';

/** Collections of one content of the programme; `title` is null for those that belong to none: the boundaries. */
export interface CollectionGroup {
  readonly id: string;
  readonly title: string | null;
  readonly collections: readonly CollectionInfo[];
}

/**
 * Collections by the content of the programme that they stand under, in the order in which the portal lists them, with
 * those that hold all words typed in their title, description, keywords or content; with or without diacritics.
 */
export function groupCollections(collections: readonly CollectionInfo[], typed: string): CollectionGroup[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const groups = new Map<string, { title: string | null; collections: CollectionInfo[] }>();
  for (const collection of collections) {
    const text = textOf(collection);
    if (!words.every((word) => text.includes(word))) continue;
    const content = collection.topic?.content;
    const group = groups.get(content?.id ?? '');
    if (group) group.collections.push(collection);
    else
      groups.set(content?.id ?? '', { title: content ? inLanguage(content.title) : null, collections: [collection] });
  }
  return [...groups]
    .map(([id, group]) => ({ id, ...group }))
    .sort((a, b) => Number(a.id !== '') - Number(b.id !== '') || compareNames(a.id, b.id));
}

function textOf({ id, titles, descriptions, keywords, topic }: CollectionInfo): string {
  const { title, content } = topic ?? { title: null, content: null };
  const texts = [titles, descriptions, title, content?.title].flatMap((text) => (text ? [text.vi, text.en] : []));
  return plain([id, ...texts, ...keywords].join(' '));
}

/** Small letters without diacritics, đ as d. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
