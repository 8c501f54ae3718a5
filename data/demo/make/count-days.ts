/** Dates here are ISO text (`2024-10-31`), which also sorts by time; they have no hour and no time zone. */
export function addDays(date: string, days: number): string {
  const time = new Date(`${date}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, 10);
}

/** The date itself, or the Friday before it: decisions are not signed at the weekend. */
export function onWorkday(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, day === 6 ? -1 : day === 0 ? -2 : 0);
}
