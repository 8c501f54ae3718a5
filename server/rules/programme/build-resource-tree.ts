import type { Resource } from '#contract/programme-resources.ts';

export interface ResourceNode extends Resource {
  readonly children: readonly ResourceNode[];
  /** What its parts leave unexplained, in billion VND; null where it has no parts. */
  readonly restBillionVnd: number | null;
}

/** The planned resources as trees, in the order of the source. */
export function buildResourceTree(resources: readonly Resource[], parent: string | null = null): ResourceNode[] {
  return resources
    .filter((resource) => resource.parent === parent)
    .map((resource) => {
      const children = buildResourceTree(resources, resource.id);
      const parts = children.reduce((sum, child) => sum + child.amountBillionVnd, 0);
      // To a thousand VND: the source's figures have three decimals of a billion.
      const rest = children.length === 0 ? null : Math.round((resource.amountBillionVnd - parts) * 1e6) / 1e6;
      return { ...resource, children, restBillionVnd: rest };
    });
}
