import type { CollectionInfo } from '#contract/features.ts';
import type { DrawnCollection, Seen } from '#client/map/drawn-collection.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';

/**
 * How many of a layer are in view, and of how many; null while it is not known. A number that is not that of what is there
 * (tiles are thinned, places stand for many) is not said, unless all there are were counted.
 */
export function seenWords(
  seen: Seen | undefined,
  total: number | null,
  { counts }: Pick<CollectionInfo, 'counts'>,
): string | null {
  if (seen === undefined) return null;
  if (seen.state === 'far') return m.layers_far();
  // Places that stand for households: as many as the scale shows, never as many as there are households.
  if (counts) return m.layers_households();
  const count = formatNumber(seen.count);
  if (!seen.exact && seen.count !== total) {
    return total === null ? m.layers_uncounted() : m.layers_uncounted_of({ total: formatNumber(total) });
  }
  return total === null ? m.layers_seen({ count }) : m.layers_seen_of({ count, total: formatNumber(total) });
}

/** The layers on a map in a sentence; empty where there is none. */
export function layersSentence(
  layers: readonly DrawnCollection[],
  seen: ReadonlyMap<string, Seen>,
  totals: ReadonlyMap<string, number>,
): string {
  if (layers.length === 0) return '';
  const list = layers.map(({ info }) => {
    const words = seenWords(seen.get(info.id), totals.get(info.id) ?? null, info);
    const title = inLanguage(info.titles);
    return words === null ? title : `${title} (${words})`;
  });
  return m.layers_sentence({ list: list.join(', ') });
}

/** How many features a collection has; of one that counts households, how many places. */
export function featureCountWords({ features, counts }: Pick<CollectionInfo, 'features' | 'counts'>): string {
  const count = formatNumber(features);
  return counts ? m.places({ count }) : m.features({ count });
}
