import type { Geometry, Position as Coordinates } from 'geojson';
import type { Position } from '#contract/common.ts';
import { textOfCell, type TableCell } from '#formats/cell.ts';
import type { SourceFeature } from '#formats/driver.ts';
import { mostLetters } from '#formats/write-sheets.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';
import { mapFeatureFields } from '#rules/features/fields.ts';
import { mapPositions, positionsOf } from '#rules/geometries.ts';
import { cellOf } from '../cells/reading.ts';
import type { Findings } from '../findings.ts';
import { mostRefusedRows, type RefusedRow, type RefusedSheet } from './book.ts';
import { withoutRefusedHeadings } from './headings.ts';

/** All cells together; beyond that no more rows are kept. */
const mostInAll = 30_000_000;
/** About a centimetre. */
const decimals = 7;

interface KeptRow {
  readonly cells: ReadonlyMap<string, TableCell>;
  readonly wkt: string | null;
  readonly shapeless: boolean;
}

/** Keeps what was refused of a file of features, as cells of a table. */
export class RefusedRows {
  readonly #kept = new Map<number, KeptRow>();
  #letters = 0;
  #seen = 0;

  /** `toWgs84` where places are geometries, which a table has as text; null where they stand in columns, or are left out. */
  constructor(private readonly toWgs84: ((position: Coordinates) => Position) | null) {}

  get size(): number {
    return this.#kept.size;
  }

  get isFull(): boolean {
    return this.#kept.size >= mostRefusedRows || this.#letters > mostInAll;
  }

  /** Keeps those of some features that are refused by now. Where nothing was since, nothing is looked at. */
  takeNew(features: readonly SourceFeature[], findings: Findings): void {
    if (findings.namedRefused === this.#seen) return;
    this.#seen = findings.namedRefused;
    this.take(features, findings);
  }

  /** Keeps those of some features that are refused. */
  take(features: readonly SourceFeature[], findings: Findings): void {
    for (const { row, fields, geometry } of features) {
      if (this.isFull) return;
      if (!findings.isRefused(row) || this.#kept.has(row)) continue;
      const cells = new Map(Object.entries(fields).map(([name, value]) => [name, cellOf(value)]));
      const shape = this.#shapeOf(geometry);
      this.#kept.set(row, { cells, ...shape });
      for (const cell of cells.values()) this.#letters += textOfCell(cell).length;
      this.#letters += shape.wkt?.length ?? 0;
    }
  }

  /**
   * What was kept, in the order of the file. A column of a map's table that a table's reader would take for the place is called
   * otherwise, unless it is one of `properties`: the place is the column wkt.
   */
  sheet(name: string, names: readonly string[], properties: ReadonlySet<string>, findings: Findings): RefusedSheet {
    const kept = [...this.#kept].sort(([one], [other]) => one - other);
    const given = new Set([...names, ...kept.flatMap(([, { cells }]) => [...cells.keys()])]);
    const columns = withoutRefusedHeadings([...given]);
    const isWkt = this.toWgs84 !== null;
    const called = (column: string) =>
      isWkt && !properties.has(column) && isPlace(column) ? `${column} (trong tệp)` : column;
    const rows = kept.map(([row, { cells, wkt, shapeless }]): RefusedRow => ({
      row,
      cells: [...columns.map((column) => cells.get(column) ?? { value: null }), ...(isWkt ? [{ value: wkt }] : [])],
      issues: findings.issuesOf(row),
      shapeless,
    }));
    return { name, above: [], head: [...columns.map(called), ...(isWkt ? ['wkt'] : [])], rows };
  }

  #shapeOf(geometry: Geometry | null): Pick<KeptRow, 'wkt' | 'shapeless'> {
    if (this.toWgs84 === null || geometry === null || positionsOf(geometry).length === 0)
      return { wkt: null, shapeless: false };
    const placed = mapPositions(geometry, this.toWgs84);
    const isSound = positionsOf(placed).every((position) => position.every(Number.isFinite));
    const wkt = isSound ? wktOf(placed, decimals) : null;
    return wkt !== null && wkt.length <= mostLetters ? { wkt, shapeless: false } : { wkt: null, shapeless: true };
  }
}

function isPlace(column: string): boolean {
  return mapFeatureFields([column], [], [], true).places.size > 0;
}
