import type { Paid, Resource } from '#contract/programme-resources.ts';

/** What is known of a source: million VND paid, the plan of its parts that reported, and those that did not. */
interface Known {
  readonly million: number;
  readonly plan: number;
  readonly silent: readonly string[];
}

/**
 * What was recorded of sources, added up the tree, each beside the plan of those parts that reported: measured against the
 * plan of all, silence would read as money that was not paid. Sources of which nothing was recorded are left out.
 */
export function sumPaid(
  resources: readonly Pick<Resource, 'id' | 'parent' | 'amountBillionVnd'>[],
  millionBySource: ReadonlyMap<string, number>,
): Paid[] {
  const knownOf = ({ id, amountBillionVnd }: (typeof resources)[number]): Known | null => {
    const parts = resources
      .filter(({ parent }) => parent === id)
      .map((part) => ({ id: part.id, known: knownOf(part) }));
    const heard = parts.flatMap(({ known }) => known ?? []);
    const own = millionBySource.get(id);
    if (own === undefined && heard.length === 0) return null;
    const million = heard.reduce((sum, part) => sum + part.million, own ?? 0);
    // What is recorded of the whole may be of any part.
    if (own !== undefined) return { million, plan: amountBillionVnd, silent: [] };
    return {
      million,
      plan: heard.reduce((sum, part) => sum + part.plan, 0),
      silent: parts.flatMap((part) => (part.known === null ? [part.id] : part.known.silent)),
    };
  };
  return resources.flatMap((resource) => {
    const known = knownOf(resource);
    if (known === null) return [];
    return [
      {
        id: resource.id,
        // To a thousand VND, like the planned amounts.
        amountBillionVnd: Math.round(known.million * 1e3) / 1e6,
        reportedPlanBillionVnd: Math.round(known.plan * 1e6) / 1e6,
        silent: [...known.silent],
      },
    ];
  });
}
