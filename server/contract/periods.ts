/** Since when and until before when something held, as a list of names has it: `2008-01-01/2025-07-01`, `2025-07-01/..`. */
export function writePeriod(from: string, until: string | null): string {
  return `${from}/${until ?? '..'}`;
}

/** A text with the periods in it put into words. */
export function wordPeriods(text: string, words: (from: string, until: string | null) => string): string {
  return text.replace(/(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2}|\.\.)/g, (_, from: string, until: string) =>
    words(from, until === '..' ? null : until),
  );
}
