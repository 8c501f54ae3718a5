import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { FeatureCollection, MultiPolygon } from 'geojson';

interface Listed {
  readonly code: string;
  readonly name: string;
  readonly district_code: string;
  readonly district_name: string;
}
interface Decided {
  readonly old_code: string;
  readonly new_code: string;
  readonly new_name: string;
  readonly new_kind?: string;
  readonly share: 'full' | 'partial';
}
type Square = readonly [west: number, south: number, east: number, north: number];
interface Ground {
  readonly name: string;
  readonly kind: string | null;
  readonly district: Listed | null;
  readonly squares: readonly Square[];
}

export type ReformDay = '2020-11-01' | '2024-11-01' | '2025-07-01';

/** Paths of the tables of what became of units, as `--succession` takes them. */
export const successionFiles = {
  '2024-11-01': pathOf('succession-2024-11-01.csv'),
  '2025-07-01': pathOf('succession-2025-07-01.csv'),
};
/** Part of a unit that is split which goes to each of its successors but the last. */
const piece = 0.2;

/**
 * Phú Yên's communes as a file of boundaries of a day, on invented ground: each unit of 2020 is a square apart from the others, and
 * what decisions made of them since is made of those squares or of strips of them.
 */
export function communesOn(day: ReformDay): FeatureCollection<MultiPolygon> {
  let ground = groundOf2020();
  if (day >= '2024-11-01') ground = changed(ground, '2024-11-01');
  if (day >= '2025-07-01') ground = changed(ground, '2025-07-01');
  return {
    type: 'FeatureCollection',
    features: [...ground].map(([code, { name, kind, district, squares }]) => ({
      type: 'Feature',
      properties: {
        MA_XA: code,
        TEN_XA: name,
        ...(kind === null ? {} : { LOAI: kind }),
        ...(district === null
          ? { MA_TINH: '66', TEN_TINH: 'Tỉnh Đắk Lắk' }
          : {
              MA_HUYEN: district.district_code,
              TEN_HUYEN: district.district_name,
              MA_TINH: '54',
              TEN_TINH: 'Tỉnh Phú Yên',
            }),
      },
      geometry: { type: 'MultiPolygon', coordinates: squares.map((square) => [ringOf(square)]) },
    })),
  };
}

function groundOf2020(): Map<string, Ground> {
  return new Map(
    read<Listed>('admin-units.csv').map((unit, index) => {
      const [west, south] = [108.8 + (index % 12) * 0.04, 12.9 + Math.floor(index / 12) * 0.04];
      return [
        unit.code,
        { name: unit.name, kind: null, district: unit, squares: [[west, south, west + 0.03, south + 0.03]] },
      ];
    }),
  );
}

function changed(before: ReadonlyMap<string, Ground>, day: '2024-11-01' | '2025-07-01'): Map<string, Ground> {
  const decided = parse(readFileSync(successionFiles[day]), { columns: true }) as Decided[];
  const touched = new Set(decided.map(({ old_code: code }) => code));
  const after = new Map([...before].filter(([code]) => !touched.has(code)));
  const taken = new Map<string, number>();
  for (const edge of decided) {
    const old = before.get(edge.old_code);
    if (old === undefined) throw new Error(`${day}: no unit ${edge.old_code}`);
    const parts = decided.filter(({ old_code: code }) => code === edge.old_code).length;
    const from = taken.get(edge.old_code) ?? 0;
    const to = from + 1 === parts ? 1 : (from + 1) * piece;
    taken.set(edge.old_code, from + 1);
    const squares = parts === 1 ? old.squares : old.squares.map((square) => stripOf(square, from * piece, to));
    const made = after.get(edge.new_code);
    const kind = edge.new_kind ?? null;
    after.set(edge.new_code, {
      name: edge.new_name,
      kind,
      district: kind === null ? old.district : null,
      squares: [...(made?.squares ?? []), ...squares],
    });
  }
  return after;
}

function stripOf([west, south, east, north]: Square, from: number, to: number): Square {
  // Apart from the next strip: pieces of one unit that touched would be no valid area.
  return [west + (east - west) * from, south, west + (east - west) * (to - 0.01), north];
}

function ringOf([west, south, east, north]: Square) {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function read<Row>(file: string): Row[] {
  return parse(readFileSync(pathOf(file)), { columns: true, bom: true }) as Row[];
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../../data/admin-units/${file}`, import.meta.url));
}
