import { z } from 'zod';
import { IsoDate } from './common.ts';
import { endpoint } from './endpoint.ts';

/** What a release of counts of households discloses; it tells nothing that the release itself does not. */
export const DisclosureReport = z.object({
  /** Which way the counts moved since the release before. */
  direction: z.enum(['first', 'up', 'down']),
  /** Fewest households that a count, or a difference between counts, stands for. */
  fewestHouseholds: z.number().int(),
  /** Households counted in all cells together. */
  households: z.number().int(),
  cells: z.number().int(),
  /** Hamlets that are counted under their name. */
  hamlets: z.number().int(),
  communes: z.number().int(),
  smallestCell: z.number().int().nullable(),
  /** Part of the households, in percent, whose cell is wider than the finest one. */
  mergedPercent: z.number(),
  /** Part of the households, in percent, that are counted with no hamlet's name. */
  otherHamletsPercent: z.number(),
  checks: z.array(
    z.object({ check: z.enum(['smallest', 'steps', 'sums', 'releases', 'oneWay']), passed: z.boolean() }),
  ),
});
export type DisclosureReport = z.infer<typeof DisclosureReport>;

/** One dated publication of counts of households with digital addresses. */
export const AddressRelease = z.object({ releasedOn: IsoDate, demo: z.boolean(), report: DisclosureReport });
export type AddressRelease = z.infer<typeof AddressRelease>;

export const listAddressReleases = endpoint({
  id: 'listAddressReleases',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/address-releases',
  summary: 'Releases of counts of households with digital addresses, newest first, with what each discloses',
  params: z.object({}),
  query: z.strictObject({}),
  reply: z.object({ releases: z.array(AddressRelease) }),
});
