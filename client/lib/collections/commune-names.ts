import { searchAdminUnits } from '#contract/admin-units.ts';
import { call } from '#client/api/call.ts';

/** Finds communes by a part of their name or code. */
export async function findCommunes(q: string, limit: number, signal: AbortSignal) {
  const { items } = await call(searchAdminUnits, { query: { q, level: 'commune', limit }, signal });
  return items;
}

/** Names of communes by their codes; a code that no commune bears is left out. */
export async function communeNames(
  codes: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(codes.map((code) => findCommunes(code, 5, signal)));
  return new Map(found.flat().map(({ code, name }) => [code, name] as const));
}
