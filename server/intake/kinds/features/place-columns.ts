import type { PlaceName } from '#rules/features/fields.ts';
import { shown } from '#rules/text/shown.ts';
import { nothingToDo } from '#formats/driver.ts';
import type { Findings } from '../../findings.ts';

const ways = [['lng', 'lat'], ['x', 'y'], ['wkt'], ['latlng']] as const;
type Way = (typeof ways)[number];

/**
 * The columns by which a table says its places; where it says them in several ways, the first, of which the others are told. Who
 * names a system of metres means the columns of metres.
 */
export function placeColumns(
  places: ReadonlyMap<PlaceName, string>,
  metres: boolean,
  findings: Findings,
): Way | undefined {
  const given = ways.filter((names) => names.every((name) => places.has(name)));
  const ofMetres = given.find(([name]) => name === 'x') ?? given.find(([name]) => name === 'wkt');
  const used = (metres ? ofMetres : undefined) ?? given[0];
  const left = given.filter((way) => way !== used);
  if (used !== undefined && left.length > 0) {
    const named = (way: readonly PlaceName[]) => way.map((name) => `"${shown(places.get(name) ?? '')}"`).join(', ');
    const others = named(left.flat());
    findings.note(
      'placeTwice',
      {},
      {
        vi: `Bảng ghi vị trí nhiều cách; đã đọc ${named(used)}, không đọc ${others}.`,
        en: `The table says places in several ways; ${named(used)} was read, not ${others}.`,
      },
      used[0] === 'lng' && left.some(([name]) => name === 'x')
        ? {
            vi: 'Muốn đọc cột mét, nhập lại với --crs của hệ tọa độ đó.',
            en: 'To read the metres, import again with --crs of their system.',
          }
        : nothingToDo,
    );
  }
  return used;
}
