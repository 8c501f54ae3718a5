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
const leastShare = 0.25;

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

/**
 * More room at the right where what is fitted (`shape`, of any unit) would come to lie under what stands in the lower right
 * corner; as much as is left of the map where that is not enough.
 */
export function clearOfCorner(padding: Padding, map: Size, shape: Size, corner: Size): Padding {
  const [wide, high] = [map.width - padding.left - padding.right, map.height - padding.top - padding.bottom];
  const scale = Math.min(wide / shape.width, high / shape.height);
  const [aside, below] = [(wide - shape.width * scale) / 2, (high - shape.height * scale) / 2];
  if (padding.right + aside >= corner.width || padding.bottom + below >= corner.height) return padding;
  return { ...padding, right: Math.max(padding.right, Math.min(corner.width, map.width * 0.5)) };
}
