import { CollectionId } from '#contract/collections.ts';

/** A collection that is drawn on the map, and how much of it covers what lies below. */
export interface ShownLayer {
  readonly id: string;
  /** Percent, 5 to 100. */
  readonly opacity: number;
}

/** Collections on the map, what they are narrowed to, and the feature that is looked at. */
export interface LayerState {
  /** The topmost first. */
  readonly layers: readonly ShownLayer[];
  /** CQL2 text by id of the collection. */
  readonly filters: Readonly<Record<string, string>>;
  readonly feature: { readonly collection: string; readonly id: string } | null;
}

export const noLayers: LayerState = { layers: [], filters: {}, feature: null };

/** Fainter than this nothing is seen. */
export const leastOpacity = 5;
const fullOpacity = 100;
const filterKey = 'filter.';
/** Longer conditions and ids are none that the portal writes. */
const longestFilter = 4000;
const longestId = 300;

/** Reads the layers of an address; what is unknown or makes no sense is passed over. */
export function parseLayers(search: URLSearchParams): LayerState {
  return {
    layers: parseList(search.get('layers') ?? ''),
    filters: parseFilters(search),
    feature: parseFeature(search.get('feature') ?? ''),
  };
}

/** Writes `layers=schools,roads~60`, `filter.schools=...` and `feature=schools/PY-001` into an address. */
export function writeLayers({ layers, filters, feature }: LayerState, search: URLSearchParams): void {
  if (layers.length > 0) {
    const list = layers.map(({ id, opacity }) => (opacity === fullOpacity ? id : `${id}~${opacity}`));
    search.set('layers', list.join(','));
  }
  for (const id of Object.keys(filters).sort()) search.set(filterKey + id, filters[id] ?? '');
  if (feature !== null) search.set('feature', `${feature.collection}/${feature.id}`);
}

function parseList(text: string): ShownLayer[] {
  const layers = new Map<string, ShownLayer>();
  for (const entry of text.split(',')) {
    const [id = '', share] = entry.split('~');
    if (!CollectionId.safeParse(id).success || layers.has(id)) continue;
    const opacity = /^\d{1,3}$/.test(share ?? '') ? Number(share) : fullOpacity;
    const sensible = opacity >= leastOpacity && opacity <= fullOpacity;
    layers.set(id, { id, opacity: sensible ? opacity : fullOpacity });
  }
  return [...layers.values()];
}

function parseFilters(search: URLSearchParams): Record<string, string> {
  const filters = [...search].flatMap(([key, text]) => {
    const id = key.startsWith(filterKey) ? key.slice(filterKey.length) : '';
    const sensible = CollectionId.safeParse(id).success && text.trim() !== '' && text.length <= longestFilter;
    return sensible ? [[id, text] as const] : [];
  });
  return Object.fromEntries(filters);
}

/** The id is everything after the first slash: it may hold slashes of its own. */
function parseFeature(text: string): LayerState['feature'] {
  const slash = text.indexOf('/');
  const [collection, id] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  if (!CollectionId.safeParse(collection).success || id === '' || id.length > longestId) return null;
  return { collection, id };
}
