import type { Pixels } from './png.ts';

/** A part of the screen, in parts of its width and height. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The picture stands where so much of what is coloured at last has its colour. */
const enough = 0.6;
/** Colours that differ by less are one: lines and letters come later, and frames are made small. */
const alike = 60;

/** The first of some frames in which the map has the colours that it has in the last one; null where none is coloured. */
export function firstColoured<Frame extends { readonly pixels: Pixels }>(
  frames: readonly Frame[],
  part: Part,
): Frame | null {
  const last = frames.at(-1);
  if (last === undefined) return null;
  const wanted = colouredIn(last.pixels, part);
  if (wanted.length < 50) return null;
  return (
    frames.find(({ pixels }) => {
      const there = wanted.filter((place) => isAlike(pixels, last.pixels, place)).length;
      return there >= wanted.length * enough;
    }) ?? null
  );
}

function colouredIn({ width, height, depth, data }: Pixels, part: Part): number[] {
  const places: number[] = [];
  for (let y = Math.round(part.top * height); y < Math.round(part.bottom * height); y += 1) {
    for (let x = Math.round(part.left * width); x < Math.round(part.right * width); x += 1) {
      const place = (y * width + x) * depth;
      const [red = 0, green = 0, blue = 0] = data.subarray(place, place + 3);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) places.push(place);
    }
  }
  return places;
}

function isAlike(one: Pixels, other: Pixels, place: number): boolean {
  let apart = 0;
  for (let channel = 0; channel < 3; channel += 1)
    apart += Math.abs((one.data[place + channel] ?? 0) - (other.data[place + channel] ?? 0));
  return apart < alike;
}
