import type { Position } from '#contract/common.ts';
import { inLanguage } from '#client/text/format.ts';
import type { Archipelago } from './islands.ts';
import { pictureOf } from './outline.ts';
import type { Size } from './padding.ts';

/** A small picture of an archipelago with its name below, in pixels. */
export interface Inset {
  readonly width: number;
  readonly height: number;
  /** Middles of the islands. */
  readonly dots: readonly Position[];
  readonly radius: number;
  readonly lines: readonly { readonly text: string; readonly at: Position }[];
  readonly letters: number;
}

const width = 124;
const mostHeight = 78;
const letters = 11;
const lineHeight = 14;

/** Pixels between an inset and what is beside and, with the scale bar, below it. */
export const insetGap = 12;
export const insetLift = 44;

/** How much of a map's lower right corner so many insets take, above what covers its lower edge. */
export function cornerOf(insets: number, covered: number): Size {
  return {
    width: insets * (width + insetGap) + insetGap,
    height: covered + insetLift + mostHeight + 2 * lineHeight + 4,
  };
}

/** The picture of an archipelago, with its name in the page's language. */
export function insetOf({ name, islands, extent }: Archipelago): Inset {
  const picture = pictureOf(extent, width, mostHeight, 4);
  const texts = inLanguage(name).split('\n');
  return {
    width,
    height: picture.height + texts.length * lineHeight + 4,
    dots: islands.map((island) => picture.place(island)),
    radius: 1.8,
    lines: texts.map((text, line) => ({ text, at: [width / 2, picture.height + (line + 0.5) * lineHeight] })),
    letters,
  };
}
