import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Symbology } from '#contract/collections.ts';

const icons = path.join(path.dirname(createRequire(import.meta.url).resolve('@mapbox/maki/package.json')), 'icons');
const known = new Map<string, string | null>();

/** Path data of a pictogram of Maki (15 by 15), or null where there is none of that name. */
export function pictogram(name: string): string | null {
  const there = known.get(name);
  if (there !== undefined) return there;
  const found = /^[a-z0-9-]+$/.test(name) ? readPaths(name) : null;
  known.set(name, found);
  return found;
}

/** The pictograms that a symbology names. */
export function pictogramsOf(symbology: Symbology | null): Record<string, string> {
  const names = symbology === null ? [] : [symbology, ...symbology.classes].flatMap(({ icon }) => icon ?? []);
  return Object.fromEntries(names.map((name) => [name, pictogram(name) ?? '']));
}

function readPaths(name: string): string | null {
  try {
    const svg = readFileSync(path.join(icons, `${name}.svg`), 'utf8');
    // Line ends in an attribute are written as character references.
    const outlines = [...svg.matchAll(/<path[^>]*\sd="([^"]+)"/g)].map(([, data = '']) => data);
    return outlines.join(' ').replace(/(&#x?[0-9a-f]+;|\s)+/gi, ' ');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
