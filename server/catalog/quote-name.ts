/** A name of the database, quoted; throws for one that no declaration may have. */
export function quoteName(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a name of a column: ${JSON.stringify(name)}`);
  return `"${name}"`;
}
