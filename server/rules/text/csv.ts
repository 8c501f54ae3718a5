/** A line of a CSV file (RFC 4180) of values as they are; nothing where there is null. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(quoted).join(',')}\r\n`;
}

function quoted(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
