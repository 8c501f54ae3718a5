import type { Text } from '#contract/common.ts';
import type { CollectionInfo } from '#contract/features.ts';
import type { z } from 'zod';

/** Shapes of markers without a pictogram: they tell classes apart without colour. */
export const shapes = ['disc', 'square', 'diamond', 'triangle', 'pentagon'] as const;
export type Shape = (typeof shapes)[number];

/** Patterns of areas, told apart without colour. */
export const areaPatterns = [
  'slash',
  'dots',
  'back',
  'grid',
  'level',
  'upright',
  'cross',
  'ticks',
  'dashes',
  'steps',
] as const;
export type AreaPattern = (typeof areaPatterns)[number];

/** How the features of one class look, on the map and in its legend alike. */
export interface Look {
  /** Value of the property by which classes differ; null is everything that falls into no class. */
  readonly value: string | null;
  readonly label: z.infer<typeof Text> | null;
  readonly colour: string;
  readonly shape: Shape;
  /** Name and outline (in a square of 15 by 15) of the pictogram on the marker. */
  readonly pictogram: { readonly name: string; readonly outline: string } | null;
  readonly width: number;
  /** Dashes and gaps in widths of the line; null for a whole line. */
  readonly dash: readonly number[] | null;
  readonly pattern: AreaPattern;
}

export interface Looks {
  readonly by: string | null;
  readonly classes: readonly Look[];
  /** What falls into no class. */
  readonly other: Look;
}

type Described = Pick<CollectionInfo, 'symbology' | 'pictograms' | 'properties'>;
const plainColour = '#55606a';
const plainWidth = 1.5;

/** The looks of a collection, derived from what it declares of itself. */
export function looksOf({ symbology, pictograms, properties }: Described): Looks {
  const base = symbology ?? { colour: plainColour, by: null, classes: [] };
  const { by } = base;
  const values = properties.find(({ name }) => name === by)?.values ?? [];
  const pictogramOf = (name: string | undefined) => {
    const outline = name === undefined ? undefined : pictograms[name];
    return name === undefined || outline === undefined || outline === '' ? null : { name, outline };
  };
  const classes = (by === null ? [] : base.classes).map((entry, index) => ({
    value: entry.value,
    label: values.find(({ value }) => value === entry.value)?.label ?? null,
    colour: entry.colour,
    shape: entry.icon === undefined ? (shapes[(index + 1) % shapes.length] ?? 'disc') : ('disc' as const),
    pictogram: pictogramOf(entry.icon),
    width: entry.width ?? base.width ?? plainWidth,
    dash: entry.dash ?? null,
    pattern: areaPatterns[(index + 1) % areaPatterns.length] ?? 'slash',
  }));
  const other: Look = {
    value: null,
    label: null,
    colour: base.colour,
    shape: 'disc',
    pictogram: pictogramOf(base.icon),
    width: base.width ?? plainWidth,
    dash: base.dash ?? null,
    pattern: 'slash',
  };
  return { by, classes, other };
}

/** The look of a feature by its properties. */
export function lookOf({ by, classes, other }: Looks, properties: Readonly<Record<string, unknown>>): Look {
  const value = by === null ? undefined : properties[by];
  return classes.find((look) => look.value === value) ?? other;
}

/** Outline of each shape in a square of 24 by 24. */
export const shapeOutlines: Record<Shape, string> = {
  disc: 'M12 1.5a10.5 10.5 0 1 1 0 21a10.5 10.5 0 1 1 0-21Z',
  square: 'M3.5 3.5h17v17h-17Z',
  diamond: 'M12 1.5 22.5 12 12 22.5 1.5 12Z',
  triangle: 'M12 2 22.5 21h-21Z',
  pentagon: 'M12 1.5 22.5 9.3 18.5 21.5h-13L1.5 9.3Z',
};
/** A pictogram stands in the middle of the marker's square, a little smaller than it comes. */
export const pictogramPlace = { shift: 5.25, scale: 0.9 };

/** Strokes of each pattern in a square of 8 by 8, which repeats. */
export const patternStrokes: Record<AreaPattern, string> = {
  slash: 'M-2 10 10-2M-2 2 2-2M6 10l4-4',
  back: 'M-2-2 10 10M6-2l4 4M-2 6l4 4',
  dots: 'M2 2h.01M6 6h.01',
  grid: 'M4 0v8M0 4h8',
  level: 'M0 4h8',
  upright: 'M4 0v8',
  cross: 'M-2 10 10-2M-2-2 10 10',
  ticks: 'M2 .5v3M6 4.5v3',
  dashes: 'M.5 2h3M4.5 6h3',
  steps: 'M0 6h4V2h4',
};

/** White or ink, whichever reads better on a `#rrggbb` colour (WCAG's relative luminance). */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 ? '#1b1f24' : '#ffffff';
}
