import { geometryTypes, type GeometryType } from '#contract/collections.ts';
import type { Text } from '#contract/common.ts';
import type { Collection, Dimension } from './collection.ts';

interface OneType {
  readonly dimension: Dimension;
  /** Several of a type count as one geometry: a layer of `Point` would refuse a feature of two points. */
  readonly geometryType: string;
  readonly words: Text;
}

const types: Record<GeometryType, OneType> = {
  points: { dimension: 0, geometryType: 'MultiPoint', words: { vi: 'điểm', en: 'points' } },
  lines: { dimension: 1, geometryType: 'MultiLineString', words: { vi: 'đường', en: 'lines' } },
  areas: { dimension: 2, geometryType: 'MultiPolygon', words: { vi: 'vùng', en: 'areas' } },
};

/**
 * A collection and, where its declaration lets it mix geometries, its features of each type as collections of their own
 * (`irrigation-works.points`): programs whose layers have one type of geometry (QGIS) draw all of it by them. Which there
 * are follows from the declaration alone, so that a layer that somebody keeps does not go when it is empty.
 */
export function withTypes(whole: Collection): Collection[] {
  return [whole, ...geometryTypes.flatMap((type) => ofType(whole, type) ?? [])];
}

/** Ids under which the single types of a collection are listed; none where it has one type anyway. */
export function typeIds(collection: Collection): string[] {
  return withTypes(collection)
    .slice(1)
    .map(({ id }) => id);
}

function ofType(whole: Collection, type: GeometryType): Collection | null {
  const { source, id } = whole;
  if (source.kind !== 'table' || source.geometry !== 'any' || source.dimension !== null) return null;
  const { dimension, geometryType, words } = types[type];
  return {
    ...whole,
    id: `${id}.${type}`,
    title: { vi: `${whole.title.vi} (${words.vi})`, en: `${whole.title.en} (${words.en})` },
    description: {
      vi: `${whole.description.vi} Chỉ gồm các đối tượng dạng ${words.vi} của ${id}.`,
      en: `${whole.description.en} Only the ${words.en} of ${id}.`,
    },
    storage: { kind: 'type', of: id },
    geometryType,
    // Said once, by the whole: an indicator names each of its collections.
    evidence: [],
    source: { ...source, dimension },
  };
}
