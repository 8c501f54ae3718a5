/** Pixels at each edge of the map that something covers: the sheet on a phone. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Pixels of the map. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So much of each side of the map is left to look at, whatever covers it. */
const leastShare = 0.4;

/**
 * What is covered with a margin around what is shown. In a window so small that hardly any map would be left between, first
 * the margin goes, then what is covered counts for less: better a part lies under a sheet than nothing is in sight.
 */
export function paddingWithin({ top, right, bottom, left }: Padding, margin: number, { width, height }: Size): Padding {
  const [above, below] = within(top, bottom, margin, height);
  const [west, east] = within(left, right, margin, width);
  return { top: above, right: east, bottom: below, left: west };
}

function within(before: number, after: number, margin: number, length: number): [number, number] {
  // Nothing is known of a map that is not there yet.
  if (length === 0) return [before + margin, after + margin];
  const room = length * (1 - leastShare);
  const covered = before + after;
  const rest = Math.max(0, Math.min(margin, (room - covered) / 2));
  const part = covered > room ? room / covered : 1;
  return [before * part + rest, after * part + rest];
}
