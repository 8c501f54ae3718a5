import { shown } from '#rules/text/shown.ts';
import type { Queryable } from '#db/db.ts';
import { isInForce } from '#rules/in-force.ts';
import { searchable } from '#rules/text/fold.ts';
import { queries } from '../../queries.ts';
import type { Findings, Where } from '../../findings.ts';
import type { KnownUnit } from './known-units.ts';

/** What stands before a commune's own name, where a list leaves it out. */
const kinds = ['xa', 'phuong', 'thi tran'];

/** Versions of communes by name, as a search compares it. */
export type NamedCommunes = ReadonlyMap<string, readonly KnownUnit[]>;

/** Every version of the communes that some names mean, with and without the kind before them. */
export async function readNamedCommunes(db: Queryable, names: Iterable<string>): Promise<NamedCommunes> {
  const asked = [...new Set([...names].flatMap(spellingsOf))];
  if (asked.length === 0) return new Map();
  const rows = await db.many<KnownUnit & { nameSearch: string }>(queries.communesOfNames, { names: asked });
  const found = new Map<string, KnownUnit[]>();
  for (const { nameSearch, ...unit } of rows) found.set(nameSearch, [...(found.get(nameSearch) ?? []), unit]);
  return found;
}

/** The one commune that bears a name on a day; none or several become an issue. */
export function requireNamedCommune(
  communes: NamedCommunes,
  { name, day, where }: { name: string; day: string; where: Where },
  findings: Findings,
): KnownUnit | null {
  const found = spellingsOf(name)
    .flatMap((spelling) => communes.get(spelling) ?? [])
    .filter((unit) => isInForce(unit, day));
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) {
    findings.issue(
      'unknownName',
      where,
      {
        vi: `Không có xã nào tên "${shown(name)}" vào ngày ${day}.`,
        en: `There is no commune called "${shown(name)}" on ${day}.`,
      },
      { vi: 'Sửa tên, hoặc ghi mã đơn vị.', en: 'Correct the name, or give the code of the unit.' },
    );
    return null;
  }
  const codes = found.map((unit) => `${unit.name} (${unit.code})`).join(', ');
  findings.issue(
    'severalOfName',
    where,
    {
      vi: `Có nhiều đơn vị tên "${shown(name)}": ${codes}.`,
      en: `Several units are called "${shown(name)}": ${codes}.`,
    },
    { vi: 'Ghi mã của đơn vị.', en: 'Give the code of the unit.' },
  );
  return null;
}

function spellingsOf(name: string): string[] {
  const said = searchable(name);
  return [said, ...kinds.map((kind) => `${kind} ${said}`)];
}
