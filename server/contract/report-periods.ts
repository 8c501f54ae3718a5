/** The last quarter that has ended by a day, as `2024-Q3`: what is reported where nobody asks for another period. */
export function lastFinishedQuarter(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  // Of a day that ends a quarter the whole quarter is known.
  const ended = Math.floor((isLastOfMonth(day) ? month : month - 1) / 3);
  return ended === 0 ? `${year - 1}-Q4` : `${year}-Q${ended}`;
}

function isLastOfMonth(day: string): boolean {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
}
