/** Which rows of a long list are drawn, and the height of what is left out above and below, in pixels. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly above: number;
  readonly below: number;
}

/** The rows in view and a margin on both sides. `end` is the row after the last one. */
export function windowRows(
  total: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
  margin = 12,
): RowWindow {
  const first = clamp(Math.floor(scrollTop / rowHeight) - margin, 0, total);
  const end = clamp(Math.ceil((scrollTop + viewHeight) / rowHeight) + margin, first, total);
  return { first, end, above: first * rowHeight, below: (total - end) * rowHeight };
}

/** Where to scroll so that a row is wholly seen below a sticky head; null where it is already. */
export function scrollToRow(index: number, rowHeight: number, scrollTop: number, viewHeight: number): number | null {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
  return null;
}

/** The row that a key leads to from another one, `page` rows at a time for the page keys; null for other keys. */
export function rowOfKey(key: string, from: number, total: number, page: number): number | null {
  const steps: Partial<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + Math.max(1, page),
    PageUp: from - Math.max(1, page),
    Home: 0,
    End: total - 1,
  };
  const to = steps[key];
  return to === undefined ? null : clamp(to, 0, total - 1);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
