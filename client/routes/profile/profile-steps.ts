import type { UnitProfile } from '#contract/admin-units.ts';
import type { Router } from '../router.svelte.ts';

/** The way down to a unit's profile: a district has one of its own, a province is the map. */
export function profileSteps(
  profile: Pick<UnitProfile, 'name' | 'ancestors'> | undefined,
  router: Pick<Router, 'href'>,
): { readonly label: string; readonly href: string | null }[] {
  return [
    ...(profile?.ancestors ?? []).map(({ level, code, name }) => ({
      label: name,
      href: router.href(
        level === 'district'
          ? { page: 'profile', unit: { level, code }, measure: null }
          : { page: 'map', unit: null, level: null, view: null },
      ),
    })),
    { label: profile?.name ?? '', href: null },
  ];
}
