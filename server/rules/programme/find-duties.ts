import type { Duty, Target } from '#contract/programme.ts';

/** The duties under which a target falls: those of its item, or of its whole content where it names no item. */
export function findDuties(target: Pick<Target, 'content' | 'item'>, duties: readonly Duty[]): Duty[] {
  return duties.filter(
    ({ content, items }) =>
      content === target.content && (target.item === null || items.length === 0 || items.includes(target.item)),
  );
}

/** What is an agency's: its duties as lead or as coordinator, and the targets for which it leads. */
export function findAgencyWork(agencyId: string, duties: readonly Duty[], targets: readonly Target[]) {
  const leads = duties.filter((duty) => duty.leads.includes(agencyId));
  return {
    leads,
    coordinates: duties.filter((duty) => duty.coordinates.includes(agencyId)),
    targets: targets.filter((target) => findDuties(target, leads).length > 0),
  };
}
