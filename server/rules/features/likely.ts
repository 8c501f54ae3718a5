import type { Property } from '#contract/collections.ts';
import { searchable } from '#rules/text/fold.ts';

/** Words that say nothing of what a column holds. */
const empty = new Set(['so', 'ma', 'ten', 'cua', 'va', 'cac', 'theo', 'the', 'of', 'in', 'no', 'stt', 'tt', 'loai']);
/** Part of the words of a heading and a title that must be the same. */
const leastAlike = 0.4;

/** The property that a heading is likeliest to mean, among those that no field became; null where none is like it. */
export function likeliestProperty(heading: string, free: readonly Property[]): Property | null {
  const words = wordsOf(heading);
  let best: { property: Property; alike: number } | null = null;
  for (const property of free) {
    const { name, title, aliases } = property;
    const alike = Math.max(...[name, title.vi, title.en, ...aliases].map((call) => likeness(words, wordsOf(call))));
    if (alike >= leastAlike && alike > (best?.alike ?? 0)) best = { property, alike };
  }
  return best?.property ?? null;
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = searchable(text.replace(/[([{].*$/s, ' '))
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !empty.has(word));
  return new Set(words);
}

/** Words that two have in common, of all that they have, 0 to 1. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}
