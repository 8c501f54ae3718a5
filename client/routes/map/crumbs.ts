import type { AdminUnit, UnitProfile } from '#contract/admin-units.ts';
import { m } from '#client/text/compiled/messages.js';
import type { Address } from '../address.ts';

interface Crumb {
  readonly label: string;
  /** What the link changes; null for where one is. */
  readonly change: Partial<Address> | null;
}

/** Steps from the whole down to the unit shown. A portal of one province begins with its name, not the country's. */
export function crumbsOf(address: Address, profile: UnitProfile | null, provinces: readonly AdminUnit[]): Crumb[] {
  const [only] = provinces;
  const single = provinces.length === 1 && only !== undefined;
  const whole = single ? only.name : m.breadcrumb_country();
  const top: Partial<Address> = { unit: null, view: null };
  if (address.unit === null || (single && address.unit.code === only.code)) return [{ label: whole, change: null }];
  const between = (profile?.ancestors ?? []).filter(({ level }) => !(single && level === 'province'));
  return [
    { label: whole, change: top },
    ...between.map(({ code, name, level }) => ({
      label: name,
      change: { ...top, unit: { level, code }, level: null },
    })),
    { label: profile?.name ?? address.unit.code, change: null },
  ];
}
