import type { Level } from '#contract/admin-units.ts';
import { bareName } from '../unit-names.ts';

interface Named {
  readonly level: Level;
  readonly name: string | null;
}

/** Whether two units of a level bear the same name, however it is written and whatever their kinds are. */
export function isSameName(one: Named, other: Named): boolean {
  return (
    one.name !== null &&
    other.name !== null &&
    one.level === other.level &&
    bareName(one.name, one.level) === bareName(other.name, other.level)
  );
}
