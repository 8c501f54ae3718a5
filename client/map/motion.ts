/** Whether the reader asked their system for less motion: nothing slides or fades then. */
export function wantsStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
