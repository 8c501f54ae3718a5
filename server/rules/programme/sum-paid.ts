import type { Resource } from '#contract/programme.ts';

/** Money paid out of a source, with all the sources that are part of it. */
export interface Paid {
  readonly id: string;
  readonly amountBillionVnd: number;
}

/** What was recorded of sources that have no parts, added up the tree; sources of which nothing was recorded are left out. */
export function sumPaid(
  resources: readonly Pick<Resource, 'id' | 'parent'>[],
  millionBySource: ReadonlyMap<string, number>,
): Paid[] {
  const millionOf = (id: string): number | null => {
    const parts = resources.filter(({ parent }) => parent === id).map((part) => millionOf(part.id));
    const known = [millionBySource.get(id) ?? null, ...parts].filter((amount) => amount !== null);
    return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0);
  };
  return resources.flatMap(({ id }) => {
    const million = millionOf(id);
    // To a thousand VND, like the planned amounts.
    return million === null ? [] : [{ id, amountBillionVnd: Math.round(million * 1e3) / 1e6 }];
  });
}
