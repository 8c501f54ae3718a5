import { GroupScheme } from '#contract/unit-groups.ts';
import { groupSchemes } from '#data/admin-units/schemes.ts';

/** The schemes of `data/admin-units/schemes.ts` by which communes are put into groups. */
export const declaredSchemes: readonly GroupScheme[] = groupSchemes.map((scheme) => GroupScheme.parse(scheme));
