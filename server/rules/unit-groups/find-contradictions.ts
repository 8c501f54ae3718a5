import type { GroupScheme, UnitGroups } from '#contract/unit-groups.ts';

/** That a unit's group of one scheme is not what its group of another comes to. */
export interface GroupContradiction {
  readonly scheme: GroupScheme;
  /** The group that the unit is in. */
  readonly group: string;
  readonly other: GroupScheme;
  readonly otherGroup: string;
  /** The group that is made up of groups of the other scheme. */
  readonly following: string;
}

/**
 * Where a unit's groups part: a group that follows groups of another scheme (group 3 of 2026-2030: areas II and III) holds its
 * units and no others. A unit of which one of the two is not known contradicts nothing, and nothing is derived for it.
 */
export function findContradictions(schemes: readonly GroupScheme[], groups: UnitGroups): GroupContradiction[] {
  return schemes.flatMap((scheme) => {
    const group = groups[scheme.id];
    if (group === undefined) return [];
    return scheme.groups.flatMap(({ id, follows }) => {
      const other = schemes.find((each) => each.id === follows?.scheme);
      const otherGroup = other && groups[other.id];
      if (follows === null || other === undefined || otherGroup === undefined) return [];
      const [isIn, shouldBe] = [group === id, follows.groups.includes(otherGroup)];
      return isIn === shouldBe ? [] : [{ scheme, group, other, otherGroup, following: id }];
    });
  });
}
