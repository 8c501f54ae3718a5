import type { DrawnCollection, Seen } from '#client/map/drawn-collection.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';

/** How many of a layer the map shows, and of how many; null while it is not known. */
export function seenWords(seen: Seen | undefined, total: number | null): string | null {
  if (seen === undefined) return null;
  if (seen.state === 'far') return m.layers_far();
  const count = formatNumber(seen.count);
  const shown = seen.exact ? count : m.layers_about({ count });
  return total === null
    ? m.layers_seen({ count: shown })
    : m.layers_seen_of({ count: shown, total: formatNumber(total) });
}

/** The layers on a map in a sentence; empty where there is none. */
export function layersSentence(
  layers: readonly DrawnCollection[],
  seen: ReadonlyMap<string, Seen>,
  totals: ReadonlyMap<string, number>,
): string {
  if (layers.length === 0) return '';
  const list = layers.map(({ info }) => {
    const words = seenWords(seen.get(info.id), totals.get(info.id) ?? null);
    const title = inLanguage(info.titles);
    return words === null ? title : `${title} (${words})`;
  });
  return m.layers_sentence({ list: list.join(', ') });
}
