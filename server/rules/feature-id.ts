/**
 * Id of a feature in addresses: the values of its key, in order, with colons between them. Null where one is missing; the
 * same key always gives the same id.
 */
export function featureIdOf(key: readonly string[], properties: Readonly<Record<string, unknown>>): string | null {
  const values = key.map((name) => properties[name]);
  if (values.some((value) => value === null || value === undefined || value === '')) return null;
  return values.map(String).join(':');
}
