import type { Property } from '#contract/collections.ts';
import type { CollectionInfo, Feature } from '#contract/features.ts';

/** A property with everything that a declaration may leave out. */
export function property(given: Partial<Property> & Pick<Property, 'name' | 'type'>): Property {
  return {
    title: { vi: `${given.name} vi`, en: given.name },
    unit: null,
    values: null,
    filterable: true,
    required: false,
    access: 'public',
    min: null,
    max: null,
    pattern: null,
    patternBy: null,
    onlyWith: null,
    aliases: [],
    ...given,
  };
}

/** A collection as the portal describes one. */
export function collectionInfo(given: Partial<CollectionInfo> = {}): CollectionInfo {
  return {
    id: 'wells',
    title: 'Giếng',
    description: '',
    keywords: ['nước sạch'],
    titles: { vi: 'Giếng', en: 'Wells' },
    descriptions: { vi: '', en: '' },
    itemType: 'feature',
    geometryType: 'Point',
    whole: null,
    level: null,
    access: 'public',
    topic: {
      id: 'III/2/07',
      title: { vi: 'Cấp nước', en: 'Water' },
      content: { id: 'III/2', title: { vi: 'Hạ tầng', en: 'Infrastructure' } },
    },
    properties: [property({ name: 'name', type: 'string' })],
    titleProperty: 'name',
    symbology: null,
    pictograms: {},
    evidence: [],
    features: 3,
    counts: false,
    extent: { spatial: { bbox: [], crs: '' }, temporal: { interval: [], trs: '' } },
    crs: [],
    storageCrs: '',
    lineage: { producer: { vi: 'Sở', en: 'Department' }, statement: { vi: '', en: '' }, licence: null },
    minZoom: 0,
    maxZoom: 16,
    demo: true,
    links: [],
    ...given,
  };
}

/** A point with properties. */
export function pointFeature(id: string, at: [number, number], properties: Feature['properties'] = {}): Feature {
  return { type: 'Feature', id, geometry: { type: 'Point', coordinates: at }, properties };
}
