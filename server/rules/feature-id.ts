import { longestFeatureId } from '#contract/features.ts';

/**
 * Id of a feature in addresses: the values of its key, in order, with colons between them. Null where one is missing; the
 * same key always gives the same id.
 */
export function featureIdOf(key: readonly string[], properties: Readonly<Record<string, unknown>>): string | null {
  const values = key.map((name) => properties[name]);
  if (values.some((value) => value === null || value === undefined || value === '')) return null;
  return values.map(String).join(':');
}

/** Why no address could lead to a feature of this id; null where one can. */
export function addressFaultOf(id: string): 'dots' | 'version' | 'long' | null {
  // Whoever resolves an address takes these for steps along it, however they are escaped.
  if (id === '.' || id === '..') return 'dots';
  if (id.length > longestFeatureId) return 'long';
  // `id@first-day` is one version of the feature before the sign.
  return /.@\d{4}-\d{2}-\d{2}$/s.test(id) ? 'version' : null;
}
