import { folded } from '#rules/text/heading.ts';

/** Headings of what the portal adds to rows that it gives back: why they were refused, and what to do. */
export const refusedHeadings = ['Lý do', 'Cần làm'] as const;

const own: ReadonlySet<string> = new Set(refusedHeadings.map(folded));

/**
 * A file's columns without those that the portal added to it, where both are there: a file of refused rows is given again as it
 * is. A column of somebody's own that bears one of these names stays.
 */
export function withoutRefusedHeadings(names: readonly string[]): string[] {
  const others = names.filter((name) => !own.has(folded(name)));
  return names.length - others.length === own.size ? others : [...names];
}
