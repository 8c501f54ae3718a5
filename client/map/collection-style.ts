import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import type { Look, Looks } from './looks.ts';

/** A value for each class, as MapLibre finds it by a feature's property. */
export function byClass<Value extends string | number | ExpressionSpecification>(
  { by, classes, other }: Looks,
  value: (look: Look) => Value,
): Value | ExpressionSpecification {
  if (by === null) return value(other);
  return classes.reduceRight<Value | ExpressionSpecification>(
    (otherwise, look) => ['case', ['==', ['to-string', ['get', by]], look.value ?? ''], value(look), otherwise],
    value(other),
  );
}

/** Dashes for each class; null where every line is whole. */
export function dashes(looks: Looks): ExpressionSpecification | null {
  if ([...looks.classes, looks.other].every(({ dash }) => dash === null)) return null;
  return byClass<ExpressionSpecification>(looks, ({ dash }) => ['literal', [...(dash ?? [1, 0])]]);
}

/** The width of a class's lines, thinner where little room is, with so many pixels more at full size. */
export function widths(looks: Looks, more = 0): ExpressionSpecification {
  const width = byClass(looks, (look) => look.width);
  const at = (times: number): ExpressionSpecification => ['*', ['+', width, more], times];
  return ['interpolate', ['linear'], ['zoom'], 6, at(0.45), 10, at(0.75), 13, at(1), 16, at(2)];
}

/** Features of one kind of geometry, for collections that mix them. */
export function onlyOf(kind: 'Point' | 'LineString' | 'Polygon'): FilterSpecification {
  return ['in', ['geometry-type'], ['literal', [kind, `Multi${kind}`]]];
}

/** Radius of a circle that stands for many: its area grows with their number. */
export const cellRadius: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['sqrt', ['get', 'count']],
  1,
  2.25,
  10,
  7,
  32,
  12,
  100,
  19,
];

/** Counts that have room for their number: in circles of nine pixels and more. */
export const cellsWithNumber: FilterSpecification = ['>=', ['get', 'count'], 200];
